//! A type checker for bodies, because the CLR executes trusted code unverified: a wrong stack is a
//! crash there and a message here.
//!
//! It walks each body once, in order. A label's stack is the one of the first jump or fall-through
//! that reaches it; later arrivals must be assignable to it. Imported classes are opaque: any
//! reference is accepted where one of them is expected, if that reference's own type is imported.

use super::opcode::{Effect, Kind};
use super::stack::{ends_block, targets};
use super::{Body, Branch, Handler, Instr, Label, Op};
use crate::metadata::TypeHandle;
use crate::metadata::{Assembly, FieldHandle, MethodCode, MethodHandle, MethodSig, Type};

/// What an evaluation stack entry is known to be.
#[derive(Clone, PartialEq, Debug)]
enum Entry {
    I4,
    I8,
    Native,
    Float,
    Null,
    /// A runtime handle from `ldtoken`.
    Token,
    /// A reference, value type, or managed pointer of a declared type.
    Typed(Type),
}

/// Checks every IL body of `assembly`; returns one line per mistake.
pub fn check(assembly: &Assembly) -> Vec<String> {
    let mut errors = Vec::new();
    for (index, method) in assembly.methods.iter().enumerate() {
        let MethodCode::Il(body) = &method.code else {
            continue;
        };
        let args = argument_types(assembly, MethodHandle::Def(index as u32));
        let at_label = vec![None; body.label_count()];
        let mut checker = Checker {
            assembly,
            sig: &method.sig,
            body,
            args,
            at_label,
            stack: Vec::new(),
        };
        if let Err((at, message)) = checker.run() {
            let owner = assembly.type_name(TypeHandle::Def(method.owner));
            let instr = body.instrs.get(at);
            errors.push(format!(
                "{owner}::{} #{at} {instr:?}: {message}",
                method.name
            ));
        }
    }
    errors
}

fn argument_types(assembly: &Assembly, method: MethodHandle) -> Vec<Type> {
    let sig = assembly.method_sig(method);
    let this = sig
        .has_this
        .then(|| this_type(assembly, assembly.method_owner(method)));
    this.into_iter().chain(sig.params.iter().cloned()).collect()
}

fn this_type(assembly: &Assembly, owner: TypeHandle) -> Type {
    match owner {
        TypeHandle::Def(index) if assembly.types[index as usize].is_value => {
            Type::by_ref(Type::Value(owner))
        }
        TypeHandle::Spec(index) => assembly.type_specs[index as usize].clone(),
        _ if assembly.type_name(owner).ends_with("System.Object") => Type::Object,
        _ => Type::Class(owner),
    }
}

struct Checker<'a> {
    assembly: &'a Assembly,
    sig: &'a MethodSig,
    body: &'a Body,
    args: Vec<Type>,
    at_label: Vec<Option<Vec<Entry>>>,
    stack: Vec<Entry>,
}

type Checked<T = ()> = Result<T, String>;

