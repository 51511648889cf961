//! The driver: declares everything, compiles the functions on all cores, writes the object.

use core::mem::offset_of;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{self as clif, AbiParam, InstBuilder, UserFuncName};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_module::{
    DataDescription, DataId, FuncId as ObjFunc, Linkage, Module as _, ModuleReloc,
    ModuleRelocTarget,
};
use cranelift_object::{ObjectBuilder, ObjectModule};
use kaa_abi::program::{self, NO_TYPE, Program};
use kaa_abi::stackmap::CodeTable;
use kaa_abi::symbols;
use kaa_ir::entity::Entity;
use kaa_ir::{FuncId, Module, Type};
use rustc_hash::FxHashMap;

use crate::analysis::Collects;
use crate::cache::{self, Cache, Code, Counts};
use crate::descriptors::Descriptors;
use crate::image::{Image, Target};
use crate::layout::Layout;
use crate::lower::env::{self, Decl, Env, runtime_signatures};
use crate::lower::{clif_type, lower, signature};
use crate::tables::{CodeTables, ReadOnly, Site};
use crate::target;

/// Choices of the caller.
#[derive(Clone, Debug)]
pub struct Options {
    /// Have Cranelift check the functions it is given.
    pub verify: bool,
    /// Threads to compile on; 0 for one a core.
    pub threads: usize,
    /// Add the C function `main`, which makes the object a whole program with the runtime.
    pub main: bool,
    /// File of code from earlier compilations, read and written.
    pub cache: Option<std::path::PathBuf>,
}

#[allow(
    clippy::derivable_impls,
    reason = "in a release build all of it is false"
)]
impl Default for Options {
    fn default() -> Options {
        Options {
            verify: cfg!(debug_assertions),
            threads: 0,
            main: false,
            cache: None,
        }
    }
}

