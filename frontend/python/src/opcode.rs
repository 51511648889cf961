//! The opcode table, generated from `opcodes.toml`.

/// What an operand word means; see the head of `opcodes.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Dst,
    Reg,
    OptReg,
    Local,
    Cell,
    Pair,
    ReadPair,
    Args,
    Args2,
    Outs,
    OutsEx,
    Count,
    Const,
    Name,
    Imm,
    Target,
}

impl Kind {
    /// Whether the operand is a register number (`-1` possible for `OptReg`).
    pub fn is_register(self) -> bool {
        !matches!(
            self,
            Kind::Count | Kind::Const | Kind::Name | Kind::Imm | Kind::Target
        )
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct OpInfo {
    pub op: Op,
    pub name: &'static str,
    pub operands: &'static [(&'static str, Kind)],
    /// Number of inline cache words behind the operands.
    pub cache: u8,
}

impl OpInfo {
    /// Length of the instruction in words.
    pub fn words(&self) -> usize {
        self.operands.len().max(1) + self.cache as usize
    }

    /// Index of the jump target among the operands.
    pub fn target_operand(&self) -> Option<usize> {
        self.operands
            .iter()
            .position(|(_, kind)| *kind == Kind::Target)
    }
}

#[cfg(test)]
mod tests {
    use super::{OPS, Op};

    #[test]
    fn every_comparison_has_an_opposite() {
        let jumps = OPS.iter().filter(|info| info.name.starts_with("JUMP_IF_"));
        for info in jumps.filter(|info| info.op != Op::JUMP_IF_NOT_EXC_MATCH) {
            let opposite = info
                .op
                .opposite()
                .unwrap_or_else(|| panic!("{} has none", info.name));
            assert_eq!(opposite.opposite(), Some(info.op));
            assert_eq!(opposite.info().operands, info.operands);
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/opcodes.rs"));

impl Op {
    /// The table row.
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }

    /// The opcode with this number.
    pub fn from_number(number: u8) -> Option<Op> {
        OPS.get(number as usize).map(|info| info.op)
    }

    /// Whether control never goes on behind the instruction.
    pub fn ends_block(self) -> bool {
        matches!(
            self,
            Op::JUMP
                | Op::JUMP_BACK
                | Op::RETURN
                | Op::RETURN_CONST
                | Op::RAISE
                | Op::RAISE_CURRENT
                | Op::RERAISE
        )
    }

    /// The conditional jump on the opposite condition, with the same operands.
    pub fn opposite(self) -> Option<Op> {
        let name = self.info().name;
        let opposite = match name.strip_prefix("JUMP_IF_")? {
            "TRUE" => "JUMP_IF_FALSE".to_owned(),
            "FALSE" => "JUMP_IF_TRUE".to_owned(),
            "IS" => "JUMP_IF_IS_NOT".to_owned(),
            "IS_NOT" => "JUMP_IF_IS".to_owned(),
            "NOT_EXC_MATCH" => return None,
            condition => match condition.strip_prefix("NOT_") {
                Some(positive) => format!("JUMP_IF_{positive}"),
                None => format!("JUMP_IF_NOT_{condition}"),
            },
        };
        OPS.iter()
            .find(|info| info.name == opposite)
            .map(|info| info.op)
    }

    /// Whether the instruction can never raise, so that it needs no handler.
    pub fn cannot_raise(self) -> bool {
        matches!(
            self,
            Op::NOP
                | Op::MOVE
                | Op::LOAD_CONST
                | Op::LOAD_SMALL_INT
                | Op::CLEAR
                | Op::JUMP
                | Op::POP_EXCEPT
                | Op::PUSH_EXC_INFO
                | Op::RETURN
                | Op::RETURN_CONST
                | Op::JUMP_IF_NONE
                | Op::JUMP_IF_NOT_NONE
                | Op::JUMP_IF_IS
                | Op::JUMP_IF_IS_NOT
        )
    }
}