impl Checker<'_> {
    fn run(&mut self) -> Result<(), (usize, String)> {
        for clause in &self.body.clauses {
            let entry = match clause.handler {
                Handler::Catch(class) => vec![Entry::Typed(Type::Class(class))],
                Handler::Finally | Handler::Fault => Vec::new(),
            };
            self.at_label[clause.handler_start.0 as usize] = Some(entry);
        }
        let mut reachable = true;
        // Labels seen since the last instruction that nothing reaches so far: loop heads entered
        // by a backward jump, with an empty stack (III.1.7.5).
        let mut only_backwards = false;
        for (index, instr) in self.body.instrs.iter().enumerate() {
            let at = |message| (index, message);
            if let Instr::Mark(label) = instr {
                if reachable {
                    self.join(*label).map_err(at)?;
                }
                let known = self.at_label[label.0 as usize].clone();
                reachable = known.is_some();
                only_backwards |= !reachable;
                self.stack = known.unwrap_or_default();
                continue;
            }
            if !reachable && !only_backwards {
                return Err(at("unreachable instruction without a label".to_owned()));
            }
            only_backwards = false;
            self.instr(instr).map_err(at)?;
            for &target in targets(instr) {
                self.join(target).map_err(at)?;
            }
            reachable = !ends_block(instr);
        }
        match reachable {
            true => Err((
                self.body.instrs.len(),
                "control runs off the end".to_owned(),
            )),
            false => Ok(()),
        }
    }

    fn join(&mut self, label: Label) -> Checked {
        let Some(known) = &self.at_label[label.0 as usize] else {
            self.at_label[label.0 as usize] = Some(self.stack.clone());
            return Ok(());
        };
        let fits = known.len() == self.stack.len()
            && self
                .stack
                .iter()
                .zip(known)
                .all(|(from, to)| self.entry_fits(from, to));
        match fits {
            true => Ok(()),
            false => Err(format!(
                "stack {:?} at {label:?}, where {known:?} is known",
                self.stack
            )),
        }
    }

    fn entry_fits(&self, from: &Entry, to: &Entry) -> bool {
        match (from, to) {
            (Entry::Null, Entry::Typed(ty)) => ty.is_reference(),
            (Entry::Token, Entry::Typed(Type::Value(TypeHandle::Ref(_)))) => true,
            (Entry::Typed(from), Entry::Typed(to)) => self.is_assignable(from, to),
            _ => from == to,
        }
    }

    fn instr(&mut self, instr: &Instr) -> Checked {
        match instr {
            Instr::Op(op) => self.op(*op)?,
            Instr::LdcI4(_) => self.stack.push(Entry::I4),
            Instr::LdcI8(_) => self.stack.push(Entry::I8),
            Instr::LdcR4(_) | Instr::LdcR8(_) => self.stack.push(Entry::Float),
            Instr::LdStr(_) => self.push(&Type::String),
            Instr::LdTokenField(_) | Instr::LdTokenType(_) => self.stack.push(Entry::Token),
            Instr::LdArg(index) => self.push(&self.slot(&self.args, *index)?),
            Instr::LdArga(index) => self.push(&Type::by_ref(self.slot(&self.args, *index)?)),
            Instr::StArg(index) => self.pop(&self.slot(&self.args, *index)?)?,
            Instr::LdLoc(index) => self.push(&self.slot(&self.body.locals, *index)?),
            Instr::LdLoca(index) => {
                self.push(&Type::by_ref(self.slot(&self.body.locals, *index)?));
            }
            Instr::StLoc(index) => self.pop(&self.slot(&self.body.locals, *index)?)?,
            Instr::Branch(branch, _) => self.branch(*branch)?,
            Instr::Switch(_) => self.pop(&Type::I4)?,
            Instr::Call(method) | Instr::CallVirt(method) => self.call(*method)?,
            Instr::NewObj(method) => self.new_object(*method)?,
            Instr::LdFtn(_) => self.stack.push(Entry::Native),
            Instr::LdFld(field) => self.field(*field, false)?,
            Instr::LdFlda(field) => self.field(*field, true)?,
            Instr::StFld(field) => {
                self.pop(&self.assembly.field_type(*field).clone())?;
                self.pop_owner(*field)?;
            }
            Instr::LdSFld(field) => self.push(&self.assembly.field_type(*field).clone()),
            Instr::StSFld(field) => self.pop(&self.assembly.field_type(*field).clone())?,
            Instr::Mark(_) => {}
            _ => self.typed(instr)?,
        }
        Ok(())
    }

    /// Instructions with a type operand.
    fn typed(&mut self, instr: &Instr) -> Checked {
        match instr {
            Instr::NewArr(ty) => {
                self.pop_index()?;
                self.push(&Type::array(ty.clone()));
            }
            Instr::LdElem(ty) => {
                self.pop_index()?;
                self.pop(&Type::array(ty.clone()))?;
                self.push(ty);
            }
            Instr::LdElema(ty) => {
                self.pop_index()?;
                self.pop(&Type::array(ty.clone()))?;
                self.push(&Type::by_ref(ty.clone()));
            }
            Instr::StElem(ty) => {
                self.pop(ty)?;
                self.pop_index()?;
                self.pop(&Type::array(ty.clone()))?;
            }
            Instr::LdObj(ty) => {
                self.pop(&Type::by_ref(ty.clone()))?;
                self.push(ty);
            }
            Instr::StObj(ty) => {
                self.pop(ty)?;
                self.pop(&Type::by_ref(ty.clone()))?;
            }
            Instr::InitObj(ty) => self.pop(&Type::by_ref(ty.clone()))?,
            Instr::IsInst(ty) | Instr::CastClass(ty) | Instr::Assume(ty) => {
                self.pop(&Type::Object)?;
                self.push(ty);
            }
            Instr::Box(ty) => {
                self.pop(ty)?;
                self.push(&Type::Object);
            }
            Instr::UnboxAny(ty) => {
                self.pop(&Type::Object)?;
                self.push(ty);
            }
            _ => unreachable!("il check: {instr:?} has no type operand"),
        }
        Ok(())
    }

    fn slot(&self, slots: &[Type], index: u16) -> Checked<Type> {
        slots
            .get(index as usize)
            .cloned()
            .ok_or_else(|| format!("no slot {index}"))
    }

    fn branch(&mut self, branch: Branch) -> Checked {
        match branch {
            Branch::Br => {}
            Branch::Leave => self.stack.clear(),
            Branch::BrFalse | Branch::BrTrue => match self.pop_any()? {
                Entry::Float => return Err("branch on a float".to_owned()),
                Entry::Typed(Type::Value(_)) => return Err("branch on a struct".to_owned()),
                _ => {}
            },
            Branch::Beq | Branch::BneUn => self.compare(true)?,
            _ => self.compare(false)?,
        }
        Ok(())
    }

    fn compare(&mut self, references: bool) -> Checked {
        let (right, left) = (self.pop_any()?, self.pop_any()?);
        let is_reference = |entry: &Entry| match entry {
            Entry::Null => true,
            Entry::Typed(ty) => ty.is_reference(),
            _ => false,
        };
        match (&left, &right) {
            _ if is_reference(&left) && is_reference(&right) && references => Ok(()),
            (Entry::Typed(_), _) | (Entry::Null, _) => Err(format!("{left:?} against {right:?}")),
            _ if left == right => Ok(()),
            _ => Err(format!("{left:?} against {right:?}")),
        }
    }

    fn op(&mut self, op: Op) -> Checked {
        match op.effect() {
            Effect::Nothing => {}
            Effect::Pop => drop(self.pop_any()?),
            Effect::Dup => {
                let top = self.pop_any()?;
                self.stack.extend([top.clone(), top]);
            }
            Effect::Binary | Effect::BinaryInt => self.binary(op)?,
            Effect::Shift => {
                self.pop(&Type::I4)?;
                let value = self.pop_number(op)?;
                self.stack.push(value);
            }
            Effect::Unary => {
                let value = self.pop_number(op)?;
                self.stack.push(value);
            }
            Effect::Compare => {
                self.compare(matches!(op, Op::Ceq | Op::CgtUn))?;
                self.stack.push(Entry::I4);
            }
            Effect::Convert(kind) => {
                self.pop_any()?;
                self.stack.push(kind_entry(kind));
            }
            Effect::PushNull => self.stack.push(Entry::Null),
            Effect::Length => match self.pop_any()? {
                Entry::Typed(Type::Array(_)) => self.stack.push(Entry::Native),
                other => return Err(format!("length of {other:?}")),
            },
            Effect::Load(kind) => {
                self.pop_pointer()?;
                self.stack.push(kind_entry(kind));
            }
            Effect::Store(_) => {
                self.pop_any()?;
                self.pop_pointer()?;
            }
            Effect::Return => {
                if self.sig.ret != Type::Void {
                    self.pop(&self.sig.ret.clone())?;
                }
                if !self.stack.is_empty() {
                    return Err(format!("{:?} left on the stack", self.stack));
                }
            }
            Effect::Throw => {
                self.pop(&Type::Object)?;
                self.stack.clear();
            }
            Effect::EndHandler => self.stack.clear(),
            Effect::LocAlloc => {
                self.pop_any()?;
                self.stack.push(Entry::Native);
            }
        }
        Ok(())
    }

    fn binary(&mut self, op: Op) -> Checked {
        let right = self.pop_number(op)?;
        let left = self.pop_number(op)?;
        if left != right {
            return Err(format!("{left:?} and {right:?}"));
        }
        self.stack.push(left);
        Ok(())
    }

    fn pop_number(&mut self, op: Op) -> Checked<Entry> {
        let entry = self.pop_any()?;
        let integers_only = matches!(op.effect(), Effect::BinaryInt | Effect::Shift);
        match entry {
            Entry::Float if integers_only || op == Op::Not => Err("integer op on a float".into()),
            Entry::I4 | Entry::I8 | Entry::Native | Entry::Float => Ok(entry),
            other => Err(format!("{other:?} is no number")),
        }
    }

    fn pop_pointer(&mut self) -> Checked {
        match self.pop_any()? {
            Entry::Native | Entry::Typed(Type::ByRef(_) | Type::Ptr(_)) => Ok(()),
            other => Err(format!("{other:?} is no pointer")),
        }
    }

    fn pop_index(&mut self) -> Checked {
        match self.pop_any()? {
            Entry::I4 | Entry::Native => Ok(()),
            other => Err(format!("{other:?} is no index")),
        }
    }

    fn call(&mut self, method: MethodHandle) -> Checked {
        let sig = self.assembly.method_sig(method);
        for param in sig.params.iter().rev() {
            self.pop(param)?;
        }
        if sig.has_this {
            self.pop_this(self.assembly.method_owner(method))?;
        }
        if sig.ret != Type::Void {
            self.push(&sig.ret);
        }
        Ok(())
    }

    fn new_object(&mut self, method: MethodHandle) -> Checked {
        for param in self.assembly.method_sig(method).params.iter().rev() {
            self.pop(param)?;
        }
        let owner = self.assembly.method_owner(method);
        match this_type(self.assembly, owner) {
            Type::ByRef(value) => self.push(&value),
            class => self.push(&class),
        }
        Ok(())
    }

    fn field(&mut self, field: FieldHandle, address: bool) -> Checked {
        self.pop_owner(field)?;
        let ty = self.assembly.field_type(field).clone();
        self.push(&if address { Type::by_ref(ty) } else { ty });
        Ok(())
    }

    fn pop_owner(&mut self, field: FieldHandle) -> Checked {
        self.pop_this(self.assembly.field_owner(field))
    }

    /// Pops an object or pointer on which a member of `owner` can act.
    fn pop_this(&mut self, owner: TypeHandle) -> Checked {
        match self.pop_any()? {
            Entry::Typed(Type::ByRef(target)) if target.handle() == Some(owner) => Ok(()),
            Entry::Typed(Type::Value(handle)) if handle == owner => Ok(()),
            Entry::Null => Err("member access on ldnull".to_owned()),
            Entry::Typed(ty) if self.is_assignable(&ty, &this_type(self.assembly, owner)) => Ok(()),
            other => {
                let owner = self.assembly.type_name(owner);
                Err(format!("{other:?} has no members of {owner}"))
            }
        }
    }

    fn push(&mut self, ty: &Type) {
        self.stack.push(entry(ty));
    }

    fn pop_any(&mut self) -> Checked<Entry> {
        self.stack.pop().ok_or_else(|| "stack underflow".to_owned())
    }

    fn pop(&mut self, ty: &Type) -> Checked {
        let found = self.pop_any()?;
        match self.entry_fits(&found, &entry(ty)) {
            true => Ok(()),
            false => {
                let found = match &found {
                    Entry::Typed(ty) => self.assembly.display_type(ty),
                    other => format!("{other:?}"),
                };
                Err(format!(
                    "{found} where {} is expected",
                    self.assembly.display_type(ty)
                ))
            }
        }
    }

    fn is_assignable(&self, from: &Type, to: &Type) -> bool {
        match (from, to) {
            _ if from == to => true,
            (_, Type::Object) => from.is_reference(),
            (Type::Class(from), Type::Class(to)) => self.is_subclass(*from, *to),
            // An element may be read as its unsigned or signed twin (III.4.8).
            (Type::Array(from), Type::Array(to)) => {
                **from == Type::I1 && **to == Type::U1 || **from == Type::I2 && **to == Type::U2
            }
            // Every array is a System.Array, which only an imported type can name.
            (Type::Array(_), Type::Class(TypeHandle::Ref(_))) => true,
            (Type::Inst(..), Type::Class(TypeHandle::Ref(_))) => true,
            _ => false,
        }
    }

    fn is_subclass(&self, mut from: TypeHandle, to: TypeHandle) -> bool {
        loop {
            match from {
                _ if from == to => return true,
                TypeHandle::Def(index) => {
                    let def = &self.assembly.types[index as usize];
                    if def.interfaces.contains(&to) {
                        return true;
                    }
                    match def.base {
                        Some(base) => from = base,
                        None => return false,
                    }
                }
                TypeHandle::Ref(_) | TypeHandle::Spec(_) => {
                    return matches!(to, TypeHandle::Ref(_)) && !self.is_object(from);
                }
            }
        }
    }

    fn is_object(&self, handle: TypeHandle) -> bool {
        self.assembly.type_name(handle) == "[mscorlib]System.Object"
    }
}

fn entry(ty: &Type) -> Entry {
    match ty {
        Type::Bool
        | Type::Char
        | Type::I1
        | Type::U1
        | Type::I2
        | Type::U2
        | Type::I4
        | Type::U4 => Entry::I4,
        Type::I8 | Type::U8 => Entry::I8,
        Type::R4 | Type::R8 => Entry::Float,
        Type::I | Type::U | Type::Ptr(_) => Entry::Native,
        _ => Entry::Typed(ty.clone()),
    }
}

fn kind_entry(kind: Kind) -> Entry {
    match kind {
        Kind::I4 => Entry::I4,
        Kind::I8 => Entry::I8,
        Kind::Native => Entry::Native,
        Kind::Float => Entry::Float,
        Kind::Reference => Entry::Typed(Type::Object),
    }
}
