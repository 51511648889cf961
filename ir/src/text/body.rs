//! Function bodies from text: the syntax of all blocks first, then values, whose types may depend on later blocks.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::lex::Tok;
use super::parse::{Parser, Result};
use super::print::is_plain_call;
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, InstData, Loc, TrapCode};
use crate::op::{ImmKind, Op};
use crate::types::{Storage, Type};

/// A name and the token it stands at.
type Name = (String, usize);

struct InstText {
    at: usize,
    block: Block,
    op: Op,
    imms: SmallVec<[Imm; 1]>,
    args: Vec<Name>,
    results: Vec<Name>,
    targets: Vec<(Name, Vec<Name>)>,
    loc: Loc,
}

struct Body {
    func: Function,
    values: FxHashMap<String, Value>,
    blocks: FxHashMap<String, Block>,
}

impl Parser {
    /// The blocks after `{`, up to and with `}`.
    pub(super) fn func_body(&mut self, id: FuncId, params: Vec<(String, Type)>) -> Result<()> {
        let head = &self.module.funcs[id];
        let mut body = Body {
            func: Function::new(&head.name, head.sig),
            values: FxHashMap::default(),
            blocks: FxHashMap::default(),
        };
        body.func.attrs = head.attrs;
        let mut insts = Vec::new();
        while !self.eat('}') {
            let block = self.block_head(&mut body, &params)?;
            while !self.at_block_end() {
                insts.push(self.inst(block)?);
            }
        }
        if body.func.layout.is_empty() {
            return self.error_at(self.pos - 1, "function has no block");
        }
        self.resolve(&mut body, insts)?;
        self.module.funcs[id] = body.func;
        Ok(())
    }

    fn at_block_end(&mut self) -> bool {
        if *self.peek() == Tok::Punct('}') || *self.peek() == Tok::End {
            return true;
        }
        // A label is a word before `:` or `(` or `cold`, and no op.
        let at = self.pos;
        let label = match self.next() {
            Tok::Ident(word) => Op::from_name(&word).is_none(),
            _ => false,
        };
        let follows = match self.peek() {
            Tok::Punct(':' | '(') => true,
            Tok::Ident(word) => word == "cold",
            _ => false,
        };
        self.pos = at;
        label && follows
    }

    fn block_head(&mut self, body: &mut Body, params: &[(String, Type)]) -> Result<Block> {
        let at = self.pos;
        let label = self.word()?;
        let block = body.func.add_block();
        if body.blocks.insert(label.clone(), block).is_some() {
            return self.error_at(at, format!("second block {label}"));
        }
        let entry = body.func.entry() == block;
        if entry {
            for (name, ty) in params {
                self.define_param(body, block, name, *ty, at)?;
            }
        }
        if self.eat('(') {
            let names = self.list(')', |p| p.block_param())?;
            if entry {
                self.entry_params(body, params, &names, at)?;
            } else {
                for (name, ty, at) in names {
                    let Some(ty) = ty else {
                        return self.error_at(at, "a block parameter needs its type");
                    };
                    self.define_param(body, block, &name, ty, at)?;
                }
            }
        }
        body.func.blocks[block].cold = self.eat_word("cold");
        self.expect(':')?;
        Ok(block)
    }

    /// The entry block may repeat the function's parameters, with or without types.
    fn entry_params(
        &self,
        body: &mut Body,
        params: &[(String, Type)],
        names: &[(String, Option<Type>, usize)],
        at: usize,
    ) -> Result<()> {
        let same = params.len() == names.len()
            && params
                .iter()
                .zip(names)
                .all(|((name, ty), (own, own_ty, _))| {
                    name == own && own_ty.is_none_or(|own| own == *ty)
                });
        if same {
            return Ok(());
        }
        // Differing parameters are kept for the verifier to report.
        body.values.clear();
        let entry = body.func.entry();
        body.func.blocks[entry].params.clear();
        for (name, ty, place) in names {
            let Some(ty) = ty else {
                return self.error_at(at, "the entry block repeats other parameters");
            };
            self.define_param(body, entry, name, *ty, *place)?;
        }
        Ok(())
    }

    fn define_param(
        &self,
        body: &mut Body,
        block: Block,
        name: &str,
        ty: Type,
        at: usize,
    ) -> Result<()> {
        let value = body.func.add_param(block, ty);
        match body.values.insert(name.to_owned(), value) {
            None => Ok(()),
            Some(_) => self.error_at(at, format!("second value %{name}")),
        }
    }

