//! Modules from text: names are collected first, then declarations, then constants and function bodies, so that
//! everything may stand in any order.

use rustc_hash::FxHashMap;

use super::ParseError;
use super::lex::{Tok, Token, lex};
use crate::entity::*;
use crate::function::Attrs;
use crate::module::{ConstValue, Data, Extern, Frozen, FrozenBody, Module};
use crate::types::{Storage, Type};

pub(super) type Result<T> = std::result::Result<T, ParseError>;

/// Reads a module. The result is well-formed text, not yet a valid module: that is the verifier's to say.
pub fn parse(source: &str) -> Result<Module> {
    let mut parser = Parser {
        tokens: lex(source)?,
        pos: 0,
        module: Module::default(),
        names: Names::default(),
    };
    let decls = parser.collect()?;
    parser.declare(&decls)?;
    parser.define(&decls)?;
    Ok(parser.module)
}

#[derive(Default)]
struct Names {
    classes: FxHashMap<String, ClassId>,
    funcs: FxHashMap<String, FuncId>,
    externs: FxHashMap<String, ExternId>,
    data: FxHashMap<String, DataId>,
    frozen: FxHashMap<String, FrozenId>,
}

/// A declaration: its keyword, and where the tokens after its name are.
struct Decl {
    kind: Kind,
    at: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Class(ClassId),
    Extern(ExternId),
    Data(DataId),
    Frozen(FrozenId),
    Func(FuncId),
}

pub(super) struct Parser {
    tokens: Vec<Token>,
    pub(super) pos: usize,
    pub(super) module: Module,
    names: Names,
}

// ---- tokens
impl Parser {
    pub(super) fn peek(&self) -> &Tok {
        &self.tokens[self.pos].tok
    }
    pub(super) fn next(&mut self) -> Tok {
        let tok = self.tokens[self.pos].tok.clone();
        if tok != Tok::End {
            self.pos += 1;
        }
        tok
    }
    pub(super) fn error_at<T>(&self, pos: usize, message: impl Into<String>) -> Result<T> {
        let token = &self.tokens[pos];
        Err(ParseError {
            line: token.line,
            col: token.col,
            message: message.into(),
        })
    }
    pub(super) fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        self.error_at(self.pos, message)
    }
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = *self.peek() == Tok::Punct(c);
        self.pos += usize::from(found);
        found
    }
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Tok::Ident(w) if w == word);
        self.pos += usize::from(found);
        found
    }
    pub(super) fn eat_arrow(&mut self) -> bool {
        let found = *self.peek() == Tok::Arrow;
        self.pos += usize::from(found);
        found
    }
    pub(super) fn expect(&mut self, c: char) -> Result<()> {
        match self.eat(c) {
            true => Ok(()),
            false => self.error(format!("expected `{c}`")),
        }
    }
    pub(super) fn word(&mut self) -> Result<String> {
        match self.next() {
            Tok::Ident(word) => Ok(word),
            _ => self.error_at(self.pos.saturating_sub(1), "expected a word"),
        }
    }
    pub(super) fn int(&mut self) -> Result<i64> {
        match self.peek().clone() {
            Tok::Int(value) => {
                self.pos += 1;
                Ok(value)
            }
            _ => self.error("expected an integer"),
        }
    }
    fn name(&mut self) -> Result<String> {
        match self.peek().clone() {
            Tok::Name(name) | Tok::QuotedName(name) => {
                self.pos += 1;
                Ok(name)
            }
            _ => self.error("expected @name"),
        }
    }
    fn string(&mut self) -> Result<Vec<u8>> {
        match self.peek().clone() {
            Tok::Str(bytes) => {
                self.pos += 1;
                Ok(bytes)
            }
            _ => self.error("expected a string"),
        }
    }
    /// Items up to the closing character, separated by commas.
    pub(super) fn list<T>(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(item(self)?);
            if !self.eat(',') && *self.peek() != Tok::Punct(close) {
                return self.error(format!("expected `,` or `{close}`"));
            }
        }
        Ok(items)
    }
}

