//! Dense sets of values.

use kaa_ir::Value;
use kaa_ir::entity::Entity;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueSet {
    words: Vec<u64>,
}

impl ValueSet {
    pub fn new(n_values: usize) -> Self {
        ValueSet {
            words: vec![0; n_values.div_ceil(64)],
        }
    }
    pub fn contains(&self, value: Value) -> bool {
        self.words[value.index() / 64] >> (value.index() % 64) & 1 != 0
    }
    /// True if the value was not yet in the set.
    pub fn insert(&mut self, value: Value) -> bool {
        let word = &mut self.words[value.index() / 64];
        let before = *word;
        *word |= 1 << (value.index() % 64);
        before != *word
    }
    pub fn remove(&mut self, value: Value) {
        self.words[value.index() / 64] &= !(1 << (value.index() % 64));
    }
    /// True if something was added.
    pub fn union_with(&mut self, other: &ValueSet) -> bool {
        let mut changed = false;
        for (word, &more) in self.words.iter_mut().zip(&other.words) {
            changed |= more & !*word != 0;
            *word |= more;
        }
        changed
    }
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 != 0)
                .map(move |bit| Value::from_index(at * 64 + bit))
        })
    }
}
