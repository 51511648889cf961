//! Machine code of functions from earlier compilations: a function whose CLIF is the same is not compiled again.
//!
//! The key is a hash of the CLIF with all that it depends on (layout facts are numbers in it), so the lowering itself may
//! change freely. Names of functions and places in data objects are no part of it: the code refers to them by relocations,
//! which are resolved anew. One file holds what the last compilation used; a damaged or foreign file counts as empty.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cranelift_codegen::FinalizedMachReloc;
use cranelift_codegen::FinalizedRelocTarget;
use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::ir::{ExternalName, Function, UserExternalNameRef};
use cranelift_codegen::isa::TargetIsa;
use rustc_hash::FxHashMap;

use crate::tables::Site;

const MARK: &[u8; 8] = b"KAACODE1";

/// What the compiler made of one function, before its names are resolved.
#[derive(Clone, PartialEq, Debug)]
pub struct Code {
    pub bytes: Vec<u8>,
    pub alignment: u64,
    pub relocs: Vec<FinalizedMachReloc>,
    pub sites: Vec<Site>,
}

/// How many functions were found, and how many had to be compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub reused: usize,
    pub compiled: usize,
}

/// The cache of one file during one compilation; threads share it.
pub struct Cache {
    path: PathBuf,
    machine: u128,
    old: Vec<u8>,
    places: FxHashMap<u128, (usize, usize)>,
    kept: Mutex<Vec<(u128, Vec<u8>)>>,
    reused: AtomicUsize,
    compiled: AtomicUsize,
}

/// Two of the standard library's hashes, so that different functions do not meet by chance.
struct Wide(DefaultHasher, DefaultHasher);

impl Wide {
    fn new() -> Wide {
        let mut second = DefaultHasher::new();
        second.write_u64(0x9e37_79b9_7f4a_7c15);
        Wide(DefaultHasher::new(), second)
    }
    fn value(&self) -> u128 {
        u128::from(self.0.finish()) << 64 | u128::from(self.1.finish())
    }
}

impl Hasher for Wide {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
        self.1.write(bytes);
    }
}

/// The key of a function that is ready to be compiled.
pub fn key(func: &Function) -> u128 {
    let mut wide = Wide::new();
    func.stencil.hash(&mut wide);
    wide.value()
}

impl Cache {
    pub fn open(path: &Path, isa: &dyn TargetIsa) -> Cache {
        let mut wide = Wide::new();
        cranelift_codegen::VERSION.hash(&mut wide);
        isa.triple().to_string().hash(&mut wide);
        isa.flags().to_string().hash(&mut wide);
        for flag in isa.isa_flags() {
            flag.to_string().hash(&mut wide);
        }
        let mut cache = Cache {
            path: path.to_owned(),
            machine: wide.value(),
            old: std::fs::read(path).unwrap_or_default(),
            places: FxHashMap::default(),
            kept: Mutex::default(),
            reused: AtomicUsize::new(0),
            compiled: AtomicUsize::new(0),
        };
        cache.places = cache.index().unwrap_or_default();
        cache
    }

    fn index(&self) -> Option<FxHashMap<u128, (usize, usize)>> {
        let mut reader = Reader(&self.old);
        if reader.take(MARK.len())? != MARK || reader.u128()? != self.machine {
            return None;
        }
        let count = reader.u32()?;
        let mut places = FxHashMap::default();
        for _ in 0..count {
            let (key, size) = (reader.u128()?, reader.u32()? as usize);
            let start = self.old.len() - reader.0.len();
            reader.take(size)?;
            places.insert(key, (start, size));
        }
        reader.0.is_empty().then_some(places)
    }

    /// The code of an earlier compilation.
    pub fn find(&self, key: u128) -> Option<Code> {
        let &(start, size) = self.places.get(&key)?;
        let bytes = &self.old[start..start + size];
        let code = decode(bytes)?;
        self.reused.fetch_add(1, Ordering::Relaxed);
        self.keep(key, bytes.to_vec());
        Some(code)
    }

    /// Takes what was compiled, if it has a form that the file can hold.
    pub fn store(&self, key: u128, code: &Code) {
        self.compiled.fetch_add(1, Ordering::Relaxed);
        if let Some(bytes) = encode(code) {
            self.keep(key, bytes);
        }
    }

    fn keep(&self, key: u128, bytes: Vec<u8>) {
        let mut kept = self.kept.lock().expect("no thread panics with the lock");
        kept.push((key, bytes));
    }

    /// Writes what was used, if anything is new. A file that cannot be written is no error: the next time is slower.
    pub fn finish(self) -> Counts {
        let counts = Counts {
            reused: self.reused.into_inner(),
            compiled: self.compiled.into_inner(),
        };
        if counts.compiled == 0 {
            return counts;
        }
        let mut kept = self
            .kept
            .into_inner()
            .expect("no thread panics with the lock");
        kept.sort_by_key(|entry| entry.0);
        kept.dedup_by_key(|entry| entry.0);
        let mut out = MARK.to_vec();
        out.extend(self.machine.to_le_bytes());
        out.extend((kept.len() as u32).to_le_bytes());
        for (key, bytes) in kept {
            out.extend(key.to_le_bytes());
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend(bytes);
        }
        let fresh = self.path.with_extension("new");
        if std::fs::write(&fresh, out).is_ok() {
            let _ = std::fs::rename(&fresh, &self.path);
        }
        counts
    }
}

