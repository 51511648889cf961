//! Data segments and frozen objects: one manifest resource, and the generated code that decodes it.
//!
//! The resource (little-endian): class count and each class's last subclass number; data count with
//! offset and length of each; frozen count with the offset of each; then the bytes. A frozen record
//! is a kind (0 object, 1 array), a class or element code, for arrays the length, and the fields or
//! elements in their storage width. A reference is a 32-bit word: 0 for null, else index * 4 + 1 for
//! a frozen object, + 2 for data, + 3 for a function. `Kaa.Image` reads it.

use super::world::{ArrayRow, VIRTUAL_METHOD, World};
use crate::il::{Body, Branch, Instr, Label, Op as Cil};
use crate::metadata::{MethodHandle, MethodSig, Type};
use kaa_ir::module::{ConstValue, FrozenBody};
use kaa_ir::{ArrayId, ClassId, FieldId, FuncId, Storage, entity::Entity, types};
use rustc_hash::FxHashMap;

/// Name of the manifest resource.
pub const RESOURCE: &str = "kaa.image";

/// Element codes below this are scalars, in the order of [`scalar_code`].
const FIRST_CELL_CODE: u32 = 16;

/// What the decoder must be able to make, numbered as the resource numbers it.
pub struct FrozenPlan {
    pub classes: Vec<ClassId>,
    pub cells: Vec<ArrayId>,
    pub funcs: Vec<FuncId>,
    class_codes: FxHashMap<ClassId, u32>,
    cell_codes: FxHashMap<ArrayId, u32>,
    func_codes: FxHashMap<FuncId, u32>,
}

impl FrozenPlan {
    pub fn new(world: &World) -> FrozenPlan {
        let mut plan = FrozenPlan {
            classes: Vec::new(),
            cells: Vec::new(),
            funcs: Vec::new(),
            class_codes: FxHashMap::default(),
            cell_codes: FxHashMap::default(),
            func_codes: FxHashMap::default(),
        };
        for frozen in world.module.frozen.values() {
            match &frozen.body {
                FrozenBody::Object { class, fields } => {
                    number(&mut plan.classes, &mut plan.class_codes, *class);
                    fields.iter().for_each(|(_, value)| plan.function(*value));
                }
                FrozenBody::Array { array, items } => {
                    if scalar_code(world.module.arrays[*array]).is_none() {
                        number(&mut plan.cells, &mut plan.cell_codes, *array);
                    }
                    items.iter().for_each(|value| plan.function(*value));
                }
            }
        }
        plan
    }

    fn function(&mut self, value: ConstValue) {
        if let ConstValue::Func(func) = value {
            number(&mut self.funcs, &mut self.func_codes, func);
        }
    }

    /// The resource's bytes.
    pub fn encode(&self, world: &World) -> Vec<u8> {
        let module = world.module;
        let words = 3 + module.classes.len() + 2 * module.data.len() + module.frozen.len();
        let base = words * 4;
        let mut head: Vec<u32> = Vec::with_capacity(words);
        let mut tail = Vec::new();
        head.push(module.classes.len() as u32);
        let mut last = vec![0; module.classes.len()];
        for row in &world.classes {
            last[row.number as usize - 1] = row.last as u32;
        }
        head.extend(last);
        head.push(module.data.len() as u32);
        for data in module.data.values() {
            head.push((base + tail.len()) as u32);
            head.push(data.bytes.len() as u32);
            tail.extend_from_slice(&data.bytes);
        }
        head.push(module.frozen.len() as u32);
        for frozen in module.frozen.values() {
            head.push((base + tail.len()) as u32);
            self.record(world, &frozen.body, &mut tail);
        }
        let mut out: Vec<u8> = head.iter().flat_map(|word| word.to_le_bytes()).collect();
        out.extend(tail);
        out
    }