/// Why a function, or the module (`None`), could not be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    pub function: Option<String>,
    pub message: String,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.function {
            Some(name) => write!(f, "@{name}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

fn module_error(message: impl ToString) -> Vec<Error> {
    vec![Error {
        function: None,
        message: message.to_string(),
    }]
}

/// Code of one function.
struct Compiled {
    bytes: Vec<u8>,
    alignment: u64,
    relocs: Vec<ModuleReloc>,
    sites: Vec<Site>,
}

/// Compiles a module with lowered exceptions for this machine; answers a relocatable object.
pub fn compile(module: &Module, options: &Options) -> Result<Vec<u8>, Vec<Error>> {
    compile_counted(module, options).map(|(object, _)| object)
}

/// As [`compile`], with the number of functions that the cache had.
pub fn compile_counted(
    module: &Module,
    options: &Options,
) -> Result<(Vec<u8>, Counts), Vec<Error>> {
    check(module)?;
    let isa = target::host(options.verify).map_err(module_error)?;
    let layout = Layout::new(module);
    let image = Image::new(module, &layout);
    let mut object = object_module(&isa)?;
    let env = declare(module, &layout, &image, &isa, &mut object).map_err(module_error)?;
    let cache = options.cache.as_ref().map(|path| Cache::open(path, &*isa));
    let code = compile_all(&env, options.threads, cache.as_ref())?;
    let counts = cache.map(Cache::finish).unwrap_or_default();
    let data = Data {
        types: env.types_data,
        image: env.image_data,
        funcs: env.funcs.clone(),
    };
    let mut read_only = ReadOnly::default();
    let mut tables = CodeTables::default();
    for (id, code) in &code {
        let func = ObjFunc::from_u32(env.funcs[id.index()]);
        object
            .define_function_bytes(func, code.alignment, &code.bytes, &code.relocs)
            .map_err(module_error)?;
        let name = &module.funcs[*id].name;
        tables.add(*id, name, code.bytes.len(), &code.sites, &mut read_only);
    }
    if options.main {
        main_function(&mut object, &*isa).map_err(module_error)?;
    }
    let descriptors = Descriptors::new(module, &layout, &image, &mut read_only);
    write_data(&mut object, &env, &data, descriptors, &tables, read_only).map_err(module_error)?;
    let object = object.finish().emit().map_err(module_error)?;
    Ok((object, counts))
}

/// CLIF text of the functions whose name contains `filter`, before Cranelift's passes.
pub fn clif(module: &Module, filter: &str) -> Result<String, Vec<Error>> {
    check(module)?;
    let isa = target::host(false).map_err(module_error)?;
    let layout = Layout::new(module);
    let image = Image::new(module, &layout);
    let mut object = object_module(&isa)?;
    let env = declare(module, &layout, &image, &isa, &mut object).map_err(module_error)?;
    let mut builder = FunctionBuilderContext::new();
    let mut text = String::new();
    for (id, func) in module.funcs.iter() {
        if !func.is_declaration() && func.name.contains(filter) {
            let mut out = clif::Function::new();
            out.name = UserFuncName::testcase(&func.name);
            lower(&env, id, &mut out, &mut builder);
            text.push_str(&format!("; @{}\n{}\n", func.name, out.display()));
        }
    }
    Ok(text)
}

fn check(module: &Module) -> Result<(), Vec<Error>> {
    if !module.exceptions_lowered {
        return Err(module_error("exceptions are not lowered"));
    }
    let mut errors = Vec::new();
    for func in module.funcs.values().filter(|f| f.is_declaration()) {
        let message = "is declared but has no body".to_owned();
        errors.push(Error {
            function: Some(func.name.clone()),
            message,
        });
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn object_module(isa: &Arc<dyn TargetIsa>) -> Result<ObjectModule, Vec<Error>> {
    let names = cranelift_module::default_libcall_names();
    let builder = ObjectBuilder::new(isa.clone(), "kaa", names).map_err(module_error)?;
    Ok(ObjectModule::new(builder))
}

fn declare<'a>(
    module: &'a Module,
    layout: &'a Layout,
    image: &'a Image,
    isa: &Arc<dyn TargetIsa>,
    object: &mut ObjectModule,
) -> Result<Env<'a>, Box<cranelift_module::ModuleError>> {
    let mut runtime = FxHashMap::default();
    for (name, signature) in runtime_signatures() {
        let id = object
            .declare_function(&name, Linkage::Import, &signature)?
            .as_u32();
        runtime.insert(name, Decl { id, signature });
    }
    let mut externs = Vec::new();
    for row in module.externs.values() {
        let signature = extern_signature(module, row.sig);
        let name = format!("{}{}", symbols::EXTERN_PREFIX, row.name);
        let id = object
            .declare_function(&name, Linkage::Import, &signature)?
            .as_u32();
        externs.push(Decl { id, signature });
    }
    let types = object.declare_data("kaa.types", Linkage::Local, false, false)?;
    let image_data = object.declare_data("kaa.image", Linkage::Local, true, false)?;
    let mut env = Env {
        module,
        layout,
        image,
        collects: Collects::new(module),
        isa: isa.clone(),
        funcs: Vec::new(),
        externs,
        runtime,
        types_data: types.as_u32(),
        image_data: image_data.as_u32(),
        handlers: handlers(module),
        file_base: Vec::new(),
    };
    for func in module.funcs.values() {
        // The prefix keeps a function called like a C symbol apart from it.
        let name = format!("kaa:{}", func.name);
        let id = object.declare_function(&name, Linkage::Local, &signature(&env, func.sig))?;
        env.funcs.push(id.as_u32());
    }
    Ok(env)
}

/// The signature that all handlers of an interpreter have; no other function with it may be called by reference.
fn handlers(module: &Module) -> Option<kaa_ir::SigId> {
    let mut handlers = module.funcs.values().filter(|f| f.attrs.handler.is_some());
    handlers.next().map(|f| f.sig)
}

/// C signature of a host primitive: the context, then the operands.
fn extern_signature(module: &Module, sig: kaa_ir::SigId) -> clif::Signature {
    let sig = &module.sigs[sig];
    let mut out = clif::Signature::new(CallConv::SystemV);
    out.params.push(AbiParam::new(clif::types::I64));
    for &ty in &sig.params {
        // C callers extend bytes to 32 bits.
        let param = AbiParam::new(clif_type(ty));
        out.params
            .push(if ty == Type::I1 { param.uext() } else { param });
    }
    out.returns = sig
        .result
        .iter()
        .map(|&ty| AbiParam::new(clif_type(ty)))
        .collect();
    out
}

/// Compiles every function; the work is shared by threads, the result is in order.
fn compile_all(
    env: &Env,
    threads: usize,
    cache: Option<&Cache>,
) -> Result<Vec<(FuncId, Compiled)>, Vec<Error>> {
    let ids: Vec<FuncId> = env.module.funcs.keys().collect();
    let next = AtomicUsize::new(0);
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, |n| n.get()),
        n => n,
    };
    let worker = || {
        let mut out = Vec::new();
        let mut context = Context::new();
        let mut builder = FunctionBuilderContext::new();
        while let Some(&id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
            out.push((id, compile_one(env, id, cache, &mut context, &mut builder)));
        }
        out
    };
    let mut all: Vec<_> = std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads.min(ids.len()))
            .map(|_| scope.spawn(worker))
            .collect();
        let mut all = worker();
        for handle in handles {
            match handle.join() {
                Ok(part) => all.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(id, _)| *id);
    let mut errors = Vec::new();
    let mut done = Vec::with_capacity(all.len());
    for (id, result) in all {
        match result {
            Ok(code) => done.push((id, code)),
            Err(message) => {
                let function = Some(env.module.funcs[id].name.clone());
                errors.push(Error { function, message });
            }
        }
    }
    if errors.is_empty() {
        Ok(done)
    } else {
        Err(errors)
    }
}

