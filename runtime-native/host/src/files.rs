//! Files and descriptors.

use crate::{c_path, checked, checked32, errno};

pub fn fs_open(path: &[u8], flags: i32, mode: i32) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::open(c_path(path).as_ptr(), flags | libc::O_CLOEXEC, mode) })
}

pub fn fs_close(fd: i32) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::close(fd) })
}

/// The range of a buffer that a call names, or none if it is not inside.
fn range(len: usize, start: i32, n: i32) -> Option<std::ops::Range<usize>> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(usize::try_from(n).ok()?)?;
    (end <= len).then_some(start..end)
}

pub fn fs_read(fd: i32, into: &mut [u8], start: i32, n: i32) -> i32 {
    let Some(range) = range(into.len(), start, n) else {
        return -libc::EINVAL;
    };
    let buffer = &mut into[range];
    // SAFETY: the buffer is valid for its length.
    checked(unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) } as i64) as i32
}

pub fn fs_write(fd: i32, from: &[u8], start: i32, n: i32) -> i32 {
    let Some(range) = range(from.len(), start, n) else {
        return -libc::EINVAL;
    };
    let buffer = &from[range];
    // SAFETY: the buffer is valid for its length.
    checked(unsafe { libc::write(fd, buffer.as_ptr().cast(), buffer.len()) } as i64) as i32
}

pub fn fs_seek(fd: i32, offset: i64, whence: i32) -> i64 {
    // SAFETY: no memory is passed.
    checked(unsafe { libc::lseek(fd, offset, whence) })
}

pub fn fs_truncate(fd: i32, size: i64) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::ftruncate(fd, size) })
}

pub fn fs_sync(fd: i32) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::fsync(fd) })
}

pub fn fs_dup(fd: i32) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })
}

pub fn fs_dup2(fd: i32, fd2: i32, inheritable: bool) -> i32 {
    // dup3 refuses equal descriptors, dup2 leaves them as they are.
    if fd == fd2 {
        let known = fs_inheritable(fd, -1);
        return if known < 0 { known } else { fd2 };
    }
    let flags = if inheritable { 0 } else { libc::O_CLOEXEC };
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::dup3(fd, fd2, flags) })
}

pub fn fs_inheritable(fd: i32, how: i32) -> i32 {
    // SAFETY: no memory is passed.
    let flags = checked32(unsafe { libc::fcntl(fd, libc::F_GETFD) });
    if flags < 0 {
        return flags;
    }
    match how {
        -1 => i32::from(flags & libc::FD_CLOEXEC == 0),
        _ => {
            let own = if how == 0 { libc::FD_CLOEXEC } else { 0 };
            let flags = flags & !libc::FD_CLOEXEC | own;
            // SAFETY: no memory is passed.
            checked32(unsafe { libc::fcntl(fd, libc::F_SETFD, flags) })
        }
    }
}

pub fn fs_pipe(out: &mut [i64]) -> i32 {
    let mut ends = [0; 2];
    // SAFETY: there is place for two descriptors.
    let result = unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) };
    for (place, end) in out.iter_mut().zip(ends) {
        *place = end.into();
    }
    checked32(result)
}

pub fn fs_poll(fds: &mut [i64], timeout_ms: i32) -> i32 {
    let mut list: Vec<libc::pollfd> = fds
        .chunks_exact(3)
        .map(|entry| libc::pollfd {
            fd: entry[0] as i32,
            events: entry[1] as i16,
            revents: 0,
        })
        .collect();
    // SAFETY: the list is valid for its length.
    let result = unsafe { libc::poll(list.as_mut_ptr(), list.len() as libc::nfds_t, timeout_ms) };
    for (entry, polled) in fds.chunks_exact_mut(3).zip(&list) {
        entry[2] = polled.revents.into();
    }
    checked32(result)
}

pub fn fs_isatty(fd: i32) -> bool {
    // SAFETY: no memory is passed.
    unsafe { libc::isatty(fd) == 1 }
}

fn fill(status: &libc::stat, out: &mut [i64]) {
    let ns = |seconds: i64, rest: i64| seconds * 1_000_000_000 + rest;
    let fields = [
        status.st_mode.into(),
        status.st_ino as i64,
        status.st_dev as i64,
        status.st_nlink as i64,
        status.st_uid.into(),
        status.st_gid.into(),
        status.st_size,
        ns(status.st_atime, status.st_atime_nsec),
        ns(status.st_mtime, status.st_mtime_nsec),
        ns(status.st_ctime, status.st_ctime_nsec),
        status.st_blksize,
        status.st_blocks,
        status.st_rdev as i64,
    ];
    for (place, field) in out.iter_mut().zip(fields) {
        *place = field;
    }
}