// ---- names
impl Parser {
    fn lookup<T: Copy>(
        &mut self,
        what: &str,
        table: fn(&Names) -> &FxHashMap<String, T>,
    ) -> Result<T> {
        let at = self.pos;
        let name = self.name()?;
        match table(&self.names).get(&name) {
            Some(&id) => Ok(id),
            None => self.error_at(at, format!("no {what} @{name}")),
        }
    }
    pub(super) fn class_id(&mut self) -> Result<ClassId> {
        self.lookup("class", |n| &n.classes)
    }
    pub(super) fn func_id(&mut self) -> Result<FuncId> {
        self.lookup("function", |n| &n.funcs)
    }
    pub(super) fn extern_id(&mut self) -> Result<ExternId> {
        self.lookup("extern", |n| &n.externs)
    }
    pub(super) fn data_id(&mut self) -> Result<DataId> {
        self.lookup("data", |n| &n.data)
    }
    pub(super) fn frozen_id(&mut self) -> Result<FrozenId> {
        self.lookup("frozen object", |n| &n.frozen)
    }

    /// `@Class.member`, looked up with what the caller hands in: the class and the member's name.
    pub(super) fn member<T>(
        &mut self,
        what: &str,
        find: impl Fn(&Module, ClassId, &str) -> Option<T>,
    ) -> Result<T> {
        let at = self.pos;
        let (class, member) = match self.next() {
            Tok::Member(class, member) => (class, member),
            Tok::Name(name) => match name.rsplit_once('.') {
                Some((class, member)) => (class.to_owned(), member.to_owned()),
                None => return self.error_at(at, format!("expected @Class.{what}")),
            },
            _ => return self.error_at(at, format!("expected @Class.{what}")),
        };
        let Some(&id) = self.names.classes.get(&class) else {
            return self.error_at(at, format!("no class @{class}"));
        };
        match find(&self.module, id, &member) {
            Some(found) => Ok(found),
            None => self.error_at(at, format!("class @{class} has no {what} {member}")),
        }
    }
}

// ---- types
impl Parser {
    pub(super) fn ty(&mut self) -> Result<Type> {
        let at = self.pos;
        match self.storage()? {
            Storage::Value(ty) => Ok(ty),
            _ => self.error_at(at, "V18: a storage type cannot be the type of a value"),
        }
    }

    pub(super) fn storage(&mut self) -> Result<Storage> {
        let at = self.pos;
        let word = self.word()?;
        let ty = match word.as_str() {
            "i8" => return Ok(Storage::I8),
            "i16" => return Ok(Storage::I16),
            "f32" => return Ok(Storage::F32),
            "i1" => Type::I1,
            "i32" => Type::I32,
            "i64" => Type::I64,
            "f64" => Type::F64,
            "cls" => Type::Cls,
            "any" => Type::Any(self.eat('?')),
            "weak" => Type::Weak(self.eat('?')),
            "handle" => Type::Handle(self.eat('?')),
            "ref" => {
                let nullable = self.eat('?');
                Type::Ref(self.class_id()?, nullable)
            }
            "arr" => {
                let nullable = self.eat('?');
                self.expect('<')?;
                let storage = self.storage()?;
                self.expect('>')?;
                Type::Arr(self.module.array(storage), nullable)
            }
            "fn" => {
                let nullable = self.eat('?');
                Type::Fn(self.sig()?, nullable)
            }
            _ => return self.error_at(at, format!("no type `{word}`")),
        };
        Ok(Storage::Value(ty))
    }

    /// `(T, ..) -> R`, after the word `fn`.
    fn sig(&mut self) -> Result<SigId> {
        self.expect('(')?;
        let params = self.list(')', Self::ty)?;
        let result = match self.eat_arrow() {
            true => Some(self.ty()?),
            false => None,
        };
        Ok(self.module.sig(params, result))
    }

    fn fn_type(&mut self) -> Result<SigId> {
        match self.eat_word("fn") {
            true => self.sig(),
            false => self.error("expected fn(..)"),
        }
    }
}

// ---- declarations
impl Parser {
    /// Makes an empty entity for each declaration.
    fn collect(&mut self) -> Result<Vec<Decl>> {
        let mut decls = Vec::new();
        let mut depth = 0i32;
        loop {
            let at = self.pos;
            match self.next() {
                Tok::End => break,
                Tok::Punct('{' | '[' | '(') => depth += 1,
                Tok::Punct('}' | ']' | ')') => depth -= 1,
                // `ref @C` is a type, in a function's head.
                Tok::Ident(word) if depth == 0 && word != "ref" => {
                    if !matches!(self.peek(), Tok::Name(_) | Tok::QuotedName(_)) {
                        continue;
                    }
                    let name_at = self.pos;
                    let name = self.name()?;
                    if let Some(kind) = self.entity(&word, name, name_at)? {
                        decls.push(Decl { kind, at: self.pos });
                    } else if !matches!(
                        word.as_str(),
                        "context" | "exception" | "overflow" | "exhausted" | "entry"
                    ) {
                        return self.error_at(at, format!("no declaration `{word}`"));
                    }
                }
                _ => {}
            }
        }
        self.pos = 0;
        Ok(decls)
    }