fn compile_one(
    env: &Env,
    id: FuncId,
    cache: Option<&Cache>,
    context: &mut Context,
    builder: &mut FunctionBuilderContext,
) -> Result<Compiled, String> {
    context.clear();
    context.func.name = UserFuncName::user(0, env.funcs[id.index()]);
    lower(env, id, &mut context.func, builder);
    let known = cache.map(|cache| (cache, cache::key(&context.func)));
    let code = match known.and_then(|(cache, key)| cache.find(key)) {
        Some(code) => code,
        None => {
            let code = machine_code(env, context)?;
            if let Some((cache, key)) = known {
                cache.store(key, &code);
            }
            code
        }
    };
    let func = ObjFunc::from_u32(env.funcs[id.index()]);
    let relocs = code.relocs.iter();
    let relocs = relocs.map(|reloc| {
        place(
            env,
            ModuleReloc::from_mach_reloc(reloc, &context.func, func),
        )
    });
    Ok(Compiled {
        relocs: relocs.collect(),
        bytes: code.bytes,
        alignment: code.alignment,
        sites: code.sites,
    })
}

/// Places in data objects have names of their own until here.
fn place(env: &Env, mut reloc: ModuleReloc) -> ModuleReloc {
    let ModuleRelocTarget::User { namespace, index } = reloc.name else {
        return reloc;
    };
    let data = match namespace {
        env::TYPES => env.types_data,
        env::IMAGE => env.image_data,
        _ => return reloc,
    };
    reloc.name = DataId::from_u32(data).into();
    reloc.addend += i64::from(index);
    reloc
}

fn machine_code(env: &Env, context: &mut Context) -> Result<Code, String> {
    let code = context
        .compile(&*env.isa, &mut ControlPlane::default())
        .map_err(|e| cranelift_codegen::print_errors::pretty_error(e.func, e.inner))?;
    let maps = code.buffer.user_stack_maps().iter();
    let sites = maps.map(|(offset, frame, map)| {
        let mut slots: Vec<u32> = map.entries().map(|(_, at)| at).collect();
        slots.sort_unstable();
        Site {
            offset: *offset,
            frame: *frame,
            slots,
        }
    });
    Ok(Code {
        sites: sites.collect(),
        bytes: code.code_buffer().to_vec(),
        alignment: u64::from(code.buffer.alignment)
            .max(u64::from(env.isa.function_alignment().preferred)),
        relocs: code.buffer.relocs().to_vec(),
    })
}

/// `int main(int, char**)`: starts the program in this object.
fn main_function(object: &mut ObjectModule, isa: &dyn TargetIsa) -> Written {
    let (int, pointer) = (
        AbiParam::new(clif::types::I32),
        AbiParam::new(clif::types::I64),
    );
    let mut start = clif::Signature::new(CallConv::SystemV);
    start.params = vec![pointer, int, pointer];
    start.returns = vec![int];
    let mut main = clif::Signature::new(CallConv::SystemV);
    main.params = vec![int, pointer];
    main.returns = vec![int];
    let start = object.declare_function(symbols::START, Linkage::Import, &start)?;
    let id = object.declare_function("main", Linkage::Export, &main)?;
    let program = object.declare_data(symbols::PROGRAM, Linkage::Export, false, false)?;
    let mut context = Context::new();
    context.func.signature = main;
    let mut builder = FunctionBuilderContext::new();
    let mut b = FunctionBuilder::new(&mut context.func, &mut builder);
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let start = object.declare_func_in_func(start, b.func);
    let program = object.declare_data_in_func(program, b.func);
    let program = b.ins().symbol_value(clif::types::I64, program);
    let params = b.block_params(block).to_vec();
    let call = b.ins().call(start, &[program, params[0], params[1]]);
    let code = b.inst_results(call)[0];
    b.ins().return_(&[code]);
    b.seal_all_blocks();
    b.finalize(isa.frontend_config());
    Ok(object.define_function(id, &mut context)?)
}

/// Numbers of what data can point at.
struct Data {
    types: u32,
    image: u32,
    funcs: Vec<u32>,
}

type Written = Result<(), Box<cranelift_module::ModuleError>>;

