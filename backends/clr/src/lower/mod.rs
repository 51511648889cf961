//! IR modules to assemblies.
//!
//! Exceptions must be in sentinel form (`lower_exceptions`): a .NET throw costs microseconds. The
//! context is every method's first parameter; what the IR calls a trap is a .NET exception that no
//! emitted code catches.
//!
//! Reading order: [`world`] (declarations), [`classes`] (bodies of classes), [`function`]
//! (blocks and edges, over the schedule of `kaa-stack`), [`ops`] (every op), [`arrays`], [`frozen`] (data,
//! frozen objects, the program class), [`runtime`] (what is called in `kaa.runtime.dll`).

mod arrays;
mod classes;
mod frozen;
mod function;
mod imm;
mod ops;
mod runtime;
mod world;

use crate::metadata::Assembly;
use kaa_ir::module::{ConstValue, FrozenBody};
use kaa_ir::{FuncId, Module, Op};
use world::World;

/// Builds the assembly `name` from a verified module in sentinel form.
pub fn lower(module: &Module, name: &str, check_casts: bool) -> Assembly {
    let mut world = World::new(module, name, check_casts);
    world.declare_references(taken_functions(module));
    world.class_bodies();
    for id in module.funcs.keys() {
        function::lower(&mut world, id);
    }
    let plan = frozen::FrozenPlan::new(&world);
    world.program(&plan);
    world.signature_bodies();
    let image = plan.encode(&world);
    world.asm.add_resource(frozen::RESOURCE, image);
    world.asm.files = module.files.clone();
    world.asm
}

/// Functions that occur as values.
fn taken_functions(module: &Module) -> Vec<FuncId> {
    let in_code = module
        .funcs
        .values()
        .flat_map(|func| func.insts.values())
        .filter(|data| data.op == Op::FuncRef)
        .map(imm::func);
    let in_frozen = module
        .frozen
        .values()
        .flat_map(|frozen| match &frozen.body {
            FrozenBody::Object { fields, .. } => fields.iter().map(|(_, value)| *value).collect(),
            FrozenBody::Array { items, .. } => items.clone(),
        });
    let in_classes = module
        .classes
        .values()
        .flat_map(|class| class.const_values.values().copied());
    let values = in_frozen.chain(in_classes).filter_map(|value| match value {
        ConstValue::Func(func) => Some(func),
        _ => None,
    });
    in_code.chain(values).collect()
}