    fn entity(&mut self, word: &str, name: String, at: usize) -> Result<Option<Kind>> {
        let module = &mut self.module;
        let no_sig = SigId(u32::MAX);
        let (kind, known) = match word {
            "class" => {
                let id = module.add_class(&name, None);
                let known = self.names.classes.insert(name.clone(), id).is_some();
                (Kind::Class(id), known)
            }
            "extern" => {
                let id = module.externs.push(Extern {
                    name: name.clone(),
                    sig: no_sig,
                    pure: false,
                });
                let known = self.names.externs.insert(name.clone(), id).is_some();
                (Kind::Extern(id), known)
            }
            "data" => {
                let id = module.data.push(Data {
                    name: name.clone(),
                    bytes: Vec::new(),
                });
                let known = self.names.data.insert(name.clone(), id).is_some();
                (Kind::Data(id), known)
            }
            "frozen" => {
                let id = module.frozen.push(Frozen {
                    name: name.clone(),
                    body: FrozenBody::Object {
                        class: ClassId(u32::MAX),
                        fields: Vec::new(),
                    },
                });
                let known = self.names.frozen.insert(name.clone(), id).is_some();
                (Kind::Frozen(id), known)
            }
            "fn" => {
                let id = module.add_func(&name, no_sig);
                let known = self.names.funcs.insert(name.clone(), id).is_some();
                (Kind::Func(id), known)
            }
            _ => return Ok(None),
        };
        match known {
            true => self.error_at(at, format!("second {word} @{name}")),
            false => Ok(Some(kind)),
        }
    }

    /// Class members, signatures, types of frozen objects, and the short declarations.
    fn declare(&mut self, decls: &[Decl]) -> Result<()> {
        self.short_decls()?;
        for decl in decls {
            self.pos = decl.at;
            match decl.kind {
                Kind::Class(class) => self.class_head(class)?,
                Kind::Extern(id) => {
                    self.expect(':')?;
                    let sig = self.fn_type()?;
                    self.module.externs[id].sig = sig;
                    self.module.externs[id].pure = self.eat_word("pure");
                    self.decl_end()?;
                }
                Kind::Data(id) => {
                    self.expect('=')?;
                    self.module.data[id].bytes = self.string()?;
                    self.decl_end()?;
                }
                Kind::Frozen(id) => {
                    self.expect(':')?;
                    self.module.frozen[id].body = if self.eat_word("arr") {
                        self.expect('<')?;
                        let storage = self.storage()?;
                        self.expect('>')?;
                        FrozenBody::Array {
                            array: self.module.array(storage),
                            items: Vec::new(),
                        }
                    } else {
                        FrozenBody::Object {
                            class: self.class_id()?,
                            fields: Vec::new(),
                        }
                    };
                }
                Kind::Func(id) => {
                    self.func_head(id)?;
                }
            }
        }
        Ok(())
    }

    /// The next token starts a declaration.
    fn decl_end(&self) -> Result<()> {
        match self.peek() {
            Tok::Ident(_) | Tok::End => Ok(()),
            _ => self.error("expected a declaration"),
        }
    }

