//! What the compiler writes itself: type objects, gateways of Python-level functions, start-up.

mod body;
mod gateway;
mod startup;

pub use startup::StartUp;

use std::rc::Rc;

use ruff_python_ast::Expr as Ast;
use rustc_hash::FxHashMap;

use crate::program::*;
use crate::tree::*;
use crate::types::{ClassId, FuncId, Ty};

impl<'a> Program<'a> {
    /// The class of type objects: what `type_create` answers.
    pub fn type_class(&mut self) -> Option<Ty> {
        let create = self.lang_func("type_create")?;
        Some(self.func_sig(create).result)
    }

    /// A function whose typed body is given.
    pub fn add_derived(
        &mut self,
        full_name: String,
        name: &'a str,
        module: usize,
        class: Option<ClassId>,
        sig: Sig<'a>,
        body: Body,
    ) -> FuncId {
        let id = FuncId(self.funcs.len() as u32);
        let kind = match class {
            Some(_) => FuncKind::Method,
            None => FuncKind::Free,
        };
        self.funcs.push(Func {
            name,
            full_name,
            module,
            origin: Origin::Derived,
            class,
            kind,
            env: Default::default(),
            decorators: Rc::new(Vec::new()),
            type_params: Vec::new(),
            instances: FxHashMap::default(),
            sig: Some(Rc::new(sig)),
            body: Some(Rc::new(body)),
            is_abstract: false,
            root: id,
        });
        id
    }

    /// The class, or one above it below the root of objects, says itself what its instances' type is.
    fn has_own_type_of(&mut self, class: ClassId) -> bool {
        let root = self.lang_class("object");
        let mut at = Some(class);
        while let Some(id) = at {
            if Some(id) == root && id != class {
                return false;
            }
            if let Some(&Member::Method(func)) = self.class(id).members.get("gettypeobject")
                && self.func(func).ast().is_some()
            {
                return true;
            }
            at = self.class(id).parent;
        }
        false
    }

    /// `gettypeobject` of a `@pytype` class answers the class's own type object.
    pub fn derive_type_of(&mut self, class: ClassId) {
        let def = self.class_def(class);
        let (module, ast) = (def.module, def.ast);
        if !def.has("pytype") || self.has_own_type_of(class) {
            return;
        }
        let Some(w_type) = self.type_class() else {
            return;
        };
        let Ok(at) = u32::try_from(usize::from(ruff_text_size::Ranged::start(ast))) else {
            return;
        };
        let this = Ty::Class(class, false);
        let value = Expr::new(ExprKind::TypeObject(class), w_type, at);
        let body = Body {
            file: module as u32,
            n_params: 1,
            locals: vec![Local {
                name: "self".to_owned(),
                ty: this,
            }],
            stmts: vec![Stmt {
                at,
                kind: StmtKind::Return(Some(value)),
            }],
        };
        let sig = Sig {
            params: vec![derived_param("self", this)],
            result: w_type,
        };
        let name = format!("{}.gettypeobject", self.class(class).name);
        let id = self.add_derived(name, "gettypeobject", module, Some(class), sig, body);
        let record = &mut self.classes[class.index()];
        record.members.insert("gettypeobject", Member::Method(id));
        record.methods.push(id);
    }
}

pub(crate) fn derived_param<'a>(name: &'a str, ty: Ty) -> Param<'a> {
    Param {
        name,
        ty,
        kind: ParamKind::PosOnly,
        default: None::<&Ast>,
        span: Default::default(),
    }
}
