//! What is checked again after an edit: the module itself after an edit of a body; its dependants after one of its interface.

use std::collections::BTreeMap;

use kaa_rpython::source::SourceProvider;
use kaa_rpython::verdict::Verdicts;
use kaa_rpython::{Checked, Options, check};

#[derive(Clone)]
struct Sources(BTreeMap<&'static str, String>);

impl SourceProvider for Sources {
    fn read(&self, module: &str) -> Option<(String, String)> {
        let text = self.0.get(module)?;
        Some((format!("{module}.py"), text.clone()))
    }
}

impl Sources {
    /// `low` is used by `middle`, that by `top`; `box` is generic and used by `middle`; `far` and `alias` stand apart.
    fn new() -> Sources {
        let texts = [
            (
                "main",
                "from python.rpython import i32, lang\nfrom top import run\nfrom far import alone\n\n\
                 @lang(\"main\")\ndef main() -> i32:\n    run()\n    alone()\n    return 0\n",
            ),
            (
                "low",
                "class Low:\n    x: int = 1\n\n    def get(self) -> int:\n        return self.x\n\n\n\
                 def make() -> Low:\n    return Low()\n",
            ),
            ("helper", "def help(x: int) -> int:\n    return x\n"),
            (
                "box",
                "from helper import help\n\n\nclass Box[T]:\n    item: T\n\n    def __init__(self, item: T) -> None:\n        \
                 self.item = item\n\n    def number(self) -> int:\n        return help(3)\n\n\n\
                 def pick[T](a: T, b: T) -> T:\n    help(1)\n    return a\n",
            ),
            (
                "middle",
                "from low import make\nfrom box import pick\n\n\ndef value() -> int:\n    return pick(make().get(), 2)\n",
            ),
            (
                "top",
                "from middle import value\n\n\ndef run() -> int:\n    return value()\n",
            ),
            ("far", "def alone() -> int:\n    return 4\n"),
        ];
        Sources(texts.iter().map(|&(n, t)| (n, t.to_owned())).collect())
    }

    fn replace(&mut self, module: &'static str, old: &str, new: &str) {
        let text = self.0.get_mut(module).expect("a module");
        assert!(text.contains(old), "{module} has no {old}");
        *text = text.replace(old, new);
    }

    fn check(&self, verdicts: &mut Verdicts) -> Checked {
        let options = Options {
            externs: kaa_externs::TABLE,
            opcodes: include_str!("../../python/opcodes.toml"),
            checked: false,
        };
        check(self, "main", &options, verdicts)
    }

    /// Names of the modules that were checked; there are no errors.
    fn rechecked(&self, verdicts: &mut Verdicts) -> Vec<String> {
        let checked = self.check(verdicts);
        let messages: Vec<_> = checked.diagnostics.iter().map(|d| &d.message).collect();
        assert!(messages.is_empty(), "{messages:?}");
        let mut names = checked.rechecked;
        names.sort();
        names
    }
}

fn start() -> (Sources, Verdicts) {
    let sources = Sources::new();
    let mut verdicts = Verdicts::new(1);
    assert_eq!(sources.rechecked(&mut verdicts).len(), 7);
    assert!(sources.rechecked(&mut verdicts).is_empty());
    (sources, verdicts)
}

#[test]
fn a_body_rechecks_its_module() {
    let (mut sources, mut verdicts) = start();
    sources.replace("low", "return self.x", "return self.x + 1");
    assert_eq!(sources.rechecked(&mut verdicts), ["low"]);
    assert!(sources.rechecked(&mut verdicts).is_empty());
}

#[test]
fn a_signature_rechecks_its_dependants() {
    let (mut sources, mut verdicts) = start();
    sources.replace("low", "def get(self)", "def get(self, more: int = 0)");
    assert_eq!(sources.rechecked(&mut verdicts), ["low", "middle"]);
}

#[test]
fn a_field_rechecks_its_dependants() {
    let (mut sources, mut verdicts) = start();
    sources.replace("low", "x: int = 1", "x: int = 1\n    y: int = 2");
    assert_eq!(sources.rechecked(&mut verdicts), ["low", "middle"]);
}

#[test]
fn a_comment_rechecks_its_module() {
    let (mut sources, mut verdicts) = start();
    sources.replace("middle", "from low", "# Says nothing.\nfrom low");
    assert_eq!(sources.rechecked(&mut verdicts), ["middle"]);
}

#[test]
fn a_generic_body_rechecks_its_users() {
    let (mut sources, mut verdicts) = start();
    sources.replace("box", "    help(1)\n", "    help(2)\n");
    assert_eq!(sources.rechecked(&mut verdicts), ["box", "middle"]);
}

#[test]
fn what_an_instance_uses_rechecks_who_asked_for_it() {
    let (mut sources, mut verdicts) = start();
    sources.replace("helper", "def help(x: int)", "def help(x: int, y: int = 1)");
    let names = sources.rechecked(&mut verdicts);
    assert!(names.contains(&"middle".to_owned()), "{names:?}");
    assert!(!names.contains(&"top".to_owned()), "{names:?}");
    assert!(!names.contains(&"far".to_owned()), "{names:?}");
}

#[test]
fn a_new_error_elsewhere_is_found() {
    let (mut sources, mut verdicts) = start();
    sources.replace(
        "low",
        "def get(self) -> int:\n        return self.x",
        "def get(self) -> float:\n        return 1.0",
    );
    let checked = sources.check(&mut verdicts);
    assert!(!checked.diagnostics.is_empty());
    for diagnostic in &checked.diagnostics {
        let place = diagnostic.span.file as usize;
        assert_eq!(checked.sources.files[place].module, "middle");
    }
    // A module with an error is checked until it has none.
    let again = sources.check(&mut verdicts);
    assert_eq!(again.diagnostics.len(), checked.diagnostics.len());
    assert_eq!(again.rechecked, ["middle"]);
    sources.replace(
        "middle",
        "pick(make().get(), 2)",
        "pick(int(make().get()), 2)",
    );
    assert_eq!(sources.rechecked(&mut verdicts), ["middle"]);
}

#[test]
fn what_is_exported_again_counts() {
    let (mut sources, mut verdicts) = start();
    sources.0.insert(
        "other",
        sources.0["low"]
            .replace("class Low", "class Low2")
            .replace("Low()", "Low2()")
            .replace("-> Low", "-> Low2"),
    );
    sources
        .0
        .insert("alias", "from low import make\n".to_owned());
    sources.replace("middle", "from low import make", "from alias import make");
    assert_eq!(sources.rechecked(&mut verdicts), ["alias", "middle"]);
    sources.replace("alias", "from low import make", "from other import make");
    let names = sources.rechecked(&mut verdicts);
    assert!(names.contains(&"middle".to_owned()), "{names:?}");
}

#[test]
fn a_global_takes_its_type_from_elsewhere() {
    let (mut sources, mut verdicts) = start();
    sources.0.insert(
        "state",
        "from python.rpython import Final\nfrom low import make\n\nthing: Final = make().get()\n"
            .to_owned(),
    );
    sources.replace("far", "def alone", "from state import thing\n\n\ndef alone");
    sources.replace("far", "return 4", "return thing");
    assert_eq!(sources.rechecked(&mut verdicts), ["far", "state"]);
    sources.replace(
        "low",
        "def get(self) -> int:\n        return self.x",
        "def get(self) -> float:\n        return 1.0",
    );
    sources.replace("middle", "pick(make().get(), 2)", "3");
    let checked = sources.check(&mut verdicts);
    let files: Vec<usize> = checked
        .diagnostics
        .iter()
        .map(|d| d.span.file as usize)
        .collect();
    let names: Vec<&str> = files
        .iter()
        .map(|&f| checked.sources.files[f].module.as_str())
        .collect();
    assert_eq!(names, ["far"]);
}

#[test]
fn verdicts_are_kept_as_text() {
    let (_, verdicts) = start();
    let text = verdicts.to_text();
    assert_eq!(Verdicts::parse(&text, 1), verdicts);
    assert_eq!(Verdicts::parse(&text, 2), Verdicts::new(2));
    let damaged = format!("{text}low middle\n");
    assert_eq!(Verdicts::parse(&damaged, 1), Verdicts::new(1));
    assert_eq!(Verdicts::parse("", 1), Verdicts::new(1));
}