/// Kinds of relocations by their numbers in the file; a function with another one is not kept.
const KINDS: [Reloc; 6] = [
    Reloc::Abs4,
    Reloc::Abs8,
    Reloc::X86PCRel4,
    Reloc::X86CallPCRel4,
    Reloc::X86CallPLTRel4,
    Reloc::X86GOTPCRel4,
];

fn encode(code: &Code) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(code.bytes.len() + 64);
    let mut put = |value: u32| out.extend(value.to_le_bytes());
    put(code.alignment as u32);
    put(code.relocs.len() as u32);
    put(code.sites.len() as u32);
    for reloc in &code.relocs {
        let kind = KINDS.iter().position(|k| *k == reloc.kind)?;
        let (is_own, target) = match reloc.target {
            FinalizedRelocTarget::ExternalName(ExternalName::User(name)) => (0, name.as_u32()),
            FinalizedRelocTarget::Func(offset) => (1, offset),
            _ => return None,
        };
        put(reloc.offset);
        put(kind as u32 * 2 + is_own);
        put(target);
        put(reloc.addend as u64 as u32);
        put((reloc.addend as u64 >> 32) as u32);
    }
    for site in &code.sites {
        put(site.offset);
        put(site.frame);
        put(site.slots.len() as u32);
        site.slots.iter().for_each(|&slot| put(slot));
    }
    out.extend(&code.bytes);
    Some(out)
}

fn decode(bytes: &[u8]) -> Option<Code> {
    let mut reader = Reader(bytes);
    let alignment = u64::from(reader.u32()?);
    let (n_relocs, n_sites) = (reader.u32()?, reader.u32()?);
    let mut relocs = Vec::new();
    for _ in 0..n_relocs {
        let (offset, word, target) = (reader.u32()?, reader.u32()?, reader.u32()?);
        let addend = u64::from(reader.u32()?) | u64::from(reader.u32()?) << 32;
        relocs.push(FinalizedMachReloc {
            offset,
            kind: *KINDS.get(word as usize / 2)?,
            target: match word % 2 {
                0 => FinalizedRelocTarget::ExternalName(ExternalName::User(
                    UserExternalNameRef::from_u32(target),
                )),
                _ => FinalizedRelocTarget::Func(target),
            },
            addend: addend as i64,
        });
    }
    let mut sites = Vec::new();
    for _ in 0..n_sites {
        let (offset, frame, n_slots) = (reader.u32()?, reader.u32()?, reader.u32()?);
        let slots = (0..n_slots).map(|_| reader.u32()).collect::<Option<_>>()?;
        sites.push(Site {
            offset,
            frame,
            slots,
        });
    }
    Some(Code {
        bytes: reader.0.to_vec(),
        alignment,
        relocs,
        sites,
    })
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }
    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
    fn u128(&mut self) -> Option<u128> {
        Some(u128::from_le_bytes(self.take(16)?.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Code {
        let reloc = |offset, target| FinalizedMachReloc {
            offset,
            kind: Reloc::X86CallPCRel4,
            target,
            addend: -4,
        };
        let name = ExternalName::User(UserExternalNameRef::from_u32(3));
        Code {
            bytes: vec![1, 2, 3],
            alignment: 16,
            relocs: vec![
                reloc(7, FinalizedRelocTarget::ExternalName(name)),
                reloc(9, FinalizedRelocTarget::Func(2)),
            ],
            sites: vec![Site {
                offset: 5,
                frame: 32,
                slots: vec![0, 8],
            }],
        }
    }

    #[test]
    fn code_comes_back() {
        let bytes = encode(&sample()).expect("all kinds are known");
        assert_eq!(decode(&bytes), Some(sample()));
        assert_eq!(decode(&bytes[..10]), None);
    }

    #[test]
    fn a_file_is_read_back_and_a_damaged_one_is_empty() {
        let isa = crate::target::host(false).expect("this machine");
        let path = std::env::temp_dir().join(format!("kaa-code-{}", std::process::id()));
        let cache = Cache::open(&path, &*isa);
        assert_eq!(cache.find(1), None);
        cache.store(1, &sample());
        assert_eq!(
            cache.finish(),
            Counts {
                reused: 0,
                compiled: 1
            }
        );
        let cache = Cache::open(&path, &*isa);
        assert_eq!(cache.find(1), Some(sample()));
        assert_eq!(cache.find(2), None);
        assert_eq!(
            cache.finish(),
            Counts {
                reused: 1,
                compiled: 0
            }
        );
        let bytes = std::fs::read(&path).expect("written above");
        std::fs::write(&path, &bytes[..bytes.len() - 1]).expect("writable");
        assert_eq!(Cache::open(&path, &*isa).find(1), None);
        std::fs::remove_file(&path).expect("written above");
    }
}
