//! The compiler for C callers: P/Invoke on .NET and, through JNI's function table, the JVM.
//!
//! `kaa_compile` gives a block of bytes (`docs/bytecode.md` section 10) that the caller returns to
//! `kaa_compile_free`.
//! A panic never crosses the boundary: it becomes the answer of a SystemError with the panic's
//! message.

use crate::error::{ErrorKind, SyntaxErrorInfo};
use crate::record::{compile_to_record, error_record};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn compile_guarded(source: &[u8], filename: &[u8], mode: i32, flags: i32) -> Vec<u8> {
    let run = AssertUnwindSafe(|| compile_to_record(source, filename, mode, flags));
    catch_unwind(run).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("unknown panic");
        let name = String::from_utf8_lossy(filename);
        error_record(&SyntaxErrorInfo::bare(ErrorKind::SystemError, text, &name))
    })
}

/// The bytes of a caller's array; null stands for an empty one.
///
/// # Safety
/// `data` is null or points to `size` readable bytes that do not change during `'a`.
unsafe fn bytes<'a>(data: *const u8, size: usize) -> &'a [u8] {
    if data.is_null() || size == 0 {
        return &[];
    }
    // SAFETY: the caller promises `size` readable bytes.
    unsafe { std::slice::from_raw_parts(data, size) }
}

/// Compiles. `mode`: 0 exec, 1 eval, 2 single; `flags` as in `docs/bytecode.md` section 10.
/// The answer is a block of `*out_size` bytes to be given to `kaa_compile_free`.
///
/// # Safety
/// `source` and `name` point to `source_size` and `name_size` readable bytes (or are null with size
/// 0);
/// `out_size` points to a writable word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_compile(
    source: *const u8,
    source_size: usize,
    name: *const u8,
    name_size: usize,
    mode: i32,
    flags: i32,
    out_size: *mut usize,
) -> *mut u8 {
    // SAFETY: promised by the caller.
    let (source, name) = unsafe { (bytes(source, source_size), bytes(name, name_size)) };
    let record = compile_guarded(source, name, mode, flags).into_boxed_slice();
    // SAFETY: promised by the caller.
    unsafe { *out_size = record.len() };
    Box::into_raw(record).cast()
}

/// Gives back the block of `kaa_compile`.
///
/// # Safety
/// `block` and `size` are what one call of `kaa_compile` answered, and are given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_compile_free(block: *mut u8, size: usize) {
    if block.is_null() {
        return;
    }
    let slice = std::ptr::slice_from_raw_parts_mut(block, size);
    // SAFETY: the block came from `Box::into_raw` of a boxed slice of this size.
    drop(unsafe { Box::from_raw(slice) });
}

/// JNI's environment: a pointer to its table of functions, of which four are used.
type JniEnv = *const *const *const c_void;

/// Places of the functions in JNI's table (JNI specification, chapter 4).
const GET_ARRAY_LENGTH: usize = 171;
const NEW_BYTE_ARRAY: usize = 176;
const GET_BYTE_ARRAY_REGION: usize = 200;
const SET_BYTE_ARRAY_REGION: usize = 208;

type ArrayLength = unsafe extern "system" fn(JniEnv, *mut c_void) -> i32;
type NewByteArray = unsafe extern "system" fn(JniEnv, i32) -> *mut c_void;
type GetRegion = unsafe extern "system" fn(JniEnv, *mut c_void, i32, i32, *mut u8);
type SetRegion = unsafe extern "system" fn(JniEnv, *mut c_void, i32, i32, *const u8);

/// A function of JNI's table.
///
/// # Safety
/// `env` is a valid JNI environment and `F` is the type of the function at `index`.
unsafe fn jni<F: Copy>(env: JniEnv, index: usize) -> F {
    // SAFETY: the table has more than 230 entries, all function pointers, of which `F` is one.
    unsafe { std::mem::transmute_copy(&*(*env).add(index)) }
}

/// A copy of a Java byte array.
///
/// # Safety
/// `env` is a valid JNI environment of this thread and `array` a reference to a byte array.
unsafe fn java_bytes(env: JniEnv, array: *mut c_void) -> Vec<u8> {
    // SAFETY: the indexes and types are those of the JNI specification; the region is the whole
    // array.
    unsafe {
        let length = jni::<ArrayLength>(env, GET_ARRAY_LENGTH)(env, array);
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        jni::<GetRegion>(env, GET_BYTE_ARRAY_REGION)(env, array, 0, length, bytes.as_mut_ptr());
        bytes
    }
}

/// `kaa.rt.Compiler.compile`.
///
/// # Safety
/// Called by a JVM with arguments as the native method declares them.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_kaa_rt_Compiler_compile(
    env: JniEnv,
    _class: *mut c_void,
    source: *mut c_void,
    filename: *mut c_void,
    mode: i32,
    flags: i32,
) -> *mut c_void {
    // SAFETY: the JVM passes its environment and two byte arrays.
    let (source, filename) = unsafe { (java_bytes(env, source), java_bytes(env, filename)) };
    let record = compile_guarded(&source, &filename, mode, flags);
    let length = i32::try_from(record.len()).unwrap_or(i32::MAX);
    // SAFETY: as above; the region is the whole new array. Null means a pending OutOfMemoryError.
    unsafe {
        let array = jni::<NewByteArray>(env, NEW_BYTE_ARRAY)(env, length);
        if !array.is_null() {
            let set = jni::<SetRegion>(env, SET_BYTE_ARRAY_REGION);
            set(env, array, 0, length, record.as_ptr());
        }
        array
    }
}

#[cfg(test)]
mod tests {
    use super::{kaa_compile, kaa_compile_free};

    #[test]
    fn a_block_comes_and_goes() {
        let (source, name) = (b"x = 1\n", b"a.py");
        let mut size = 0;
        // SAFETY: the pointers and sizes belong together, and the block is freed once.
        unsafe {
            let block = kaa_compile(
                source.as_ptr(),
                source.len(),
                name.as_ptr(),
                name.len(),
                0,
                0,
                &mut size,
            );
            let answer = std::slice::from_raw_parts(block, size);
            assert_eq!(&answer[5..9], b"KAAC");
            kaa_compile_free(block, size);
        }
    }
}
