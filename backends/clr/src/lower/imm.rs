//! Immediates of instructions, by kind. The verifier has checked them; a wrong one is our bug.

use kaa_ir::function::{InstData, TrapCode};
use kaa_ir::{
    ArrayId, ClassConstId, ClassId, DataId, ExternId, FieldId, FrozenId, FuncId, Imm, SigId,
    SlotId, types::Type,
};

macro_rules! immediates {
    ($($name:ident $variant:ident $ty:ty;)*) => {$(
        pub fn $name(data: &InstData) -> $ty {
            let found = data.imms.iter().find_map(|imm| match imm {
                Imm::$variant(value) => Some(*value),
                _ => None,
            });
            found.unwrap_or_else(|| {
                panic!("clr lower: {} lacks its {}", data.op.name(), stringify!($name))
            })
        }
    )*};
}

immediates! {
    int Int i64;
    float_bits Float u64;
    ty Type Type;
    class Class ClassId;
    field Field FieldId;
    slot Slot SlotId;
    constant Const ClassConstId;
    array Array ArrayId;
    func Func FuncId;
    import Extern ExternId;
    sig Sig SigId;
    data Data DataId;
    frozen Frozen FrozenId;
    trap Trap TrapCode;
}

pub fn cases(data: &InstData) -> &[i32] {
    match &data.imms[0] {
        Imm::Cases(cases) => cases,
        other => panic!("clr lower: switch with {other:?}"),
    }
}