    fn block_param(&mut self) -> Result<(String, Option<Type>, usize)> {
        let (name, at) = self.value_name()?;
        let ty = match self.eat(':') {
            true => Some(self.ty()?),
            false => None,
        };
        Ok((name, ty, at))
    }

    fn value_name(&mut self) -> Result<Name> {
        let at = self.pos;
        match self.next() {
            Tok::Value(name) => Ok((name, at)),
            _ => self.error_at(at, "expected a value"),
        }
    }

    fn inst(&mut self, block: Block) -> Result<InstText> {
        let mut results = Vec::new();
        if matches!(self.peek(), Tok::Value(_)) {
            results.push(self.value_name()?);
            while self.eat(',') {
                results.push(self.value_name()?);
            }
            self.expect('=')?;
        }
        let at = self.pos;
        let word = self.word()?;
        let Some(op) = Op::from_name(&word) else {
            return self.error_at(at, format!("no op `{word}`"));
        };
        let mut inst = InstText {
            at,
            block,
            op,
            imms: SmallVec::new(),
            args: Vec::new(),
            results,
            targets: Vec::new(),
            loc: Loc::default(),
        };
        self.operands(&mut inst)?;
        if let Tok::Loc(file, line) = *self.peek() {
            self.pos += 1;
            inst.loc = Loc { file, line };
        }
        Ok(inst)
    }

    fn operands(&mut self, inst: &mut InstText) -> Result<()> {
        let info = inst.op.info();
        let mut first = true;
        for (i, &kind) in info.imms.iter().enumerate() {
            if kind == ImmKind::Cases {
                continue;
            }
            if i > 0 && inst.op != Op::Iconst {
                self.expect(',')?;
            }
            let imm = self.imm(kind)?;
            inst.imms.push(imm);
            first = false;
        }
        if inst.op == Op::Switch {
            return self.switch(inst);
        }
        if is_plain_call(inst.op) {
            self.expect('(')?;
            inst.args = self.list(')', Self::value_name)?;
        } else if matches!(inst.op, Op::CallRef | Op::TryCallRef) {
            self.expect(',')?;
            inst.args.push(self.value_name()?);
            self.expect('(')?;
            inst.args.extend(self.list(')', Self::value_name)?);
        } else {
            loop {
                if !first && !self.eat(',') {
                    break;
                }
                match self.peek() {
                    // The next line may start with a value.
                    Tok::Value(_) if first && info.args.is_empty() => break,
                    Tok::Value(_) => inst.args.push(self.value_name()?),
                    Tok::Ident(_) if info.targets != 0 => inst.targets.push(self.target()?),
                    _ if first => break,
                    _ => return self.error("expected an operand"),
                }
                first = false;
            }
        }
        if inst.op.is_try_call() {
            if !self.eat_arrow() {
                return self.error("expected `->` and two blocks");
            }
            inst.targets.push(self.target()?);
            self.expect(',')?;
            inst.targets.push(self.target()?);
        }
        Ok(())
    }

    fn switch(&mut self, inst: &mut InstText) -> Result<()> {
        inst.args.push(self.value_name()?);
        self.expect(',')?;
        inst.targets.push(self.target()?);
        self.expect(',')?;
        self.expect('[')?;
        let cases = self.list(']', |p| {
            let at = p.pos;
            let Ok(case) = i32::try_from(p.int()?) else {
                return p.error_at(at, "a case is an i32");
            };
            p.expect(':')?;
            Ok((case, p.target()?))
        })?;
        let (cases, targets): (Vec<i32>, Vec<_>) = cases.into_iter().unzip();
        inst.imms.push(Imm::Cases(cases));
        inst.targets.extend(targets);
        Ok(())
    }

    fn target(&mut self) -> Result<(Name, Vec<Name>)> {
        let at = self.pos;
        let label = self.word()?;
        let args = match self.eat('(') {
            true => self.list(')', Self::value_name)?,
            false => Vec::new(),
        };
        Ok(((label, at), args))
    }

