//! Modules whose function bodies need not be checked again: nothing that their last check looked at has changed.
//!
//! While a body is checked, [`Deps`] notes each module of which the checker reads anything, through shared knowledge
//! ([`Query`]) too. A module that was found free of
//! errors gets a [`Record`]: the hash of its text, and the interface hashes of the modules it looked at. Declarations (names,
//! classes, signatures, values, gateways) are read anew each time; they are what the hashes are about. Instances of generics
//! are checked with the module that asks for them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::types::{ClassId, FuncId, ValueId};

/// What is being worked on: a module's bodies by its number, the declarations as a whole, or the answer to a [`Query`].
pub type Unit = usize;

/// Knowledge that is made once, by whoever asks first; all who ask depend on what it was made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Query {
    /// A class's base and members.
    Class(ClassId),
    Signature(FuncId),
    /// Type and, of a constant, value of a module-level name.
    Value(ValueId),
    /// The bodies of a generic class's methods for some type arguments.
    Methods(ClassId),
    /// The body of a generic function for some type arguments.
    Instance(FuncId),
}

#[derive(Default)]
struct Row {
    modules: FxHashSet<usize>,
    /// Modules of which an import was followed.
    imports: FxHashSet<usize>,
    units: FxHashSet<Unit>,
    has_errors: bool,
}

/// Who looks at what. Does nothing until it is begun.
#[derive(Default)]
pub struct Deps {
    active: bool,
    n_modules: usize,
    current: Cell<Unit>,
    /// What was noted last, which is most often the next too.
    last_module: Cell<usize>,
    last_query: Cell<Option<Query>>,
    rows: RefCell<Vec<Row>>,
    units: RefCell<FxHashMap<Query, Unit>>,
}

impl Deps {
    /// Notes from now on. Unit `n_modules` is the declarations.
    pub fn begin(&mut self, n_modules: usize) {
        self.active = true;
        self.n_modules = n_modules;
        self.rows = RefCell::new((0..=n_modules).map(|_| Row::default()).collect());
        self.enter(n_modules);
    }
    pub fn is_active(&self) -> bool {
        self.active
    }
    /// What is noted from here on belongs to the unit; answers the one before.
    pub fn enter(&self, unit: Unit) -> Unit {
        self.last_module.set(usize::MAX);
        self.last_query.set(None);
        self.current.replace(unit)
    }
    pub fn enter_declarations(&self) {
        self.enter(self.n_modules);
    }
    /// The answer to the query is being made.
    pub fn enter_query(&self, query: Query) -> Unit {
        if !self.active {
            return 0;
        }
        let unit = self.unit(query);
        self.enter(unit)
    }
    #[inline]
    pub fn touch(&self, module: usize) {
        if self.active && self.last_module.replace(module) != module {
            let mut rows = self.rows.borrow_mut();
            rows[self.current.get()].modules.insert(module);
        }
    }
    /// An import of the module was followed.
    pub fn touch_imports(&self, module: usize) {
        if self.active {
            let mut rows = self.rows.borrow_mut();
            rows[self.current.get()].imports.insert(module);
        }
    }
    /// The answer to the query is being used.
    #[inline]
    pub fn ask(&self, query: Query) {
        if self.active && self.last_query.replace(Some(query)) != Some(query) {
            let unit = self.unit(query);
            let mut rows = self.rows.borrow_mut();
            rows[self.current.get()].units.insert(unit);
        }
    }
    pub fn set_errors(&self) {
        self.rows.borrow_mut()[self.current.get()].has_errors = true;
    }
    pub fn known(&self, query: Query) -> Option<Unit> {
        self.units.borrow().get(&query).copied()
    }
    fn unit(&self, query: Query) -> Unit {
        *self.units.borrow_mut().entry(query).or_insert_with(|| {
            let mut rows = self.rows.borrow_mut();
            rows.push(Row::default());
            rows.len() - 1
        })
    }

    /// The modules that the check of a module looked at, by itself and through what it asked, and those of which it followed
    /// imports; `None` after an error.
    pub fn clean(&self, module: usize) -> Option<(FxHashSet<usize>, FxHashSet<usize>)> {
        let rows = self.rows.borrow();
        let mut seen = FxHashSet::default();
        let mut work = vec![module];
        let (mut modules, mut imports) = (FxHashSet::default(), FxHashSet::default());
        while let Some(unit) = work.pop() {
            if !seen.insert(unit) {
                continue;
            }
            let row = &rows[unit];
            if row.has_errors {
                return None;
            }
            modules.extend(&row.modules);
            imports.extend(&row.imports);
            work.extend(&row.units);
        }
        Some((modules, imports))
    }
}

/// Why a module needs no check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    pub content: u128,
    /// Names of modules with their interface hashes; with `#` behind the name, with those of their imports.
    pub deps: Vec<(String, u128)>,
}

/// The records of all modules, as one file keeps them.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Verdicts {
    /// Of the compiler and its tables; records of another version are worth nothing.
    pub version: u128,
    pub records: BTreeMap<String, Record>,
}

impl Verdicts {
    pub fn new(version: u128) -> Verdicts {
        Verdicts {
            version,
            records: BTreeMap::new(),
        }
    }

    /// Reads what [`Verdicts::to_text`] wrote; a text of another version, or a damaged one, is an empty start.
    pub fn parse(text: &str, version: u128) -> Verdicts {
        let mut lines = text.lines();
        if lines.next() != Some(&format!("rpython-verdicts {version:032x}")) {
            return Verdicts::new(version);
        }
        let mut verdicts = Verdicts::new(version);
        for line in lines {
            let mut words = line.split(' ');
            let number = |word: Option<&str>| u128::from_str_radix(word?, 16).ok();
            let (Some(name), Some(content)) = (words.next(), number(words.next())) else {
                return Verdicts::new(version);
            };
            let mut deps = Vec::new();
            while let Some(dep) = words.next() {
                let Some(hash) = number(words.next()) else {
                    return Verdicts::new(version);
                };
                deps.push((dep.to_owned(), hash));
            }
            verdicts
                .records
                .insert(name.to_owned(), Record { content, deps });
        }
        verdicts
    }

    /// One line a module: name, hash of its text, then names and interface hashes.
    pub fn to_text(&self) -> String {
        let mut out = format!("rpython-verdicts {:032x}\n", self.version);
        for (name, record) in &self.records {
            out += &format!("{name} {:032x}", record.content);
            for (dep, hash) in &record.deps {
                out += &format!(" {dep} {hash:032x}");
            }
            out.push('\n');
        }
        out
    }
}
