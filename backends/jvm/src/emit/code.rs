//! Classes of static methods, one for each source file.

use kaa_ir::FuncId;

use crate::Error;
use crate::asm::class::HUGE_METHOD;
use crate::asm::{Access, ClassBuilder};
use crate::image::Image;
use crate::lower::lower_function;
use crate::names::{CodeClass, Names};

/// The class file.
pub fn emit(
    names: &Names,
    image: &Image,
    code_class: &CodeClass,
    errors: &mut Vec<Error>,
) -> (String, Vec<u8>) {
    let access = Access::PUBLIC | Access::FINAL;
    let mut class = ClassBuilder::new(access, &code_class.name, "java/lang/Object");
    if let Some(file) = code_class.file {
        class.source_file(&names.module.files[file as usize]);
    }
    for &id in &code_class.funcs {
        emit_function(names, image, code_class, id, &mut class, errors);
    }
    (code_class.name.clone(), class.finish())
}

fn emit_function(
    names: &Names,
    image: &Image,
    code_class: &CodeClass,
    id: FuncId,
    class: &mut ClassBuilder,
    errors: &mut Vec<Error>,
) {
    let func = &names.module.funcs[id];
    let function = func.name.clone();
    if func.is_declaration() {
        return errors.push(Error::new(&function, "has no body".into()));
    }
    let site = names.site(id);
    let width = 1 + crate::asm::types::params_width(&site.descriptor);
    if width > 255 {
        return errors.push(Error::new(
            &function,
            format!("{width} parameter slots; the JVM has 255"),
        ));
    }
    let access = Access::PUBLIC | Access::STATIC;
    let file = code_class.file;
    let size = class.method(access, &site.method, &site.descriptor, |code| {
        lower_function(names, image, id, file, code);
    });
    let bytes = size.unwrap_or_else(|bytes| bytes);
    if bytes > HUGE_METHOD {
        let message = format!("{bytes} bytes of code; HotSpot compiles up to {HUGE_METHOD}");
        errors.push(Error::new(&function, message));
    }
}