fn write_data(
    object: &mut ObjectModule,
    env: &Env,
    data: &Data,
    descriptors: Descriptors,
    tables: &CodeTables,
    mut read_only: ReadOnly,
) -> Written {
    let ro = object.declare_data("kaa.readonly", Linkage::Local, false, false)?;
    let funcs = object.declare_data("kaa.functions", Linkage::Local, false, false)?;
    let (sites, slots) = tables.finish(&mut read_only);
    define(object, env, data, ro, ro, read_only.data, &[])?;
    let types = DataId::from_u32(data.types);
    define(
        object,
        env,
        data,
        ro,
        types,
        descriptors.bytes,
        &descriptors.relocs,
    )?;
    let image = DataId::from_u32(data.image);
    define(
        object,
        env,
        data,
        ro,
        image,
        env.image.bytes.clone(),
        &env.image.relocs,
    )?;
    define(
        object,
        env,
        data,
        ro,
        funcs,
        tables.funcs.clone(),
        &tables.relocs,
    )?;
    program_record(object, env, data, tables, (ro, funcs), (sites, slots))
}

/// Defines a data object with its 8-byte addresses.
fn define(
    object: &mut ObjectModule,
    env: &Env,
    data: &Data,
    read_only: DataId,
    id: DataId,
    bytes: Vec<u8>,
    relocs: &[(usize, Target)],
) -> Written {
    let mut out = DataDescription::new();
    // Cranelift refuses an empty object.
    out.define(if bytes.is_empty() {
        Box::new([0; 8])
    } else {
        bytes.into()
    });
    out.set_align(16);
    let types = object.declare_data_in_data(DataId::from_u32(data.types), &mut out);
    let image = object.declare_data_in_data(DataId::from_u32(data.image), &mut out);
    let ro = object.declare_data_in_data(read_only, &mut out);
    let mut funcs = FxHashMap::default();
    for &(at, target) in relocs {
        let at = at as u32;
        match target {
            Target::Image(offset) => out.write_data_addr(at, image, offset as i64),
            Target::ReadOnly(offset) => out.write_data_addr(at, ro, offset as i64),
            Target::Class(class) => {
                let id = env.layout.class(class).type_id as usize;
                out.write_data_addr(at, types, (id * kaa_abi::types::TYPE_UNIT) as i64);
            }
            Target::Func(id) => {
                let func = ObjFunc::from_u32(data.funcs[id.index()]);
                let func = *funcs
                    .entry(id)
                    .or_insert_with(|| object.declare_func_in_data(func, &mut out));
                out.write_function_addr(at, func);
            }
        }
    }
    Ok(object.define_data(id, &out)?)
}

fn program_record(
    object: &mut ObjectModule,
    env: &Env,
    data: &Data,
    tables: &CodeTables,
    (ro, funcs): (DataId, DataId),
    (sites, slots): (usize, usize),
) -> Written {
    let id = object.declare_data(symbols::PROGRAM, Linkage::Export, false, false)?;
    let mut bytes = vec![0; size_of::<Program>()];
    let mut put = |at: u32, value: u32| {
        bytes[at as usize..at as usize + 4].copy_from_slice(&value.to_le_bytes());
    };
    let class_id =
        |class: Option<kaa_ir::ClassId>| class.map_or(NO_TYPE, |c| env.layout.class(c).type_id);
    put(
        program::CODE + offset_of!(CodeTable, func_count) as u32,
        tables.func_count,
    );
    put(
        program::CODE + offset_of!(CodeTable, site_count) as u32,
        tables.site_count,
    );
    put(
        program::CODE + offset_of!(CodeTable, slot_count) as u32,
        tables.slot_count(),
    );
    put(program::CONTEXT_TYPE, class_id(env.module.context));
    put(program::BYTES_TYPE, env.layout.bytes_type);
    put(program::WEAK_TYPE, env.layout.weak_type);
    put(program::IMMEDIATE_TYPE, class_id(env.layout.immediate));
    let mut out = DataDescription::new();
    out.define(bytes.into());
    out.set_align(16);
    let types = object.declare_data_in_data(DataId::from_u32(data.types), &mut out);
    let ro = object.declare_data_in_data(ro, &mut out);
    let funcs = object.declare_data_in_data(funcs, &mut out);
    let code = |offset: usize| program::CODE + offset as u32;
    out.write_data_addr(program::TYPES, types, 0);
    out.write_data_addr(code(offset_of!(CodeTable, funcs)), funcs, 0);
    out.write_data_addr(code(offset_of!(CodeTable, sites)), ro, sites as i64);
    out.write_data_addr(code(offset_of!(CodeTable, slots)), ro, slots as i64);
    if let Some(entry) = env.module.entry {
        let func = ObjFunc::from_u32(data.funcs[entry.index()]);
        let func = object.declare_func_in_data(func, &mut out);
        out.write_function_addr(program::ENTRY, func);
    }
    Ok(object.define_data(id, &out)?)
}
