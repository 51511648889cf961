//! Imports.

use super::Compiler;
use crate::code::Const;
use crate::error::Result;
use crate::opcode::Op;
use ruff_python_ast as ast;
use ruff_python_ast::name::Name;

impl<'a> Compiler<'a> {
    pub(super) fn import(&mut self, node: &'a ast::StmtImport) -> Result {
        for alias in &node.names {
            let mark = self.mark();
            let module = self.temp();
            let name = self.unit.names.add(alias.name.id.to_string()) as i32;
            let none = self.constant(Const::None);
            self.emit(node.range, Op::IMPORT_NAME, &[module.0, name, none, 0]);
            let mut parts = alias.name.id.split('.');
            let first = parts.next().unwrap_or_default();
            match &alias.asname {
                None => self.store_name(&Name::new(first), node.range, module),
                Some(bound) => {
                    // `import a.b.c as d` binds the last module of the path.
                    for part in parts {
                        let name = self.unit.names.add(part.to_owned()) as i32;
                        self.emit(node.range, Op::IMPORT_FROM, &[module.0, module.0, name]);
                    }
                    self.store_name(&bound.id, node.range, module);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, node: &'a ast::StmtImportFrom) -> Result {
        let names = node.names.iter().map(|alias| Const::str(&alias.name.id));
        let from_list = Const::Tuple(names.collect());
        let from_list = self.constant(from_list);
        let module_name = node.module.as_ref().map_or("", |module| module.id.as_str());
        let name = self.unit.names.add(module_name.to_owned()) as i32;
        let module = self.temp();
        let level = node.level as i32;
        self.emit(
            node.range,
            Op::IMPORT_NAME,
            &[module.0, name, from_list, level],
        );
        for alias in &node.names {
            if &*alias.name.id == "*" {
                self.emit(node.range, Op::IMPORT_STAR, &[module.0]);
                continue;
            }
            let mark = self.mark();
            let value = self.temp();
            let name = self.name_index(&alias.name.id);
            self.emit(node.range, Op::IMPORT_FROM, &[value.0, module.0, name]);
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            self.store_name(&bound.id, node.range, value);
            self.release(mark);
        }
        Ok(())
    }
}
