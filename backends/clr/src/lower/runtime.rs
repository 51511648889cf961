//! What emitted code names in `kaa.runtime.dll` and the framework. The C# side is `runtime-clr/`.

use crate::metadata::{Assembly, FieldHandle, MethodHandle, MethodSig, Type, TypeHandle};
use rustc_hash::FxHashMap;

/// The assembly that holds the C# runtime.
pub const RUNTIME_ASSEMBLY: &str = "kaa.runtime";

/// Types and fields of the runtime that lowering uses everywhere.
pub struct Runtime {
    pub object: TypeHandle,
    pub value_type: TypeHandle,
    pub ctx: TypeHandle,
    pub obj: TypeHandle,
    pub program: TypeHandle,
    pub reader: TypeHandle,
    pub trap_ctor: MethodHandle,
    /// `object Ctx.exc`: the pending exception.
    pub exc: FieldHandle,
    /// `object Ctx.state`: the IR's context object.
    pub state: FieldHandle,
    /// `int Ctx.pending`: something waits for a safepoint.
    pub pending: FieldHandle,
    /// `ulong Ctx.stackLimit`: the lowest address that a frame should have.
    pub stack_limit: FieldHandle,
    pub weak: TypeHandle,
    /// `IExterns Ctx.host`: the host primitives.
    pub host: FieldHandle,
    array_type: TypeHandle,
    ops: TypeHandle,
    externs: TypeHandle,
    helpers: FxHashMap<&'static str, MethodHandle>,
}

impl Runtime {
    pub fn new(asm: &mut Assembly) -> Runtime {
        let scope = asm.reference(RUNTIME_ASSEMBLY, [0, 0, 0, 0], &[]);
        let object = asm.core_type("System.Object");
        let [ctx, obj, program, reader, trap, ops, externs] =
            ["Ctx", "Obj", "Program", "Reader", "Trap", "Ops", "IExterns"]
                .map(|name| asm.type_ref(scope, "Kaa.Rt", name));
        let trap_sig = MethodSig::instance(vec![Type::String, Type::String], Type::Void);
        Runtime {
            object,
            value_type: asm.core_type("System.ValueType"),
            ctx,
            obj,
            program,
            reader,
            trap_ctor: asm.method_ref(trap, ".ctor", trap_sig),
            exc: asm.field_ref(ctx, "exc", Type::Object),
            state: asm.field_ref(ctx, "state", Type::Object),
            pending: asm.field_ref(ctx, "pending", Type::I4),
            stack_limit: asm.field_ref(ctx, "stackLimit", Type::U8),
            host: asm.field_ref(ctx, "host", Type::Class(externs)),
            weak: asm.core_type("System.WeakReference"),
            array_type: asm.core_type("System.Array"),
            ops,
            externs,
            helpers: FxHashMap::default(),
        }
    }

    pub fn ctx_type(&self) -> Type {
        Type::Class(self.ctx)
    }

    /// A static helper of `Kaa.Rt.Ops`, by name; the table of signatures is here.
    pub fn helper(&mut self, asm: &mut Assembly, name: &'static str) -> MethodHandle {
        if let Some(&found) = self.helpers.get(name) {
            return found;
        }
        let sig = self.helper_sig(name);
        let method = asm.method_ref(self.ops, name, sig);
        self.helpers.insert(name, method);
        method
    }

    fn helper_sig(&self, name: &str) -> MethodSig {
        use Type::{Bool, I4, I8, Object, R8, Void};
        let ctx = self.ctx_type();
        let bytes = Type::array(Type::I1);
        let (params, ret) = match name {
            "Clz32" | "Ctz32" | "PopCount32" => (vec![I4], I4),
            "Clz64" | "Ctz64" | "PopCount64" => (vec![I8], I8),
            "MulHighSigned" | "MulHighUnsigned" => (vec![I8, I8], I8),
            "DivSigned32" | "RemSigned32" => (vec![I4, I4], I4),
            "DivSigned64" | "RemSigned64" => (vec![I8, I8], I8),
            "MulOverflows64" => (vec![I8, I8, I8], I4),
            "FloatToInt" => (vec![R8], I8),
            "CopySign" => (vec![R8, R8], R8),
            "Neg" | "Abs" | "Round" => (vec![R8], R8),
            "Subclass" => (vec![ctx, I4, I4], I4),
            "TakeException" => (vec![ctx], Object),
            "Data" => (vec![ctx, I4], bytes),
            "Frozen" => (vec![ctx, I4], Object),
            "TrapNull" | "TrapCast" => (vec![], Void),
            "CopyArray" => {
                let array = Type::Class(self.array_type);
                (vec![array.clone(), I4, array, I4, I4], Void)
            }
            "CheckRange" => (vec![I4, I4, I4], Void),
            "EqualBytes" => (vec![bytes.clone(), I4, bytes, I4, I4], I4),
            "CompareBytes" => (vec![bytes.clone(), I4, bytes, I4, I4], I4),
            "FindByte" => (vec![bytes, I4, I4, I4], I4),
            "CanHold" => (vec![I4, I4], Bool),
            "IdentityHash" => (vec![Object], I4),
            "UniqueId" => (vec![ctx, Object], I8),
            "RegisterFinalizer" => (vec![ctx, Object], Void),
            "NextFinalizer" => (vec![ctx], Object),
            "ClearStack" => (vec![], Void),
            "Collect" => (vec![ctx], Void),
            "GcStat" => (vec![ctx, I4], I8),
            "GcPressure" => (vec![ctx, I8], Void),
            "KeepAlive" => (vec![Object], Void),
            _ => panic!("clr runtime: no helper {name}"),
        };
        MethodSig::fixed(params, ret)
    }

    /// The host primitive `name`: a method of the interface `IExterns`.
    pub fn extern_method(
        &self,
        asm: &mut Assembly,
        name: &str,
        params: Vec<Type>,
        ret: Type,
    ) -> MethodHandle {
        asm.method_ref(self.externs, name, MethodSig::instance(params, ret))
    }
}
