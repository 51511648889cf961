//! The machine that code is made for.

use std::sync::Arc;

use cranelift_codegen::isa::{self, TargetIsa};
use cranelift_codegen::settings::{self, Configurable};

/// Features of x86-64-v2, which every x86-64 machine since 2009 has.
const X86_64_V2: [&str; 5] = [
    "has_sse3",
    "has_ssse3",
    "has_sse41",
    "has_sse42",
    "has_popcnt",
];

/// The host's instruction set with our fixed settings.
pub fn host(verify: bool) -> Result<Arc<dyn TargetIsa>, String> {
    let mut flags = settings::builder();
    let fixed = [
        ("opt_level", "speed"),
        // The collector finds frames by the chain of frame pointers.
        ("preserve_frame_pointers", "true"),
        // Holds the context.
        ("enable_pinned_reg", "true"),
        // Prebuilt objects refer to each other by absolute addresses, resolved by the linker.
        ("is_pic", "false"),
        ("unwind_info", "false"),
        ("enable_heap_access_spectre_mitigation", "false"),
        ("enable_table_access_spectre_mitigation", "false"),
        ("enable_verifier", if verify { "true" } else { "false" }),
    ];
    for (name, value) in fixed {
        flags
            .set(name, value)
            .map_err(|e| format!("setting {name}: {e}"))?;
    }
    let triple = target_lexicon::Triple::host();
    let x86 = matches!(triple.architecture, target_lexicon::Architecture::X86_64);
    let mut builder = isa::lookup(triple).map_err(|e| format!("this machine: {e}"))?;
    if x86 {
        for feature in X86_64_V2 {
            builder
                .enable(feature)
                .map_err(|e| format!("feature {feature}: {e}"))?;
        }
    }
    builder
        .finish(settings::Flags::new(flags))
        .map_err(|e| e.to_string())
}
