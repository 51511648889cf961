//! Typed access to an instruction's first immediate; the verifier has checked the kinds.

use kaa_ir::function::{Imm, InstData, TrapCode};
use kaa_ir::{
    ArrayId, ClassConstId, ClassId, DataId, ExternId, FieldId, FrozenId, FuncId, SigId, SlotId,
    Type,
};

macro_rules! imm_access {
    ($($name:ident $variant:ident $ty:ty;)*) => {
        $(pub fn $name(data: &InstData) -> $ty {
            match data.imms.first() {
                Some(Imm::$variant(x)) => *x,
                imm => panic!("{}: immediate {imm:?}", data.op.name()),
            }
        })*
    };
}

imm_access! {
    float Float u64;
    ty Type Type;
    class Class ClassId;
    field Field FieldId;
    slot Slot SlotId;
    class_const Const ClassConstId;
    array Array ArrayId;
    func Func FuncId;
    extern_ Extern ExternId;
    sig Sig SigId;
    data Data DataId;
    frozen Frozen FrozenId;
    trap Trap TrapCode;
}
