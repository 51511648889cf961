//! Loading, storing and deleting names.

use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use crate::symtable::{Place, ScopeKind};
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;

/// How a name is reached from the current place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Access {
    Register(Reg),
    Cell(Reg),
    /// Free variable read in a class body: the namespace comes first.
    ClassCell(Reg),
    /// Free variable read in an annotation scope of a class.
    ClassDictOrCell(Reg),
    ClassDictOrGlobal,
    Namespace,
    Global,
}

impl<'a> Compiler<'a> {
    /// The register of a local variable of this code object.
    pub(super) fn local(&mut self, name: &Name) -> Reg {
        Reg::local(self.unit.varnames.add(name.clone()))
    }

    fn cell(&mut self, name: &Name) -> Reg {
        let index =
            self.unit.cellvars.find(name).unwrap_or_else(|| {
                panic!("compile: {} has no cell for {name}", self.unit.qualname)
            });
        Reg::cell(index)
    }

    fn free(&mut self, name: &Name) -> Reg {
        let index = self.unit.freevars.find(name).unwrap_or_else(|| {
            panic!(
                "compile: {} has no free variable {name}",
                self.unit.qualname
            )
        });
        Reg::free(index)
    }

    /// How the (mangled) name is reached.
    pub(super) fn access(&mut self, name: &Name) -> Access {
        let depth = self.unit.active.len() - 1;
        let scope = &self.table.scopes[self.unit.active[depth].id];
        let place = scope
            .symbol(name)
            .map_or(Place::GlobalImplicit, |symbol| symbol.place);
        self.access_place(name, place, depth)
    }

    fn access_place(&mut self, name: &Name, place: Place, depth: usize) -> Access {
        let in_comprehension = self.unit.active.len() > 1;
        let unit_scope = self.scope();
        match place {
            Place::Local | Place::Cell => {
                if depth > 0 {
                    let reg = self.unit.active[depth].registers[name];
                    return if place == Place::Cell {
                        Access::Cell(reg)
                    } else {
                        Access::Register(reg)
                    };
                }
                if !unit_scope.kind.is_function_like() {
                    return Access::Namespace;
                }
                if place == Place::Cell {
                    Access::Cell(self.cell(name))
                } else {
                    Access::Register(self.local(name))
                }
            }
            Place::Outer(owner) => {
                let depth = self
                    .unit
                    .active
                    .iter()
                    .position(|active| active.id == owner)
                    .unwrap_or_else(|| panic!("compile: scope of {name} is not active"));
                let place = self.table.scopes[owner].symbols[name].place;
                self.access_place(name, place, depth)
            }
            Place::Free => {
                let reg = self.free(name);
                if unit_scope.kind == ScopeKind::Class && !in_comprehension {
                    Access::ClassCell(reg)
                } else if unit_scope.sees_class && name != "__classdict__" {
                    Access::ClassDictOrCell(reg)
                } else {
                    Access::Cell(reg)
                }
            }
            Place::GlobalExplicit => Access::Global,
            Place::GlobalImplicit | Place::Unresolved => match unit_scope.kind {
                ScopeKind::Module => Access::Namespace,
                ScopeKind::Class if !in_comprehension => Access::Namespace,
                _ if unit_scope.sees_class && unit_scope.symbol("__classdict__").is_some() => {
                    Access::ClassDictOrGlobal
                }
                _ => Access::Global,
            },
        }
    }

    /// The register of a local that can be used as an operand as it is. A variable that an
    /// assignment
    /// expression may change before the operand is used must be copied.
    pub(super) fn direct_local(&mut self, name: &Name, range: TextRange) -> Option<Reg> {
        let mangled = self.mangle(name);
        let Access::Register(reg) = self.access(&mangled) else {
            return None;
        };
        let scope = self.unit.active.last().map(|active| active.id)?;
        let is_walrus = |id: usize| self.table.scopes[id].walrus_targets.contains(&mangled);
        if is_walrus(scope) || is_walrus(self.unit.scope) {
            return None;
        }
        self.check_local(reg, &mangled, range);
        Some(reg)
    }

    fn check_local(&mut self, reg: Reg, name: &Name, range: TextRange) {
        let index = self.str_constant(name);
        self.emit(range, Op::CHECK_LOCAL, &[reg.0, index]);
    }