    fn short_decls(&mut self) -> Result<()> {
        let mut depth = 0;
        loop {
            match self.next() {
                Tok::End => return Ok(()),
                Tok::Punct('{' | '[' | '(') => depth += 1,
                Tok::Punct('}' | ']' | ')') => depth -= 1,
                Tok::Ident(word) if depth == 0 => match word.as_str() {
                    "file" => {
                        let index = self.int()?;
                        if index != self.module.files.len() as i64 {
                            return self.error("files are numbered from 0 in order");
                        }
                        let name = self.string()?;
                        let name = String::from_utf8_lossy(&name).into_owned();
                        self.module.files.push(name);
                    }
                    "context" => self.module.context = Some(self.class_id()?),
                    "exception" => self.module.exception = Some(self.class_id()?),
                    "overflow" => self.module.overflow = Some(self.class_id()?),
                    "exhausted" => self.module.exhausted = Some(self.class_id()?),
                    "entry" => self.module.entry = Some(self.func_id()?),
                    "exceptions_lowered" => self.module.exceptions_lowered = true,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Own name of a member in its declaration.
    fn own_name(&mut self) -> Result<String> {
        match self.peek().clone() {
            Tok::Ident(word) => {
                self.pos += 1;
                Ok(word)
            }
            Tok::Str(bytes) => {
                self.pos += 1;
                Ok(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => self.error("expected a member's name"),
        }
    }

    fn class_head(&mut self, class: ClassId) -> Result<()> {
        if self.eat(':') {
            self.module.classes[class].parent = Some(self.class_id()?);
        }
        loop {
            let word = self.word_or_brace()?;
            let row = &mut self.module.classes[class];
            match word.as_str() {
                "final" => row.is_final = true,
                "abstract" => row.is_abstract = true,
                "immediate" => row.is_immediate = true,
                "{" => break,
                word => return self.error(format!("no class attribute `{word}`")),
            }
        }
        while !self.eat('}') {
            self.member_decl(class)?;
        }
        self.decl_end()
    }

    fn word_or_brace(&mut self) -> Result<String> {
        match self.eat('{') {
            true => Ok("{".into()),
            false => self.word(),
        }
    }

    /// The parts of a member that make it; values and implementations are skipped until the second round.
    fn member_decl(&mut self, class: ClassId) -> Result<()> {
        let at = self.pos;
        let word = self.word()?;
        let name_at = self.pos;
        if matches!(
            self.peek(),
            Tok::Name(_) | Tok::QuotedName(_) | Tok::Member(..)
        ) {
            self.pos += 1;
            return self.skip_value();
        }
        let name = self.own_name()?;
        let row = &self.module.classes[class];
        let known = match word.as_str() {
            "field" => (row.fields.iter()).any(|&f| self.module.fields[f].name == name),
            "const" => (row.consts.iter()).any(|&c| self.module.consts[c].name == name),
            "method" => (row.slots.iter()).any(|&s| self.module.slots[s].name == name),
            _ => return self.error_at(at, format!("no class member `{word}`")),
        };
        if !self.eat(':') {
            return match word.as_str() {
                "field" => self.error("expected `:`"),
                _ => self.skip_value(),
            };
        }
        if known {
            return self.error_at(name_at, format!("second {word} {name}"));
        }
        match word.as_str() {
            "field" => {
                let storage = self.storage()?;
                self.module.add_field(class, &name, storage);
                return Ok(());
            }
            "const" => {
                let ty = self.ty()?;
                self.module.add_const(class, &name, ty);
            }
            _ => {
                let sig = self.fn_type()?;
                self.module.add_slot(class, &name, sig);
            }
        }
        match self.peek() {
            Tok::Punct('=') => self.skip_value(),
            _ => Ok(()),
        }
    }

    fn skip_value(&mut self) -> Result<()> {
        self.expect('=')?;
        self.const_syntax().map(|_| ())
    }
}

// ---- constants, implementations, frozen objects
impl Parser {
    fn define(&mut self, decls: &[Decl]) -> Result<()> {
        for decl in decls {
            self.pos = decl.at;
            match decl.kind {
                Kind::Class(class) => self.class_values(class)?,
                Kind::Frozen(id) => self.frozen_body(id)?,
                Kind::Func(id) => {
                    let params = self.func_head(id)?;
                    if self.eat('{') {
                        self.func_body(id, params)?;
                    }
                    self.decl_end()?;
                }
                Kind::Extern(_) | Kind::Data(_) => {}
            }
        }
        Ok(())
    }

    fn class_values(&mut self, class: ClassId) -> Result<()> {
        while !self.eat('{') {
            self.pos += 1;
        }
        while !self.eat('}') {
            let word = self.word()?;
            let at = self.pos;
            let explicit = matches!(self.peek(), Tok::Name(_) | Tok::Member(..));
            match word.as_str() {
                "method" => {
                    let slot = match explicit {
                        true => self.member("method", |m, c, n| m.slot_named(c, n))?,
                        false => {
                            let name = self.own_name()?;
                            match self.module.slot_named(class, &name) {
                                Some(slot) => slot,
                                None => return self.error_at(at, format!("no method {name}")),
                            }
                        }
                    };
                    if self.eat(':') {
                        self.fn_type()?;
                    }
                    if self.eat('=') {
                        let func = self.func_id()?;
                        self.module.classes[class].methods.insert(slot, func);
                    }
                }
                "const" => {
                    let id = match explicit {
                        true => self.member("const", |m, c, n| m.const_named(c, n))?,
                        false => {
                            let name = self.own_name()?;
                            match self.module.const_named(class, &name) {
                                Some(id) => id,
                                None => return self.error_at(at, format!("no const {name}")),
                            }
                        }
                    };
                    if self.eat(':') {
                        self.ty()?;
                    }
                    if self.eat('=') {
                        let value = self.const_value()?;
                        self.module.classes[class].const_values.insert(id, value);
                    }
                }
                _ => {
                    self.own_name()?;
                    self.expect(':')?;
                    self.storage()?;
                }
            }
        }
        Ok(())
    }

    /// Skips a constant or `@function` without looking names up.
    fn const_syntax(&mut self) -> Result<()> {
        match self.next() {
            Tok::Int(_) | Tok::Float(_) | Tok::Name(_) | Tok::QuotedName(_) => Ok(()),
            Tok::Ident(word) if word == "null" => Ok(()),
            Tok::Ident(_) => self.name().map(|_| ()),
            _ => self.error_at(self.pos - 1, "expected a constant"),
        }
    }

    fn const_value(&mut self) -> Result<ConstValue> {
        let at = self.pos;
        Ok(match self.next() {
            Tok::Int(v) => ConstValue::Int(v),
            Tok::Float(v) => ConstValue::Float(v),
            Tok::Ident(word) => match word.as_str() {
                "null" => ConstValue::Null,
                "frozen" => ConstValue::Frozen(self.frozen_id()?),
                "data" => ConstValue::Data(self.data_id()?),
                "func" => ConstValue::Func(self.func_id()?),
                "class" => ConstValue::Class(self.class_id()?),
                _ => return self.error_at(at, format!("no constant `{word}`")),
            },
            _ => return self.error_at(at, "expected a constant"),
        })
    }

    fn frozen_body(&mut self, id: FrozenId) -> Result<()> {
        let mut body = self.module.frozen[id].body.clone();
        match &mut body {
            FrozenBody::Array { items, .. } => {
                while !self.eat('[') {
                    self.pos += 1;
                }
                *items = self.list(']', Self::const_value)?;
            }
            FrozenBody::Object { class, fields } => {
                self.expect(':')?;
                self.class_id()?;
                self.expect('{')?;
                let class = *class;
                *fields = self.list('}', |p| {
                    let at = p.pos;
                    let field = match p.peek() {
                        Tok::Name(_) | Tok::Member(..) => {
                            p.member("field", |m, c, n| m.field_named(c, n))?
                        }
                        _ => {
                            let name = p.own_name()?;
                            match p.module.field_named(class, &name) {
                                Some(field) => field,
                                None => return p.error_at(at, format!("no field {name}")),
                            }
                        }
                    };
                    p.expect('=')?;
                    Ok((field, p.const_value()?))
                })?;
            }
        }
        self.module.frozen[id].body = body;
        self.decl_end()
    }

    /// Parameters, result and attributes; answers the parameters' names.
    fn func_head(&mut self, id: FuncId) -> Result<Vec<(String, Type)>> {
        self.expect('(')?;
        let params = self.list(')', Self::param)?;
        let result = match self.eat_arrow() {
            true => Some(self.ty()?),
            false => None,
        };
        let types = params.iter().map(|&(_, ty)| ty).collect();
        self.module.funcs[id].sig = self.module.sig(types, result);
        let mut attrs = Attrs::default();
        loop {
            if self.eat_word("nothrow") {
                attrs.nothrow = true;
            } else if self.eat_word("cold") {
                attrs.cold = true;
            } else if self.eat_word("inline") {
                attrs.inline = true;
            } else if self.eat_word("noinline") {
                attrs.noinline = true;
            } else if self.eat_word("fetch") {
                attrs.fetch = true;
            } else if self.eat_word("handler") {
                let number = self.int()?;
                attrs.handler = match u8::try_from(number) {
                    Ok(number) => Some(number),
                    Err(_) => return self.error_at(self.pos - 1, "expected 0 to 255"),
                };
            } else {
                break;
            }
        }
        self.module.funcs[id].attrs = attrs;
        Ok(params)
    }

    fn param(&mut self) -> Result<(String, Type)> {
        match self.next() {
            Tok::Value(name) => {
                self.expect(':')?;
                Ok((name, self.ty()?))
            }
            _ => self.error_at(self.pos - 1, "expected %name: type"),
        }
    }
}
