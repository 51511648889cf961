//! The context's fields, frozen strings, start-up.

use std::rc::Rc;

use kaa_ir::module::{ConstValue, Data, Frozen, FrozenBody};
use kaa_ir::{self as ir, FunctionBuilder, Imm, Op, Storage};

use super::Lowering;
use crate::derive::StartUp;
use crate::program::{Member, ValueState};
use crate::types::{ClassId, ExternId, Ty, ValueId};

impl<'p, 'a> Lowering<'p, 'a> {
    /// The frozen object of a string literal.
    pub fn string(&mut self, m: &mut ir::Module, text: &Rc<str>) -> ir::FrozenId {
        if let Some(&known) = self.strings.get(text) {
            return known;
        }
        let class_id = self
            .p
            .lang_class("str")
            .expect("checked: strings have a class");
        let class = self.instantiate(m, class_id);
        let widest = text.chars().map(u32::from).max().unwrap_or(0);
        let kind: usize = match widest {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        let units = text.chars().flat_map(|c| {
            let bytes = u32::from(c).to_le_bytes();
            bytes.into_iter().take(kind)
        });
        let bytes: Rc<[u8]> = units.collect();
        let data = self.bytes(m, &bytes);
        let values = [
            ("data", ConstValue::Data(data)),
            ("kind", ConstValue::Int(kind as i64)),
            ("length", ConstValue::Int(text.chars().count() as i64)),
            ("ascii", ConstValue::Int(i64::from(text.is_ascii()))),
        ];
        let mut fields = Vec::new();
        for (name, value) in values {
            if let Some(Member::Field(field)) = self.p.find_member(class_id, name) {
                fields.push((self.field(m, field), value));
            }
        }
        let order = m.all_fields(class);
        fields.sort_by_key(|(f, _)| order.iter().position(|o| o == f));
        let name = format!("str{}", m.frozen.len());
        let id = m.frozen.push(Frozen {
            name,
            body: FrozenBody::Object { class, fields },
        });
        self.strings.insert(text.clone(), id);
        id
    }

    pub fn bytes(&mut self, m: &mut ir::Module, bytes: &Rc<[u8]>) -> ir::DataId {
        if let Some(&known) = self.data.get(bytes) {
            return known;
        }
        let id = m.data.push(Data {
            name: format!("data{}", m.data.len()),
            bytes: bytes.to_vec(),
        });
        self.data.insert(bytes.clone(), id);
        id
    }

    /// A table of constants, as a frozen array.
    pub fn table(
        &mut self,
        m: &mut ir::Module,
        array: ir::ArrayId,
        items: Vec<ConstValue>,
    ) -> ir::FrozenId {
        let name = format!("table{}", m.frozen.len());
        m.frozen.push(Frozen {
            name,
            body: FrozenBody::Array { array, items },
        })
    }

    pub fn host(&mut self, m: &mut ir::Module, id: ExternId) -> ir::ExternId {
        if let Some(&known) = self.externs.get(&id) {
            return known;
        }
        let host = &self.p.externs[id.index()];
        let (name, pure, result) = (host.name.clone(), host.pure, host.result);
        let params = host
            .params
            .clone()
            .into_iter()
            .map(|p| self.ty(m, p))
            .collect();
        let result = self.result_ty(m, result);
        let sig = m.sig(params, result);
        let target = m.externs.push(ir::module::Extern { name, sig, pure });
        self.externs.insert(id, target);
        target
    }

    /// The context's field for a global.
    pub fn global(&mut self, m: &mut ir::Module, id: ValueId) -> ir::FieldId {
        if let Some(&known) = self.globals.get(&id) {
            return known;
        }
        let ty = self.p.value_type(id);
        let name = format!("g_{}", self.p.value(id).name);
        let field = self.context_field(m, &name, ty);
        self.globals.insert(id, field);
        field
    }

    pub fn type_object(&mut self, m: &mut ir::Module, id: ClassId) -> ir::FieldId {
        if let Some(&known) = self.type_objects.get(&id) {
            return known;
        }
        let ty = self
            .p
            .type_class()
            .expect("checked: type objects have a class");
        let name = format!("type_{}", self.p.class(id).name);
        let field = self.context_field(m, &name, ty);
        self.type_objects.insert(id, field);
        field
    }

    fn context_field(&mut self, m: &mut ir::Module, name: &str, ty: Ty) -> ir::FieldId {
        let context = m.context.expect("the context is declared first");
        let name = self.unique(&format!("Context.{name}"));
        let storage: Storage = self.storage(m, ty);
        m.add_field(context, name.trim_start_matches("Context."), storage)
    }

    /// Wraps `main`: type objects, globals by what they need and then in import order, then Python-level members and modules, then the program.
    pub fn start_up(&mut self, m: &mut ir::Module, main: ir::FuncId) {
        let sig = m.funcs[main].sig;
        let name = self.unique("start");
        let start = m.add_func(&name, sig);
        let StartUp { types, members } = self.start_up.clone();
        let before = types.map(|f| self.func(m, f));
        let after = members.map(|f| self.func(m, f));
        // Initialisers reach further globals: go on until there are no new ones.
        let mut initialised: Vec<(ValueId, ir::FuncId, ir::FieldId)> = Vec::new();
        loop {
            self.drain(m);
            let mut fresh: Vec<ValueId> = self.globals.keys().copied().collect();
            fresh.retain(|g| !initialised.iter().any(|(known, ..)| known == g));
            if fresh.is_empty() {
                break;
            }
            fresh.sort_unstable();
            for id in fresh {
                let init = self.initialiser(m, id);
                initialised.push((id, init, self.globals[&id]));
            }
        }
        let order: Vec<usize> = {
            let sources = self.p.sources;
            let mut rank = vec![0; sources.files.len()];
            for (index, &module) in sources.order.iter().enumerate() {
                rank[module] = index;
            }
            rank
        };
        initialised.sort_by_key(|(id, ..)| (order[self.p.value(*id).module], *id));
        let rows: Vec<_> = initialised
            .iter()
            .map(|&(_, init, field)| (init, field))
            .collect();
        let order = super::init_order::order(m, &rows);
        let mut b = FunctionBuilder::new(m, start);
        if let Some(before) = before {
            b.call(before, &[]);
        }
        for (init, field) in order.into_iter().map(|index| rows[index]) {
            let value = b.call(init, &[]).expect("initialisers have results");
            let ctx = b.value(Op::Ctx, &[], &[]);
            b.inst(Op::FieldSet, &[Imm::Field(field)], &[ctx, value], &[]);
        }
        if let Some(after) = after {
            b.call(after, &[]);
        }
        let code = b.call(main, &[]);
        b.ret(code);
        b.finish();
        m.entry = Some(start);
    }

    fn initialiser(&mut self, m: &mut ir::Module, id: ValueId) -> ir::FuncId {
        let ValueState::Global(ty, body) = self.p.value(id).state.clone() else {
            panic!("lower: {} is not a global", self.p.value(id).name);
        };
        let result = self.ty(m, ty);
        let sig = m.sig(Vec::new(), Some(result));
        let name = format!("init_{}", self.p.value(id).name);
        let name = self.unique(&name);
        let target = m.add_func(&name, sig);
        m.funcs[target].attrs.cold = true;
        super::func::lower_body_as(self, m, ty, target, &body);
        target
    }
}
