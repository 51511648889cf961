//! Declarations: classes, slots, constants, frozen objects, context, exception, entry.

use rustc_hash::FxHashSet;

use super::VerifyError;
use crate::entity::*;
use crate::module::{Class, ConstValue, FrozenBody, Module, Signature};
use crate::text::type_text;
use crate::types::{Storage, Type};
use crate::typing::const_type;

struct ModuleChecker<'m> {
    module: &'m Module,
    errors: Vec<VerifyError>,
}

pub(super) fn check(module: &Module) -> Vec<VerifyError> {
    let mut checker = ModuleChecker {
        module,
        errors: Vec::new(),
    };
    checker.entities();
    if checker.errors.is_empty() {
        checker.class_tree();
    }
    if checker.errors.is_empty() {
        for (id, class) in module.classes.iter() {
            checker.members(id, class);
        }
        checker.frozen();
        checker.roots();
    }
    checker.errors
}

impl ModuleChecker<'_> {
    fn error(&mut self, id: &'static str, place: impl Into<String>, message: impl Into<String>) {
        self.errors.push(VerifyError {
            id,
            func: None,
            place: place.into(),
            message: message.into(),
        });
    }

    /// V01
    fn entities(&mut self) {
        let module = self.module;
        self.unique("class", module.classes.values().map(|c| &c.name));
        self.unique("function", module.funcs.values().map(|f| &f.name));
        self.unique("extern", module.externs.values().map(|e| &e.name));
        self.unique("data", module.data.values().map(|d| &d.name));
        self.unique("frozen", module.frozen.values().map(|f| &f.name));
        for class in module.classes.values() {
            let place = format!("class @{}", class.name);
            let parent = class
                .parent
                .iter()
                .all(|&c| module.classes.get(c).is_some());
            let methods = class.methods.iter().all(|(&slot, &func)| {
                module.slots.get(slot).is_some() && module.funcs.get(func).is_some()
            });
            let values = class.const_values.iter().all(|(&id, &value)| {
                module.consts.get(id).is_some() && const_exists(module, value)
            });
            if !(parent && methods && values) {
                self.error("V01", place, "names an entity that does not exist");
            }
        }
        for func in module.funcs.values() {
            if module.sigs.get(func.sig).is_none() {
                self.error("V01", format!("@{}", func.name), "has no signature");
            }
        }
        for frozen in module.frozen.values() {
            let ok = match &frozen.body {
                FrozenBody::Object { class, fields } => {
                    module.classes.get(*class).is_some()
                        && fields.iter().all(|&(field, value)| {
                            module.fields.get(field).is_some() && const_exists(module, value)
                        })
                }
                FrozenBody::Array { array, items } => {
                    module.arrays.get(*array).is_some()
                        && items.iter().all(|&v| const_exists(module, v))
                }
            };
            if !ok {
                let place = format!("frozen @{}", frozen.name);
                self.error("V01", place, "names an entity that does not exist");
            }
        }
    }

    fn unique<'s>(&mut self, kind: &str, names: impl Iterator<Item = &'s String>) {
        let mut seen = FxHashSet::default();
        for name in names {
            if !seen.insert(name) {
                self.error("V01", "", format!("second {kind} @{name}"));
            }
        }
    }

    /// V09
    fn class_tree(&mut self) {
        let module = self.module;
        for (id, class) in module.classes.iter() {
            let place = format!("class @{}", class.name);
            let mut at = class.parent;
            let mut steps = 0;
            while let Some(above) = at {
                steps += 1;
                if above == id || steps > module.classes.len() {
                    self.error("V09", &place, "is above itself");
                    break;
                }
                at = module.classes[above].parent;
            }
            if let Some(parent) = class.parent {
                let parent = &module.classes[parent];
                if parent.is_final || parent.is_immediate {
                    let message = format!("is below @{}, which is final", parent.name);
                    self.error("V09", &place, message);
                }
            }
            if class.is_final && class.is_abstract {
                self.error("V09", &place, "is both final and abstract");
            }
        }
        if !self.errors.is_empty() {
            return;
        }
        for (id, class) in module.classes.iter() {
            let fields = module.all_fields(id);
            let one = match fields[..] {
                [field] => module.fields[field].storage == Storage::Value(Type::I64),
                _ => false,
            };
            if class.is_immediate && !one {
                let place = format!("class @{}", class.name);
                self.error(
                    "V09",
                    place,
                    "is immediate but has not exactly one i64 field",
                );
            }
        }
    }

    fn members(&mut self, id: ClassId, class: &Class) {
        let module = self.module;
        let place = format!("class @{}", class.name);
        for &slot in &class.slots {
            let row = &module.slots[slot];
            if module.sigs[row.sig].params.first() != Some(&Type::Ref(id, false)) {
                let message = format!("receiver of method {} is not ref @{}", row.name, class.name);
                self.error("V10", &place, message);
            }
        }
        for (&slot, &func) in &class.methods {
            let row = &module.slots[slot];
            if !module.is_subclass(id, row.class) {
                let message = format!("implements {}, a slot of another class", row.name);
                self.error("V10", &place, message);
                continue;
            }
            let sig = &module.sigs[module.funcs[func].sig];
            if !fits_slot(module, id, sig, &module.sigs[row.sig]) {
                let message = format!(
                    "@{} does not fit method {}",
                    module.funcs[func].name, row.name
                );
                self.error("V10", &place, message);
            }
        }
        if !class.is_abstract {
            for slot in module.all_slots(id) {
                if module.find_method(id, slot).is_none() {
                    let message = format!("has no method {}", module.slots[slot].name);
                    self.error("V11", &place, message);
                }
            }
            for above in module.ancestry(id) {
                for &c in &module.classes[above].consts {
                    if module.find_const(id, c).is_none() {
                        let message = format!("has no value for const {}", module.consts[c].name);
                        self.error("V11", &place, message);
                    }
                }
            }
        }
        for (&c, &value) in &class.const_values {
            let row = &module.consts[c];
            let own = module.is_subclass(id, row.class);
            if !own || !fits(module, value, Storage::Value(row.ty)) {
                let wanted = type_text(module, row.ty);
                let message = format!("value of const {} is not {wanted}", row.name);
                self.error("V19", &place, message);
            }
        }
    }

    /// V19
    fn frozen(&mut self) {
        let module = self.module;
        for frozen in module.frozen.values() {
            let place = format!("frozen @{}", frozen.name);
            match &frozen.body {
                FrozenBody::Object { class, fields } => {
                    if module.classes[*class].is_abstract {
                        self.error("V19", &place, "its class is abstract");
                    }
                    let own = module.all_fields(*class);
                    let mut seen = FxHashSet::default();
                    for &(field, value) in fields {
                        let row = &module.fields[field];
                        if !own.contains(&field) || !seen.insert(field) {
                            let message = format!("field {} is foreign or given twice", row.name);
                            self.error("V19", &place, message);
                        } else if !fits(module, value, row.storage) {
                            let message = format!("value of field {} is not of its type", row.name);
                            self.error("V19", &place, message);
                        }
                    }
                }
                FrozenBody::Array { array, items } => {
                    let storage = module.arrays[*array];
                    let bad = items.iter().position(|&v| !fits(module, v, storage));
                    if let Some(i) = bad {
                        self.error("V19", &place, format!("item {i} is not of its type"));
                    }
                }
            }
        }
    }

    /// V17
    fn roots(&mut self) {
        let module = self.module;
        for (what, class) in [
            ("context", module.context),
            ("exception", module.exception),
            ("overflow", module.overflow),
            ("exhausted", module.exhausted),
        ] {
            let Some(class) = class else { continue };
            let Some(row) = module.classes.get(class) else {
                self.error("V17", "", format!("the {what} class does not exist"));
                continue;
            };
            if row.is_immediate || (what != "exception" && row.is_abstract) {
                let message = format!("class @{} cannot be the {what}", row.name);
                self.error("V17", "", message);
            }
        }
        if let Some(entry) = module.entry {
            let sig = module.funcs.get(entry).map(|f| &module.sigs[f.sig]);
            let ok = sig.is_some_and(|s| s.params.is_empty() && s.result == Some(Type::I32));
            if !ok {
                self.error("V17", "", "the entry's signature is not fn() -> i32");
            }
        }
    }
}

