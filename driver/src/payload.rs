//! A compiled program carried at the end of an executable: code object, its length (u64, little-endian), mark.

use std::io::{Read, Seek, SeekFrom};

const MARK: &[u8; 8] = b"KAAMAIN1";

/// The executable's bytes with the program behind them.
pub fn append(mut executable: Vec<u8>, program: &[u8]) -> Vec<u8> {
    executable.extend_from_slice(program);
    executable.extend_from_slice(&(program.len() as u64).to_le_bytes());
    executable.extend_from_slice(MARK);
    executable
}

/// The program that an executable carries; `None` if it has none or cannot be read.
pub fn read(executable: &std::path::Path) -> Option<Vec<u8>> {
    let mut file = std::fs::File::open(executable).ok()?;
    let end = file.seek(SeekFrom::End(-16)).ok()?;
    let mut trailer = [0; 16];
    file.read_exact(&mut trailer).ok()?;
    if &trailer[8..] != MARK {
        return None;
    }
    let len = u64::from_le_bytes(trailer[..8].try_into().ok()?);
    file.seek(SeekFrom::Start(end.checked_sub(len)?)).ok()?;
    let mut program = vec![0; usize::try_from(len).ok()?];
    file.read_exact(&mut program).ok()?;
    Some(program)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_appended_is_read() {
        let path = std::env::temp_dir().join(format!("kaa-payload-{}", std::process::id()));
        std::fs::write(&path, super::append(b"executable".to_vec(), b"program"))
            .expect("temporary folder");
        assert_eq!(super::read(&path).as_deref(), Some(&b"program"[..]));
        std::fs::write(&path, b"an executable without one").expect("temporary folder");
        assert_eq!(super::read(&path), None);
        std::fs::remove_file(&path).expect("it was there");
    }
}
