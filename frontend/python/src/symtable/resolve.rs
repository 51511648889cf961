//! Second pass: where each name lives.
//!
//! Scopes are visited in the order of their creation, so a scope's own bindings are known before
//! the uses in the scopes inside it turn some of them into cells.

use super::{Place, ScopeId, ScopeKind, Symbol, SymbolTable, flag};
use crate::error::{Result, error};
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;

/// Names a class scope offers to the scopes inside it, although it is no function.
const CLASS_CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

pub(super) fn resolve(table: &mut SymbolTable) -> Result {
    for id in 0..table.scopes.len() {
        for index in 0..table.scopes[id].names.len() {
            let name = table.scopes[id].names[index].clone();
            let place = resolve_name(table, id, &name)?;
            if let Some(symbol) = table.scopes[id].symbols.get_mut(&name) {
                symbol.place = place;
            }
        }
    }
    for scope in &mut table.scopes {
        scope.free.sort();
        scope.free.dedup();
    }
    Ok(())
}

fn resolve_name(table: &mut SymbolTable, id: ScopeId, name: &Name) -> Result<Place> {
    let symbol = &table.scopes[id].symbols[name];
    let (flags, directive) = (symbol.flags, symbol.directive);
    if flags & flag::GLOBAL != 0 {
        if flags & flag::NONLOCAL != 0 {
            return Err(error(
                directive,
                format!("name '{name}' is nonlocal and global"),
            ));
        }
        return Ok(Place::GlobalExplicit);
    }
    if flags & flag::NONLOCAL != 0 {
        let Lookup::Owner(owner) = find_owner(table, id, name) else {
            return Err(error(
                directive,
                format!("no binding for nonlocal '{name}' found"),
            ));
        };
        let owner_flags = table.scopes[owner]
            .symbol(name)
            .map_or(0, |symbol| symbol.flags);
        if owner_flags & flag::TYPE_PARAM != 0 {
            let message = format!("nonlocal binding not allowed for type parameter '{name}'");
            return Err(error(directive, message));
        }
        return Ok(capture(table, id, owner, name));
    }
    if flags & flag::BOUND != 0 {
        return Ok(Place::Local);
    }
    if symbol.place == Place::Cell {
        return Ok(Place::Cell);
    }
    Ok(match find_owner(table, id, name) {
        Lookup::Owner(owner) => capture(table, id, owner, name),
        Lookup::Explicit => Place::GlobalExplicit,
        Lookup::Global => Place::GlobalImplicit,
    })
}

enum Lookup {
    Owner(ScopeId),
    /// An annotation scope whose class declares the name global.
    Explicit,
    Global,
}

fn find_owner(table: &SymbolTable, id: ScopeId, name: &Name) -> Lookup {
    let mut at = table.scopes[id].parent;
    let mut directly_in_class = table.scopes[id].sees_class;
    while let Some(id) = at {
        let scope = &table.scopes[id];
        let flags = scope.symbol(name).map_or(0, |symbol| symbol.flags);
        match scope.kind {
            ScopeKind::Module => return Lookup::Global,
            ScopeKind::Class => {
                if CLASS_CELLS.contains(&name.as_str()) && offers(table, id, name) {
                    return Lookup::Owner(id);
                }
                if directly_in_class && flags & flag::GLOBAL != 0 {
                    return Lookup::Explicit;
                }
                directly_in_class = false;
            }
            _ if flags & flag::GLOBAL != 0 => return Lookup::Global,
            _ if flags & flag::NONLOCAL != 0 => {}
            _ if flags & flag::BOUND != 0 => return Lookup::Owner(id),
            _ => {}
        }
        at = scope.parent;
    }
    Lookup::Global
}

fn offers(table: &SymbolTable, class: ScopeId, name: &Name) -> bool {
    name != "__conditional_annotations__" || table.scopes[class].has_conditional_annotations
}

/// Notes that `id` uses a name bound in `owner`.
fn capture(table: &mut SymbolTable, id: ScopeId, owner: ScopeId, name: &Name) -> Place {
    let owner_unit = table.scopes[owner].unit;
    let is_class = table.scopes[owner].kind == ScopeKind::Class;
    let mut unit = table.scopes[id].unit;
    if unit == owner_unit {
        return if is_class {
            Place::GlobalImplicit
        } else {
            Place::Outer(owner)
        };
    }
    while unit != owner_unit {
        table.scopes[unit].free.push(name.clone());
        let parent = table.scopes[unit]
            .parent
            .expect("the owner encloses the scope");
        unit = table.scopes[parent].unit;
    }
    if is_class {
        let scope = &mut table.scopes[owner];
        match name.as_str() {
            "__class__" => scope.needs_class_cell = true,
            "__classdict__" => scope.needs_classdict = true,
            _ => {}
        }
        return Place::Free;
    }
    mark_cell(table, owner, name);
    Place::Free
}

fn mark_cell(table: &mut SymbolTable, owner: ScopeId, name: &Name) {
    let symbol = table.scopes[owner]
        .symbols
        .entry(name.clone())
        .or_insert_with(|| Symbol {
            flags: 0,
            place: Place::Unresolved,
            directive: TextRange::default(),
        });
    symbol.place = Place::Cell;
}
