//! Start-up: functions that make type objects before the globals, and members and modules after them.

use crate::program::*;
use crate::types::FuncId;

impl<'a> Program<'a> {
    /// What runs before and after the initialisers of the globals.
    pub fn derive_startup(&mut self) -> (Option<FuncId>, Option<FuncId>) {
        (None, None)
    }
}