    fn imm(&mut self, kind: ImmKind) -> Result<Imm> {
        let at = self.pos;
        Ok(match kind {
            ImmKind::Int => Imm::Int(self.int()?),
            ImmKind::Float => match self.next() {
                Tok::Float(value) => Imm::Float(value.to_bits()),
                _ => return self.error_at(at, "expected a float"),
            },
            ImmKind::Type => Imm::Type(self.ty()?),
            ImmKind::Class => Imm::Class(self.class_id()?),
            ImmKind::Field => Imm::Field(self.member("field", |m, c, n| m.field_named(c, n))?),
            ImmKind::Slot => Imm::Slot(self.member("method", |m, c, n| m.slot_named(c, n))?),
            ImmKind::Const => Imm::Const(self.member("const", |m, c, n| m.const_named(c, n))?),
            ImmKind::Array => match self.ty()? {
                Type::Arr(array, false) => Imm::Array(array),
                _ => return self.error_at(at, "expected arr<..>"),
            },
            ImmKind::Func => Imm::Func(self.func_id()?),
            ImmKind::Extern => Imm::Extern(self.extern_id()?),
            ImmKind::Sig => match self.ty()? {
                Type::Fn(sig, false) => Imm::Sig(sig),
                _ => return self.error_at(at, "expected fn(..)"),
            },
            ImmKind::Data => Imm::Data(self.data_id()?),
            ImmKind::Frozen => Imm::Frozen(self.frozen_id()?),
            ImmKind::Trap => {
                let word = self.word()?;
                let code = TrapCode::ALL.iter().find(|(_, name)| *name == word);
                match code {
                    Some((code, _)) => Imm::Trap(*code),
                    None => return self.error_at(at, format!("no trap code `{word}`")),
                }
            }
            ImmKind::Cases => unreachable!("cases are read with their switch"),
        })
    }

    /// Makes the instructions as soon as their operands are known, however often that takes: blocks stand in any order.
    fn resolve(&mut self, body: &mut Body, insts: Vec<InstText>) -> Result<()> {
        let mut made: Vec<Option<Inst>> = vec![None; insts.len()];
        let mut left = insts.len();
        while left > 0 {
            let before = left;
            for (i, text) in insts.iter().enumerate() {
                let known = |(name, _): &Name| body.values.contains_key(name);
                if made[i].is_none() && text.args.iter().all(known) {
                    made[i] = Some(self.make(body, text)?);
                    left -= 1;
                }
            }
            if left == before {
                return self.unknown_value(body, &insts, &made);
            }
        }
        for (text, inst) in insts.iter().zip(made) {
            let inst = inst.expect("all are made");
            body.func.blocks[text.block].insts.push(inst);
            let mut targets = SmallVec::new();
            for ((label, at), args) in &text.targets {
                let Some(&block) = body.blocks.get(label) else {
                    return self.error_at(*at, format!("no block {label}"));
                };
                let args = self.lookup_values(body, args)?;
                targets.push(BlockCall { block, args });
            }
            body.func.insts[inst].targets = targets;
        }
        Ok(())
    }

    fn unknown_value(&self, body: &Body, insts: &[InstText], made: &[Option<Inst>]) -> Result<()> {
        let waiting = insts.iter().zip(made).filter(|(_, made)| made.is_none());
        let args = waiting.flat_map(|(text, _)| &text.args);
        let mut unknown = args.filter(|(name, _)| !body.values.contains_key(name));
        let own = |name: &String| {
            let mut results = insts.iter().flat_map(|i| &i.results);
            results.any(|(r, _)| r == name)
        };
        let absent = unknown.clone().find(|(name, _)| !own(name));
        let (name, at) = absent.or(unknown.next()).expect("an operand is unknown");
        match own(name) {
            true => self.error_at(*at, format!("%{name} is defined by itself")),
            false => self.error_at(*at, format!("no value %{name}")),
        }
    }

    fn lookup_values(&self, body: &Body, names: &[Name]) -> Result<Vec<Value>> {
        names
            .iter()
            .map(|(name, at)| match body.values.get(name) {
                Some(&value) => Ok(value),
                None => self.error_at(*at, format!("no value %{name}")),
            })
            .collect()
    }

    fn make(&mut self, body: &mut Body, text: &InstText) -> Result<Inst> {
        if text.op == Op::DataRef {
            self.module.array(Storage::I8);
        }
        let args = self.lookup_values(body, &text.args)?;
        let types =
            crate::typing::result_types(&self.module, &body.func, text.op, &text.imms, &args);
        let types = match types {
            Ok(types) => types,
            Err(message) => return self.error_at(text.at, message),
        };
        if types.len() != text.results.len() {
            let (wanted, given) = (types.len(), text.results.len());
            return self.error_at(text.at, format!("has {wanted} results, not {given}"));
        }
        let data = InstData {
            op: text.op,
            imms: text.imms.clone(),
            args: args.into(),
            results: SmallVec::new(),
            targets: SmallVec::new(),
            loc: text.loc,
        };
        let inst = body.func.make_inst(data, &types);
        for ((name, at), &value) in text.results.iter().zip(&body.func.insts[inst].results) {
            if body.values.insert(name.clone(), value).is_some() {
                return self.error_at(*at, format!("second value %{name}"));
            }
        }
        Ok(inst)
    }
}
