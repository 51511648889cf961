//! Starting a compiled program.

use std::ffi::{c_char, c_int};
use std::sync::OnceLock;

use kaa_abi::program::NO_TYPE;
use kaa_abi::{Program, VmContext};
use kaa_externs::Externs;
use kaa_gc::{Config, Heap};
use kaa_host::Host;

use crate::{arrays, crash, externs, services, stubs, traps};

/// Stack of the program's thread: pages are taken only when touched, so the size costs nothing.
const STACKS: [usize; 3] = [1 << 30, 64 << 20, 8 << 20];

/// Stack that a program may use before `stack_low`: recursion through builtins, which works on copies of what is
/// below it, would take minutes to fill the whole stack before it fails.
const SOFT: usize = 16 << 20;

/// Stack that compiled code leaves free for the runtime and the functions it calls.
const RESERVE: usize = 256 << 10;

/// The running program, for messages.
static PROGRAM: OnceLock<&'static Program> = OnceLock::new();

/// State of the runtime beside the heap.
pub struct Runtime {
    pub heap: Heap,
    pub host: Host,
    pub program: &'static Program,
}

pub fn program() -> Option<&'static Program> {
    PROGRAM.get().copied()
}

/// The runtime behind a context.
///
/// # Safety
/// `vm` is the context of a program started by `run`, and no other borrow of its runtime is live.
pub unsafe fn runtime<'a>(vm: *mut VmContext) -> &'a mut Runtime {
    // SAFETY: `start` stores the address of a runtime that lives as long as the program runs.
    unsafe { &mut *(*vm).runtime.cast::<Runtime>() }
}

/// Runs the program on a thread with a large stack; answers its exit code.
pub fn run(program: &'static Program, host: kaa_host::Program) -> i32 {
    // Keeps the symbols that only compiled code refers to in the executable.
    std::hint::black_box((stubs::SYMBOLS, externs::SYMBOLS, traps::SYMBOLS));
    std::hint::black_box((services::SYMBOLS, arrays::SYMBOLS));
    PROGRAM.get_or_init(|| program);
    let mut host = Some(host);
    for size in STACKS {
        let builder = std::thread::Builder::new()
            .name("main".into())
            .stack_size(size);
        let mine = host.take().expect("the host is handed on once");
        // The host travels in a cell that comes back when no thread could be made.
        let cell = std::sync::Arc::new(std::sync::Mutex::new(Some(mine)));
        let theirs = cell.clone();
        let started = builder.spawn(move || {
            let mine = theirs.lock().ok().and_then(|mut host| host.take());
            start(program, mine.expect("the thread owns the host"), size)
        });
        match started {
            Ok(thread) => {
                block_signals();
                return thread.join().unwrap_or(101);
            }
            Err(_) => host = cell.lock().ok().and_then(|mut host| host.take()),
        }
    }
    eprintln!("kaa: no memory for the program's stack");
    70
}

/// Leaves all signals to the program's thread, so that they interrupt its waiting.
fn block_signals() {
    // SAFETY: `sigfillset` initialises the set, which is then only read.
    unsafe {
        let mut all = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}

fn start(program: &'static Program, host: kaa_host::Program, stack: usize) -> i32 {
    crash::install();
    // SAFETY: the compiler wrote the table, which is constant data.
    let heap = unsafe { Heap::new(Config::from_env(), program.types) };
    let mut runtime = Box::new(Runtime {
        heap,
        host: Host::new(host),
        program,
    });
    let address = &raw mut *runtime;
    let here = &raw const address as usize;
    let heap = &raw mut runtime.heap;
    let vm = runtime.heap.vm();
    vm.runtime = address.cast();
    vm.heap = heap.cast();
    vm.stack_limit = here - (stack - RESERVE).min(SOFT);
    // SAFETY: the context lives until the call below that takes the flag back.
    unsafe { kaa_host::wake_by(&raw mut vm.safepoint) };
    runtime.heap.add_code(program.code);
    if program.context_type != NO_TYPE {
        let context = runtime.heap.alloc_fixed(program.context_type);
        runtime.heap.vm().context = context;
    }
    if program.entry == 0 {
        eprintln!("kaa: the program has no entry function");
        return 70;
    }
    let vm: *mut VmContext = runtime.heap.vm();
    // SAFETY: the entry is a compiled function without parameters that returns an i32; the
    // context is complete. The runtime is reached through `vm` only while it runs.
    let code = unsafe { stubs::enter(program.entry, vm) };
    // SAFETY: no flag is stored.
    unsafe { kaa_host::wake_by(std::ptr::null_mut()) };
    // SAFETY: compiled code has returned.
    if unsafe { (*vm).pending } != 0 {
        eprintln!("kaa: the program ended with an exception that nothing caught");
        return 70;
    }
    code
}

/// Entry of standalone programs, called by the `main` that the compiler adds.
///
/// # Safety
/// `program` is the record of the linked program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_start(
    program: *const Program,
    _argc: c_int,
    _argv: *const *const c_char,
) -> c_int {
    // SAFETY: by the contract; the record is constant data.
    run(unsafe { &*program }, kaa_host::Program::bare())
}

/// The host primitives of a program.
///
/// # Safety
/// As for `runtime`.
pub unsafe fn host<'a>(vm: *mut VmContext) -> &'a mut dyn Externs {
    // SAFETY: by the contract.
    &mut unsafe { runtime(vm) }.host
}
