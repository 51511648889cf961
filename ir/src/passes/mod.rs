//! The passes over a module: one list in execution order, and the orders that must hold with the reason of each.
//!
//! Each pass can be dumped after, timed and switched off by name ([`Options`]); the verifier runs after each where asked, as
//! tests and debug builds do.

pub mod cleanup;
pub mod devirtualise;
mod edit;
pub mod gvn;
pub mod inline;
pub mod lower_exceptions;
pub mod outline;
mod split;
pub mod thread;

use std::time::{Duration, Instant};

use crate::module::Module;
use crate::verify::expect_valid;

/// A pass over a whole module.
pub struct Pass {
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub doc: &'static str,
    pub run: fn(&mut Module, &Options),
    /// Programs cannot be compiled without it: it is not switched off by name, only by its own option.
    pub required: bool,
}

/// A pass that must stand before another, with the reason.
pub struct Constraint {
    pub first: &'static str,
    pub then: &'static str,
    pub reason: &'static str,
}

/// How exceptions leave the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exceptions {
    /// As `throw` and `try_` calls, for a host that has them (JVM).
    Host,
    /// In sentinel form (native, CLR).
    Sentinel,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub exceptions: Exceptions,
    /// 0: only what is required; 1 and above: everything.
    pub level: u32,
    /// Verify after each pass.
    pub verify: bool,
    /// Names of passes to leave out.
    pub off: Vec<String>,
    /// Names of passes after which the module's text is handed to `dump`.
    pub dump_after: Vec<String>,
    /// Handlers of an interpreter jump to one another: the target has tail calls.
    pub threaded: bool,
    /// A function above this many estimated bytes of code is not grown by inlining, and has its cold regions outlined.
    pub max_bytes: usize,
    /// A function that has at most this many without its cold regions has them outlined, so that the host inlines it.
    pub hot_bytes: usize,
    /// A switch with more cases, in a loop, goes into a function of its own.
    pub switch_cases: usize,
    pub inline: inline::Budget,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            exceptions: Exceptions::Sentinel,
            level: 1,
            verify: cfg!(debug_assertions),
            off: Vec::new(),
            dump_after: Vec::new(),
            threaded: false,
            max_bytes: usize::MAX,
            hot_bytes: usize::MAX,
            switch_cases: usize::MAX,
            inline: inline::Budget::default(),
        }
    }
}

/// What happened: each pass that ran with its time, and the dumps asked for.
#[derive(Default, Debug)]
pub struct Report {
    pub times: Vec<(&'static str, Duration)>,
    pub dumps: Vec<(&'static str, String)>,
}

const fn pass(name: &'static str, doc: &'static str, run: fn(&mut Module, &Options)) -> Pass {
    Pass {
        name,
        doc,
        run,
        required: false,
    }
}

/// In execution order. A pass that stands twice is numbered.
pub const PASSES: &[Pass] = &[
    pass(
        "devirtualise",
        "Makes virtual calls with one possible target direct, and shared class constants plain ones.",
        |module, _| devirtualise::run(module),
    ),
    pass(
        "cleanup",
        "Removes what the front end left: dead code, unreachable blocks, needless jumps and parameters.",
        |module, _| cleanup::run(module),
    ),
    pass(
        "inline",
        "Puts bodies in the place of direct calls, callees first, within the size budget.",
        inline::run,
    ),
    pass(
        "gvn",
        "Merges equal computations and loads, folds constants, drops checks that a branch has made.",
        |module, _| gvn::run(module),
    ),
    pass(
        "cleanup_late",
        "Removes what the passes above left.",
        |module, _| cleanup::run(module),
    ),
    pass(
        "outline",
        "Moves cold regions of functions above the host's size limits, and large switches in loops, into functions of their own.",
        outline::run,
    ),
    Pass {
        name: "lower_exceptions",
        doc: "Turns throws and try_ calls into the sentinel form, where the target wants it.",
        run: |module, options| {
            if options.exceptions == Exceptions::Sentinel {
                lower_exceptions::run(module);
            }
        },
        required: true,
    },
    pass(
        "thread",
        "Has each handler of an interpreter call the next one, where the target makes that a jump.",
        |module, options| {
            if options.threaded {
                thread::run(module);
            }
        },
    ),
];

pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        first: "devirtualise",
        then: "inline",
        reason: "only direct calls are inlined",
    },
    Constraint {
        first: "inline",
        then: "gvn",
        reason: "most of what is computed twice comes together by inlining",
    },
    Constraint {
        first: "gvn",
        then: "cleanup_late",
        reason: "it leaves branches on constants and dead instructions",
    },
    Constraint {
        first: "gvn",
        then: "lower_exceptions",
        reason: "afterwards a call's result may be null against its type, and the pending exception is hidden state",
    },
    Constraint {
        first: "cleanup_late",
        then: "outline",
        reason: "sizes are judged by what is left",
    },
    Constraint {
        first: "inline",
        then: "outline",
        reason: "what was moved out must not come back",
    },
    Constraint {
        first: "outline",
        then: "lower_exceptions",
        reason: "tests after calls hide that cold regions have one way out",
    },
    Constraint {
        first: "cleanup",
        then: "inline",
        reason: "sizes are judged by what is left",
    },
    Constraint {
        first: "inline",
        then: "lower_exceptions",
        reason: "a try_ call inlines with its throws as jumps; tests after calls would hide them",
    },
    Constraint {
        first: "cleanup_late",
        then: "lower_exceptions",
        reason: "each call that is gone is a test less",
    },
    Constraint {
        first: "lower_exceptions",
        then: "thread",
        reason: "between the call of the next handler and the return no test for an exception may stand",
    },
];

/// Runs the list.
///
/// # Panics
/// If the module is not valid before, or after a pass, where `options.verify` asks; the message names the pass.
pub fn run(module: &mut Module, options: &Options) -> Report {
    let mut report = Report::default();
    if options.verify {
        expect_valid(module, "reading");
    }
    for pass in PASSES {
        let off = options.off.iter().any(|name| name == pass.name);
        if !pass.required && (off || options.level == 0) {
            continue;
        }
        let start = Instant::now();
        (pass.run)(module, options);
        report.times.push((pass.name, start.elapsed()));
        if options.verify {
            expect_valid(module, pass.name);
        }
        if options.dump_after.iter().any(|name| name == pass.name) {
            let text = crate::text::module_text(module);
            report.dumps.push((pass.name, text));
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_keeps_its_constraints() {
        let place = |name: &str| {
            let found = PASSES.iter().position(|pass| pass.name == name);
            found.unwrap_or_else(|| panic!("no pass {name}"))
        };
        for constraint in CONSTRAINTS {
            let (first, then) = (place(constraint.first), place(constraint.then));
            assert!(first < then, "{}: {}", constraint.first, constraint.reason);
        }
    }
}