    fn record(&self, world: &World, body: &FrozenBody, out: &mut Vec<u8>) {
        match body {
            FrozenBody::Object { class, fields } => {
                out.push(0);
                out.extend_from_slice(&self.class_codes[class].to_le_bytes());
                let given: FxHashMap<FieldId, ConstValue> = fields.iter().copied().collect();
                for field in world.module.all_fields(*class) {
                    let storage = world.module.fields[field].storage;
                    self.item(world, storage, given.get(&field).copied(), out);
                }
            }
            FrozenBody::Array { array, items } => {
                let storage = world.module.arrays[*array];
                let code = scalar_code(storage)
                    .unwrap_or_else(|| FIRST_CELL_CODE + self.cell_codes[array]);
                out.push(1);
                out.extend_from_slice(&code.to_le_bytes());
                out.extend_from_slice(&(items.len() as u32).to_le_bytes());
                items
                    .iter()
                    .for_each(|&item| self.item(world, storage, Some(item), out));
            }
        }
    }

    fn item(&self, world: &World, storage: Storage, value: Option<ConstValue>, out: &mut Vec<u8>) {
        let value = value.unwrap_or(match storage.value_type() {
            types::Type::F64 => ConstValue::Float(0.0),
            ty if ty.is_reference() => ConstValue::Null,
            _ => ConstValue::Int(0),
        });
        let integer = match value {
            ConstValue::Int(value) => value,
            ConstValue::Float(value) if storage == Storage::F32 => {
                i64::from((value as f32).to_bits())
            }
            ConstValue::Float(value) => value.to_bits() as i64,
            ConstValue::Null => 0,
            ConstValue::Class(class) => i64::from(world.class(class).number),
            ConstValue::Frozen(frozen) => i64::from(frozen.0) * 4 + 1,
            ConstValue::Data(data) => i64::from(data.0) * 4 + 2,
            ConstValue::Func(func) => i64::from(self.func_codes[&func]) * 4 + 3,
        };
        let width = match storage {
            Storage::I8 | Storage::Value(types::Type::I1) => 1,
            Storage::I16 => 2,
            Storage::Value(types::Type::I64 | types::Type::F64) => 8,
            _ => 4,
        };
        out.extend_from_slice(&integer.to_le_bytes()[..width]);
    }
}

fn number<T: Copy + Eq + std::hash::Hash>(
    list: &mut Vec<T>,
    codes: &mut FxHashMap<T, u32>,
    item: T,
) {
    codes.entry(item).or_insert_with(|| {
        list.push(item);
        list.len() as u32 - 1
    });
}

/// The element code of a scalar array, as `Kaa.Image` knows it.
fn scalar_code(storage: Storage) -> Option<u32> {
    Some(match storage {
        Storage::Value(types::Type::I1) => 0,
        Storage::I8 => 1,
        Storage::I16 => 2,
        Storage::Value(types::Type::I32) => 3,
        Storage::Value(types::Type::I64) => 4,
        Storage::F32 => 5,
        Storage::Value(types::Type::F64) => 6,
        Storage::Value(_) => return None,
    })
}

