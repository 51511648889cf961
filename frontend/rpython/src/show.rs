//! What the checker found out, as text: `kaac --emit rpython-types`.

use std::fmt::Write;

use ruff_text_size::Ranged;

use crate::program::{FuncKind, ParamKind, Program};
use crate::types::FuncId;

impl Program<'_> {
    /// Each checked function whose name contains the filter: place, signature, then its locals.
    pub fn show_types(&mut self, filter: &str) -> String {
        let mut out = String::new();
        for index in 0..self.funcs.len() {
            let id = FuncId(index as u32);
            if self.func(id).full_name.contains(filter) {
                self.show_function(id, &mut out);
            }
        }
        out
    }

    fn show_function(&mut self, id: FuncId, out: &mut String) {
        let func = self.func(id);
        let (Some(body), Some(ast)) = (func.body.clone(), func.ast()) else {
            return;
        };
        let file = &self.sources.files[func.module];
        let line = file.line(ast.name.range().start().into());
        let name = func.full_name.clone();
        let is_static = func.kind == FuncKind::Static;
        let sig = self.func_sig(id);
        let params = sig.params.iter().map(|p| {
            let stars = match p.kind {
                ParamKind::VarArgs => "*",
                ParamKind::VarKw => "**",
                _ => "",
            };
            format!("{stars}{}: {}", p.name, self.show(p.ty))
        });
        let params: Vec<String> = params.collect();
        let result = self.show(sig.result);
        let word = if is_static { "static " } else { "" };
        let _ = writeln!(
            out,
            "{}:{line}: {word}{name}({}) -> {result}",
            file.path,
            params.join(", ")
        );
        // Locals without a name are the compiler's own.
        for local in body.locals[body.n_params..]
            .iter()
            .filter(|l| !l.name.is_empty())
        {
            let _ = writeln!(out, "    {}: {}", local.name, self.show(local.ty));
        }
    }
}