fn const_exists(module: &Module, value: ConstValue) -> bool {
    match value {
        ConstValue::Frozen(id) => module.frozen.get(id).is_some(),
        ConstValue::Data(id) => module.data.get(id).is_some(),
        ConstValue::Func(id) => module.funcs.get(id).is_some(),
        ConstValue::Class(id) => module.classes.get(id).is_some(),
        ConstValue::Int(_) | ConstValue::Float(_) | ConstValue::Null => true,
    }
}

fn fits_slot(module: &Module, class: ClassId, own: &Signature, slot: &Signature) -> bool {
    let receiver = own.params.first().is_some_and(|&ty| {
        matches!(ty, Type::Ref(..)) && module.is_subtype(Type::Ref(class, false), ty)
    });
    let result = match (own.result, slot.result) {
        (None, None) => true,
        (Some(own), Some(slot)) => module.is_subtype(own, slot),
        _ => false,
    };
    receiver
        && result
        && own.params.len() == slot.params.len()
        && own.params[1..] == slot.params[1..]
}

/// A constant may stand in the storage; small integers signed or not.
fn fits(module: &Module, value: ConstValue, storage: Storage) -> bool {
    let ty = storage.value_type();
    match (value, storage) {
        (ConstValue::Int(v), Storage::I8) => (-0x80..=0xff).contains(&v),
        (ConstValue::Int(v), Storage::I16) => (-0x8000..=0xffff).contains(&v),
        (ConstValue::Int(v), _) => int_fits(v, ty),
        (ConstValue::Null, _) => ty.is_nullable(),
        // A module without any use of arr<i8> has not interned the type.
        (ConstValue::Data(_), _) if matches!(ty, Type::Any(_)) => true,
        _ => const_type(module, value).is_some_and(|own| module.is_subtype(own, ty)),
    }
}

pub(super) fn int_fits(value: i64, ty: Type) -> bool {
    match ty {
        Type::I1 => value == 0 || value == 1,
        Type::I32 => i32::try_from(value).is_ok(),
        Type::I64 => true,
        _ => false,
    }
}