impl World<'_> {
    /// Declares the decoder's virtual methods on the program class and on the classes it makes.
    pub fn frozen_decoder(&mut self, program: u32, plan: &FrozenPlan) {
        let object = Type::Object;
        let news: Vec<Vec<Instr>> = plan
            .classes
            .iter()
            .map(|&class| vec![Instr::NewObj(self.class(class).ctor)])
            .collect();
        let sig = MethodSig::instance(vec![Type::I4], object.clone());
        self.cases(program, "NewObject", sig, 1, news);

        let rows: Vec<ArrayRow> = plan.cells.iter().map(|&array| self.array(array)).collect();
        let news = rows
            .iter()
            .map(|row| vec![Instr::LdArg(2), Instr::NewArr(row.element.clone())])
            .collect();
        let sig = MethodSig::instance(vec![Type::I4, Type::I4], object.clone());
        self.cases(program, "NewCells", sig, 1, news);

        let funcs = plan
            .funcs
            .iter()
            .map(|&func| {
                let mut body = Body::new();
                self.push_func_ref(&mut body, func);
                body.instrs
            })
            .collect();
        let sig = MethodSig::instance(vec![Type::I4], object);
        self.cases(program, "Function", sig, 1, funcs);

        let fills = plan
            .cells
            .iter()
            .map(|&array| {
                let fill = self.thaw_cells(program, array);
                vec![Instr::LdArg(2), Instr::LdArg(3), Instr::Call(fill)]
            })
            .collect();
        let reader = Type::Class(self.rt.reader);
        let sig = MethodSig::instance(vec![Type::I4, Type::Object, reader], Type::Void);
        self.cases(program, "FillCells", sig, 1, fills);
        self.thaw_objects(plan);
    }

    /// An override of `name` that switches on argument `arg`; each case returns what it pushes.
    fn cases(
        &mut self,
        program: u32,
        name: &str,
        sig: MethodSig,
        arg: u16,
        cases: Vec<Vec<Instr>>,
    ) {
        let method = self.asm.declare_method(program, name, VIRTUAL_METHOD, sig);
        let mut body = Body::new();
        let labels: Vec<Label> = cases.iter().map(|_| body.label()).collect();
        body.instrs
            .extend([Instr::LdArg(arg), Instr::Switch(labels.clone())]);
        self.push_trap(&mut body, "unreachable", name);
        for (label, instrs) in labels.iter().zip(cases) {
            body.mark(*label);
            body.instrs.extend(instrs);
            body.op(Cil::Ret);
        }
        self.asm.set_body(method, body);
    }

    /// `Thaw(Reader)` of every class with frozen instances and of those above it.
    fn thaw_objects(&mut self, plan: &FrozenPlan) {
        let mut wanted: Vec<ClassId> = plan
            .classes
            .iter()
            .flat_map(|&class| self.module.ancestry(class))
            .collect();
        wanted.sort();
        wanted.dedup();
        let sig = MethodSig::instance(vec![Type::Class(self.rt.reader)], Type::Void);
        let root = self.asm.method_ref(self.rt.obj, "Thaw", sig.clone());
        let mut methods: FxHashMap<ClassId, MethodHandle> = FxHashMap::default();
        for &class in &wanted {
            let owner = self.class(class).index;
            let method = self
                .asm
                .declare_method(owner, "Thaw", VIRTUAL_METHOD, sig.clone());
            methods.insert(class, method);
        }
        for class in wanted {
            let parent = self.module.classes[class]
                .parent
                .map_or(root, |parent| methods[&parent]);
            let mut body = Body::new();
            body.instrs
                .extend([Instr::LdArg(0), Instr::LdArg(1), Instr::Call(parent)]);
            for &field in &self.module.classes[class].fields {
                body.push(Instr::LdArg(0));
                self.read(&mut body, 1, self.module.fields[field].storage);
                body.push(Instr::StFld(self.fields[field.index()]));
            }
            body.op(Cil::Ret);
            self.asm.set_body(methods[&class], body);
        }
    }

    /// Pushes the next item of the reader in argument `reader`.
    fn read(&mut self, body: &mut Body, reader: u16, storage: Storage) {
        let ty = self.storage(storage);
        let (name, ret) = match &ty {
            Type::Bool | Type::I1 => ("I8", Type::I4),
            Type::I2 => ("I16", Type::I4),
            Type::I4 => ("I32", Type::I4),
            Type::I8 => ("I64", Type::I8),
            Type::R4 => ("F32", Type::R4),
            Type::R8 => ("F64", Type::R8),
            _ => ("Ref", Type::Object),
        };
        let sig = MethodSig::instance(vec![], ret);
        let method = self.asm.method_ref(self.rt.reader, name, sig);
        body.instrs
            .extend([Instr::LdArg(reader), Instr::CallVirt(method)]);
        if ty.is_reference() && ty != Type::Object {
            body.push(Instr::Assume(ty));
        }
    }

    /// `static void (object, Reader)`: reads every element of a cell array.
    fn thaw_cells(&mut self, program: u32, array: ArrayId) -> MethodHandle {
        let row = self.array(array);
        let cell = row
            .cell
            .expect("only cell arrays are thawed by generated code");
        let ty = Type::array(row.element.clone());
        let sig = MethodSig::fixed(vec![Type::Object, Type::Class(self.rt.reader)], Type::Void);
        let bits = super::world::STATIC_METHOD;
        let name = format!("ThawCells{}", array.0);
        let method = self.asm.declare_method(program, &name, bits, sig);
        let mut body = Body::new();
        let (cells, index) = (body.local(ty.clone()), body.local(Type::I4));
        let (head, test) = (body.label(), body.label());
        body.instrs
            .extend([Instr::LdArg(0), Instr::Assume(ty), Instr::StLoc(cells)]);
        body.branch(Branch::Br, test);
        body.mark(head);
        body.instrs
            .extend([Instr::LdLoc(cells), Instr::LdLoc(index)]);
        body.push(Instr::LdElema(row.element));
        self.read(&mut body, 1, self.module.arrays[array]);
        body.push(Instr::StFld(cell));
        body.instrs
            .extend([Instr::LdLoc(index), Instr::LdcI4(1), Cil::Add.into()]);
        body.push(Instr::StLoc(index));
        body.mark(test);
        body.instrs
            .extend([Instr::LdLoc(index), Instr::LdLoc(cells), Cil::LdLen.into()]);
        body.op(Cil::ConvI4);
        body.branch(Branch::Blt, head);
        body.op(Cil::Ret);
        self.asm.set_body(method, body);
        method
    }

    /// The program class: what the launcher needs of the emitted assembly.
    pub fn program(&mut self, plan: &FrozenPlan) {
        let base = self.rt.program;
        let class = self.asm.declare_type("kaa", "Main", 1, Some(base));
        let sig = MethodSig::instance(vec![], Type::Void);
        let ctor = self
            .asm
            .declare_method(class, ".ctor", crate::metadata::flags::CTOR, sig);
        self.asm
            .set_body(ctor, super::classes::body([Cil::Ret.into()]));
        self.frozen_decoder(class, plan);

        let sig = MethodSig::instance(vec![], Type::Object);
        let method = self
            .asm
            .declare_method(class, "NewState", VIRTUAL_METHOD, sig);
        let instr = match self.module.context {
            Some(context) => Instr::NewObj(self.class(context).ctor),
            None => Cil::LdNull.into(),
        };
        self.asm
            .set_body(method, super::classes::body([instr, Cil::Ret.into()]));

        let sig = MethodSig::instance(vec![self.rt.ctx_type()], Type::I4);
        let method = self.asm.declare_method(class, "Run", VIRTUAL_METHOD, sig);
        let mut body = Body::new();
        match self.module.entry {
            Some(entry) => {
                let entry = self.funcs[entry.index()];
                body.instrs
                    .extend([Instr::LdArg(1), Instr::Call(entry), Cil::Ret.into()]);
            }
            None => self.push_trap(&mut body, "unreachable", "no entry"),
        }
        self.asm.set_body(method, body);
        self.class_names(class);
        self.main(class, ctor);
    }

    /// `string ClassName(int)`: names of exceptions that nobody caught.
    fn class_names(&mut self, program: u32) {
        let mut names = vec![String::new(); self.classes.len()];
        for (id, class) in self.module.classes.iter() {
            names[self.class(id).number as usize - 1] = class.name.clone();
        }
        let cases = names
            .into_iter()
            .map(|name| vec![Instr::LdStr(name)])
            .collect();
        let sig = MethodSig::instance(vec![Type::I4], Type::String);
        self.cases(program, "ClassName", sig, 1, cases);
    }

    /// `static int Main(string[])`.
    fn main(&mut self, class: u32, ctor: MethodHandle) {
        let args = Type::array(Type::String);
        let sig = MethodSig::fixed(vec![args.clone()], Type::I4);
        let bits = super::world::STATIC_METHOD;
        let main = self.asm.declare_method(class, "Main", bits, sig);
        let launch = MethodSig::fixed(vec![Type::Class(self.rt.program), args], Type::I4);
        let launch = self.asm.method_ref(self.rt.program, "Launch", launch);
        let instrs = [
            Instr::NewObj(ctor),
            Instr::LdArg(0),
            Instr::Call(launch),
            Cil::Ret.into(),
        ];
        self.asm.set_body(main, super::classes::body(instrs));
        self.asm.entry = Some(main);
    }
}
