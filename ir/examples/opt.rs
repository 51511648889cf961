//! Runs the passes over a text module: `opt FILE [--host] [--off PASS].. [--dump PASS]..`; times go to stderr.

use kaa_ir::passes::{self, Exceptions, Options};

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a file");
    let mut options = Options {
        verify: true,
        ..Options::default()
    };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--host" => options.exceptions = Exceptions::Host,
            "--off" => options.off.extend(args.next()),
            "--dump" => options.dump_after.extend(args.next()),
            other => panic!("no option {other}"),
        }
    }
    let source = std::fs::read_to_string(&path).expect("the file is readable");
    let mut module = kaa_ir::text::parse(&source).unwrap_or_else(|e| panic!("{path}:{e}"));
    let size = |module: &kaa_ir::Module| -> usize {
        let blocks = module
            .funcs
            .values()
            .flat_map(|f| f.layout.iter().map(|&b| &f.blocks[b]));
        blocks.map(|b| b.insts.len()).sum()
    };
    eprintln!("{} instructions", size(&module));
    let report = passes::run(&mut module, &options);
    for (name, time) in &report.times {
        eprintln!("{name:20} {time:?}");
    }
    eprintln!("{} instructions", size(&module));
    for (_, text) in report.dumps {
        print!("{text}");
    }
}
