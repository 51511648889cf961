//! Memory faults: a report that names the compiled functions on the stack, then the signal's own
//! end. Without it a stack overflow or a wrong unchecked access ends in a bare signal.

use std::ffi::{c_int, c_void};
use std::io::Write;

use kaa_abi::stackmap::CodeTable;

use crate::start::program;

const SIGNALS: [c_int; 4] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE];

/// The handler runs here: a stack overflow leaves no room on the program's stack.
const STACK: usize = 64 << 10;

/// Frames that are named.
const FRAMES: usize = 24;

/// Reports faults of the calling thread from now on.
pub fn install() {
    // SAFETY: the alternate stack is leaked memory of the stated size; the handler has the
    // signature that SA_SIGINFO asks for.
    unsafe {
        let memory = Box::leak(vec![0u8; STACK].into_boxed_slice());
        let stack = libc::stack_t {
            ss_sp: memory.as_mut_ptr().cast(),
            ss_flags: 0,
            ss_size: STACK,
        };
        libc::sigaltstack(&stack, std::ptr::null_mut());
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = report as *const () as libc::sighandler_t;
        // The default action is back when the faulting instruction runs again.
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND;
        for signal in SIGNALS {
            libc::sigaction(signal, &action, std::ptr::null_mut());
        }
    }
}

extern "C" fn report(signal: c_int, info: *mut libc::siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel passes a valid siginfo and ucontext.
    let (address, pc, fp, sp) = unsafe {
        let regs = &(*context.cast::<libc::ucontext_t>()).uc_mcontext.gregs;
        let reg = |name: c_int| regs[name as usize] as usize;
        let address = (*info).si_addr() as usize;
        (
            address,
            reg(libc::REG_RIP),
            reg(libc::REG_RBP),
            reg(libc::REG_RSP),
        )
    };
    let what = match address.abs_diff(sp) {
        0..0x1_0000 => "the native stack is used up",
        _ => "bad memory access",
    };
    let mut err = std::io::stderr().lock();
    let _ = writeln!(
        err,
        "kaa: signal {signal}: {what} at {address:#x} (pc {pc:#x})"
    );
    if let Some(program) = program() {
        name_frames(&mut err, &program.code, pc, fp, sp);
    }
}

/// Names compiled frames from the innermost outwards; stops at the first other one after them.
fn name_frames(err: &mut impl Write, code: &CodeTable, pc: usize, mut fp: usize, sp: usize) {
    if let Some(func) = code.func_at(pc) {
        let _ = writeln!(err, "  in @{}", func.name());
    }
    let mut low = sp;
    for _ in 0..FRAMES {
        // A frame pointer of other code may be anything: it must at least lead up the stack.
        if fp < low || fp - low > 1 << 20 || !fp.is_multiple_of(8) {
            return;
        }
        low = fp;
        // SAFETY: the address lies a little above the stack pointer, on the same stack.
        let (next, pc) = unsafe { (*(fp as *const usize), *((fp + 8) as *const usize)) };
        match code.func_at(pc) {
            Some(func) => {
                let _ = writeln!(err, "  from @{}+{:#x}", func.name(), pc - func.start);
            }
            None => return,
        }
        fp = next;
    }
}
