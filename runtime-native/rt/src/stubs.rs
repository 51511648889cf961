//! Assembly between compiled code and Rust.
//!
//! Compiled code keeps the context in r15 and frame pointers in rbp. A stub records the caller's
//! frame pointer and return address, from which the collector walks the stack.

#[cfg(not(target_arch = "x86_64"))]
compile_error!("the native runtime's stubs are written for x86-64");

use std::arch::naked_asm;

use kaa_abi::{VmContext, context};

use crate::services;

/// Calls a compiled function without parameters.
///
/// # Safety
/// `entry` is such a function, `vm` a complete context.
#[unsafe(naked)]
pub unsafe extern "C" fn enter(entry: usize, vm: *mut VmContext) -> i32 {
    naked_asm!(
        "push rbp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "sub rsp, 8",
        "mov r15, rsi",
        "call rdi",
        "add rsp, 8",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
    )
}

/// Stubs `symbol => body` for runtime functions that may collect: the caller's frame is recorded
/// and the body entered with all arguments in place; rdi is the context.
macro_rules! leaving {
    ($($symbol:ident => $body:path;)*) => {$(
        /// # Safety
        /// Called by compiled code only, with the arguments of its Rust body.
        #[unsafe(no_mangle)]
        #[unsafe(naked)]
        pub unsafe extern "C" fn $symbol() {
            std::arch::naked_asm!(
                "mov [rdi + {fp}], rbp",
                "mov rax, [rsp]",
                "mov [rdi + {pc}], rax",
                "jmp {body}",
                fp = const kaa_abi::context::EXIT_FP,
                pc = const kaa_abi::context::EXIT_PC,
                body = sym $body,
            )
        }
    )*};
}
pub(crate) use leaving;

leaving! {
    kaa_weak_new => services::weak_new;
    kaa_gc_collect => services::gc_collect;
}

/// Stubs `symbol => body` that preserve every register, for calls on cold paths: the code around
/// them is compiled as if there were no call. A body's result is stored in the context.
macro_rules! saving {
    ($($symbol:ident => $body:path;)*) => {$(
        /// # Safety
        /// Called by compiled code only, with the arguments of its Rust body.
        #[unsafe(no_mangle)]
        #[unsafe(naked)]
        pub unsafe extern "C" fn $symbol() {
            naked_asm!(
                "mov [rdi + {fp}], rbp",
                "push rax",
                "mov rax, [rsp + 8]",
                "mov [rdi + {pc}], rax",
                "push rcx",
                "push rdx",
                "push rsi",
                "push rdi",
                "push r8",
                "push r9",
                "push r10",
                "push r11",
                // The return address and nine registers leave the stack aligned to 16.
                "sub rsp, 256",
                "movups [rsp], xmm0",
                "movups [rsp + 16], xmm1",
                "movups [rsp + 32], xmm2",
                "movups [rsp + 48], xmm3",
                "movups [rsp + 64], xmm4",
                "movups [rsp + 80], xmm5",
                "movups [rsp + 96], xmm6",
                "movups [rsp + 112], xmm7",
                "movups [rsp + 128], xmm8",
                "movups [rsp + 144], xmm9",
                "movups [rsp + 160], xmm10",
                "movups [rsp + 176], xmm11",
                "movups [rsp + 192], xmm12",
                "movups [rsp + 208], xmm13",
                "movups [rsp + 224], xmm14",
                "movups [rsp + 240], xmm15",
                "call {body}",
                "movups xmm0, [rsp]",
                "movups xmm1, [rsp + 16]",
                "movups xmm2, [rsp + 32]",
                "movups xmm3, [rsp + 48]",
                "movups xmm4, [rsp + 64]",
                "movups xmm5, [rsp + 80]",
                "movups xmm6, [rsp + 96]",
                "movups xmm7, [rsp + 112]",
                "movups xmm8, [rsp + 128]",
                "movups xmm9, [rsp + 144]",
                "movups xmm10, [rsp + 160]",
                "movups xmm11, [rsp + 176]",
                "movups xmm12, [rsp + 192]",
                "movups xmm13, [rsp + 208]",
                "movups xmm14, [rsp + 224]",
                "movups xmm15, [rsp + 240]",
                "add rsp, 256",
                "pop r11",
                "pop r10",
                "pop r9",
                "pop r8",
                "pop rdi",
                "pop rsi",
                "pop rdx",
                "pop rcx",
                "pop rax",
                "ret",
                fp = const context::EXIT_FP,
                pc = const context::EXIT_PC,
                body = sym $body,
            )
        }
    )*};
}

saving! {
    kaa_alloc_fixed => services::alloc_fixed;
    kaa_alloc_array => services::alloc_array;
    kaa_box_int => services::box_int;
    kaa_barrier => services::barrier;
    kaa_barrier_range => services::barrier_range;
}

/// Addresses of the symbols of this crate that only compiled code refers to.
pub const SYMBOLS: &[unsafe extern "C" fn()] = &[
    kaa_weak_new,
    kaa_gc_collect,
    kaa_alloc_fixed,
    kaa_alloc_array,
    kaa_box_int,
    kaa_barrier,
    kaa_barrier_range,
];