pub fn fs_stat(path: &[u8], follow: bool, out: &mut [i64]) -> i32 {
    // SAFETY: all-zero is a valid stat.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    let path = c_path(path);
    // SAFETY: path and place are valid.
    let result = unsafe {
        if follow {
            libc::stat(path.as_ptr(), &mut status)
        } else {
            libc::lstat(path.as_ptr(), &mut status)
        }
    };
    fill(&status, out);
    checked32(result)
}

pub fn fs_fstat(fd: i32, out: &mut [i64]) -> i32 {
    // SAFETY: all-zero is a valid stat.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the place is valid.
    let result = unsafe { libc::fstat(fd, &mut status) };
    fill(&status, out);
    checked32(result)
}

fn os_path(path: &[u8]) -> &std::path::Path {
    use std::os::unix::ffi::OsStrExt;
    std::path::Path::new(std::ffi::OsStr::from_bytes(path))
}

/// The value, or null with errno in the first place.
fn or_error<T>(result: std::io::Result<T>, error: &mut [i64]) -> Option<T> {
    result
        .map_err(|e| error[0] = e.raw_os_error().unwrap_or(libc::EIO).into())
        .ok()
}

pub fn fs_listdir(path: &[u8], error: &mut [i64]) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    let mut out = Vec::new();
    for entry in or_error(std::fs::read_dir(os_path(path)), error)? {
        out.extend_from_slice(or_error(entry, error)?.file_name().as_bytes());
        out.push(0);
    }
    Some(out)
}

pub fn fs_mkdir(path: &[u8], mode: i32) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::mkdir(c_path(path).as_ptr(), mode as u32) })
}

pub fn fs_rmdir(path: &[u8]) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::rmdir(c_path(path).as_ptr()) })
}

pub fn fs_unlink(path: &[u8]) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::unlink(c_path(path).as_ptr()) })
}

pub fn fs_rename(old: &[u8], new: &[u8]) -> i32 {
    // SAFETY: the paths are NUL-terminated.
    checked32(unsafe { libc::rename(c_path(old).as_ptr(), c_path(new).as_ptr()) })
}

pub fn fs_link(old: &[u8], new: &[u8]) -> i32 {
    // SAFETY: the paths are NUL-terminated.
    checked32(unsafe { libc::link(c_path(old).as_ptr(), c_path(new).as_ptr()) })
}

pub fn fs_symlink(target: &[u8], path: &[u8]) -> i32 {
    // SAFETY: the paths are NUL-terminated.
    checked32(unsafe { libc::symlink(c_path(target).as_ptr(), c_path(path).as_ptr()) })
}

pub fn fs_readlink(path: &[u8], error: &mut [i64]) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStringExt;
    let target = or_error(std::fs::read_link(os_path(path)), error)?;
    Some(target.into_os_string().into_vec())
}

pub fn fs_chmod(path: &[u8], mode: i32) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::chmod(c_path(path).as_ptr(), mode as u32) })
}

pub fn fs_fchmod(fd: i32, mode: i32) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::fchmod(fd, mode as u32) })
}

pub fn fs_chown(path: &[u8], uid: i32, gid: i32, follow: bool) -> i32 {
    let call = if follow { libc::chown } else { libc::lchown };
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { call(c_path(path).as_ptr(), uid as u32, gid as u32) })
}

pub fn fs_umask(mask: i32) -> i32 {
    // SAFETY: no memory is passed.
    unsafe { libc::umask(mask as u32) as i32 }
}

pub fn fs_utime(path: &[u8], atime_ns: i64, mtime_ns: i64) -> i32 {
    let spec = |ns: i64| libc::timespec {
        tv_sec: ns.div_euclid(1_000_000_000),
        tv_nsec: ns.rem_euclid(1_000_000_000),
    };
    let times = [spec(atime_ns), spec(mtime_ns)];
    // SAFETY: path and times are valid.
    checked32(unsafe { libc::utimensat(libc::AT_FDCWD, c_path(path).as_ptr(), times.as_ptr(), 0) })
}

pub fn fs_access(path: &[u8], mode: i32) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::access(c_path(path).as_ptr(), mode) })
}

pub fn fs_getcwd() -> Vec<u8> {
    use std::os::unix::ffi::OsStringExt;
    std::env::current_dir()
        .unwrap_or_default()
        .into_os_string()
        .into_vec()
}

pub fn fs_chdir(path: &[u8]) -> i32 {
    // SAFETY: the path is NUL-terminated.
    checked32(unsafe { libc::chdir(c_path(path).as_ptr()) })
}

pub fn term_size(fd: i32, out: &mut [i64]) -> i32 {
    let mut size = libc::winsize {
        ws_row: 0,
        ws_col: 0,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    // SAFETY: the place is valid.
    if unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) } < 0 {
        return -errno();
    }
    for (place, value) in out.iter_mut().zip([size.ws_col, size.ws_row]) {
        *place = value.into();
    }
    0
}
