//! The jar: stored entries (the resource is read as it is, start-up inflates nothing), the same bytes every time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Compiled;

/// Adds the compiled program, the runtime's classes and a manifest. `runtime` are (entry name, bytes).
pub fn jar(compiled: &Compiled, runtime: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let manifest = format!(
        "Manifest-Version: 1.0\r\nMain-Class: {}\r\nEnable-Native-Access: ALL-UNNAMED\r\n\r\n",
        compiled.main_class.replace('/', ".")
    );
    entry(&mut writer, "META-INF/MANIFEST.MF", manifest.as_bytes())?;
    for (name, bytes) in runtime {
        entry(&mut writer, name, bytes)?;
    }
    for (name, bytes) in &compiled.classes {
        entry(&mut writer, &format!("{name}.class"), bytes)?;
    }
    for (name, bytes) in &compiled.resources {
        entry(&mut writer, name, bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn entry(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
) -> zip::result::ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    writer.start_file(name, options)?;
    writer.write_all(bytes)?;
    Ok(())
}
