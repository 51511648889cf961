//! Traps: the program is wrong and stops.

use std::arch::naked_asm;

use crate::start::program;

/// Exit status of a program that trapped.
const STATUS: i32 = 70;

/// Codes in the order of their numbers below.
const NAMES: [&str; 7] = [
    "div_zero",
    "bounds",
    "cast",
    "null",
    "memory",
    "unreachable",
    "assert",
];

/// Reports the trap of the compiled function that returns to `pc`.
extern "C" fn stop(code: u32, pc: usize) -> ! {
    let name = NAMES[code as usize];
    match program().and_then(|p| p.code.func_at(pc)) {
        Some(func) => eprintln!("trap: {name} in @{}", func.name()),
        None => eprintln!("trap: {name}"),
    }
    std::process::exit(STATUS)
}

/// `symbol = number;`: each takes its return address along, which tells the function.
macro_rules! traps {
    ($($symbol:ident = $code:literal;)*) => {$(
        /// # Safety
        /// Called by compiled code only.
        #[unsafe(no_mangle)]
        #[unsafe(naked)]
        pub unsafe extern "C" fn $symbol() {
            naked_asm!(
                "mov rsi, [rsp]",
                concat!("mov edi, ", $code),
                "and rsp, -16",
                "call {stop}",
                "ud2",
                stop = sym stop,
            )
        }
    )*

        /// The functions of this file that only compiled code refers to.
        pub const SYMBOLS: &[unsafe extern "C" fn()] = &[$($symbol),*];
    };
}

traps! {
    kaa_trap_div_zero = 0;
    kaa_trap_bounds = 1;
    kaa_trap_cast = 2;
    kaa_trap_null = 3;
    kaa_trap_memory = 4;
    kaa_trap_unreachable = 5;
    kaa_trap_assert = 6;
}