    pub(super) fn load_name_to(&mut self, name: &Name, range: TextRange, dst: Reg) {
        let mangled = self.mangle(name);
        let access = self.access(&mangled);
        match access {
            Access::Register(reg) => {
                self.check_local(reg, &mangled, range);
                self.move_to(range, dst, reg);
            }
            Access::Cell(cell) => self.emit(range, Op::LOAD_DEREF, &[dst.0, cell.0]),
            Access::ClassCell(cell) => {
                let index = self.name_index(name);
                self.emit(range, Op::LOAD_CLASS_DEREF, &[dst.0, cell.0, index]);
            }
            Access::ClassDictOrCell(cell) => {
                let mark = self.mark();
                let dict = self.class_dict(range);
                let index = self.name_index(name);
                self.emit(
                    range,
                    Op::LOAD_FROM_DICT_OR_DEREF,
                    &[dst.0, dict.0, cell.0, index],
                );
                self.release(mark);
            }
            Access::ClassDictOrGlobal => {
                let mark = self.mark();
                let dict = self.class_dict(range);
                let index = self.name_index(name);
                self.emit(
                    range,
                    Op::LOAD_FROM_DICT_OR_GLOBALS,
                    &[dst.0, dict.0, index],
                );
                self.release(mark);
            }
            Access::Namespace | Access::Global => {
                let op = if matches!(access, Access::Global) {
                    Op::LOAD_GLOBAL
                } else {
                    Op::LOAD_NAME
                };
                let index = self.name_index(name);
                self.emit(range, op, &[dst.0, index]);
            }
        }
    }

    /// Loads the namespace of the class around an annotation scope.
    fn class_dict(&mut self, range: TextRange) -> Reg {
        let name = Name::new_static("__classdict__");
        let dict = self.temp();
        match self.access(&name) {
            Access::Cell(cell) => self.emit(range, Op::LOAD_DEREF, &[dict.0, cell.0]),
            other => panic!("compile: __classdict__ is no free variable but {other:?}"),
        }
        dict
    }

    pub(super) fn store_name(&mut self, name: &Name, range: TextRange, src: Reg) {
        let mangled = self.mangle(name);
        match self.access(&mangled) {
            Access::Register(reg) => self.move_to(range, reg, src),
            Access::Cell(cell) | Access::ClassCell(cell) | Access::ClassDictOrCell(cell) => {
                self.emit(range, Op::STORE_DEREF, &[cell.0, src.0]);
            }
            Access::Namespace => {
                let index = self.name_index(name);
                self.emit(range, Op::STORE_NAME, &[src.0, index]);
            }
            Access::Global | Access::ClassDictOrGlobal => {
                let index = self.name_index(name);
                self.emit(range, Op::STORE_GLOBAL, &[src.0, index]);
            }
        }
    }

    /// The register a store to the name writes, when it is a register.
    pub(super) fn store_register(&mut self, name: &Name) -> Option<Reg> {
        let mangled = self.mangle(name);
        match self.access(&mangled) {
            Access::Register(reg) => Some(reg),
            _ => None,
        }
    }

    pub(super) fn delete_name(&mut self, name: &Name, range: TextRange) -> Result {
        if name == "__debug__" {
            return Err(error(range, "cannot delete __debug__"));
        }
        let mangled = self.mangle(name);
        match self.access(&mangled) {
            Access::Register(reg) => {
                let index = self.str_constant(&mangled);
                self.emit(range, Op::DELETE_LOCAL, &[reg.0, index]);
            }
            Access::Cell(cell) | Access::ClassCell(cell) | Access::ClassDictOrCell(cell) => {
                self.emit(range, Op::DELETE_DEREF, &[cell.0]);
            }
            Access::Namespace => {
                let index = self.name_index(name);
                self.emit(range, Op::DELETE_NAME, &[index]);
            }
            Access::Global | Access::ClassDictOrGlobal => {
                let index = self.name_index(name);
                self.emit(range, Op::DELETE_GLOBAL, &[index]);
            }
        }
        Ok(())
    }

    /// Unbinds the name of an `except ... as name`, bound or not: `name = None; del name`.
    pub(super) fn unbind_name(&mut self, name: &Name) -> Result {
        let range = TextRange::default();
        let start = self.unit.instrs.len();
        if let Some(reg) = self.store_register(name) {
            self.emit(range, Op::CLEAR, &[reg.0]);
        } else {
            let mark = self.mark();
            let none = self.temp();
            self.load_const(range, none, Const::None);
            self.store_name(name, range, none);
            self.release(mark);
            self.delete_name(name, range)?;
        }
        for instr in &mut self.unit.instrs[start..] {
            instr.range = None;
        }
        Ok(())
    }

    /// The register holding the cell that a nested function captures as `name`.
    pub(super) fn captured_cell(&mut self, name: &Name) -> Reg {
        for depth in (0..self.unit.active.len()).rev() {
            let scope = &self.table.scopes[self.unit.active[depth].id];
            if scope
                .symbol(name)
                .is_some_and(|symbol| symbol.place == Place::Cell)
            {
                if depth > 0 {
                    return self.unit.active[depth].registers[name];
                }
                return self.cell(name);
            }
        }
        if let Some(index) = self.unit.cellvars.find(name)
            && self.unit.in_class
        {
            return Reg::cell(index);
        }
        self.free(name)
    }
}
