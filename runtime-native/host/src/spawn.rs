//! Child processes.

use std::ffi::CString;
use std::os::fd::RawFd;

use crate::{c_path, checked32, errno};

const HAS_ENV: i32 = 1;
const CLOSE_OTHERS: i32 = 2;
const RESTORE_SIGNALS: i32 = 4;
const NEW_SESSION: i32 = 8;

/// A list whose items each end in NUL, as the system takes it.
struct Strings {
    _items: Vec<CString>,
    pointers: Vec<*const libc::c_char>,
}

fn strings(list: &[u8]) -> Strings {
    let items: Vec<CString> = list.split_inclusive(|&b| b == 0).map(c_path).collect();
    let pointers = items
        .iter()
        .map(|item| item.as_ptr())
        .chain([std::ptr::null()])
        .collect();
    Strings {
        _items: items,
        pointers,
    }
}

/// What the child does between fork and exec. Everything is made before: the child may only call the system.
struct Plan {
    programs: Strings,
    args: Strings,
    env: Option<Strings>,
    cwd: Option<CString>,
    fds: [RawFd; 3],
    kept: Vec<RawFd>,
    flags: i32,
    report: RawFd,
}

pub fn proc_spawn(
    programs: &[u8],
    args: &[u8],
    env: &[u8],
    cwd: &[u8],
    fds: &mut [i64],
    flags: i32,
) -> i32 {
    let mut ends = [0; 2];
    // SAFETY: there is place for two descriptors.
    if unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) } < 0 {
        return -errno();
    }
    let plan = Plan {
        programs: strings(programs),
        args: strings(args),
        env: (flags & HAS_ENV != 0).then(|| strings(env)),
        cwd: (!cwd.is_empty()).then(|| c_path(cwd)),
        fds: [fds[0] as RawFd, fds[1] as RawFd, fds[2] as RawFd],
        kept: fds[3..].iter().map(|&fd| fd as RawFd).collect(),
        flags,
        report: ends[1],
    };
    // SAFETY: the child only makes system calls and then leaves.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        // SAFETY: this is the child.
        unsafe { plan.run() };
    }
    let failure = if pid < 0 { errno() } else { 0 };
    // SAFETY: the descriptor is ours.
    unsafe { libc::close(ends[1]) };
    let outcome = if pid < 0 { None } else { read_report(ends[0]) };
    // SAFETY: the descriptor is ours.
    unsafe { libc::close(ends[0]) };
    match outcome {
        _ if pid < 0 => -failure,
        None => pid,
        Some((code, is_folder)) => {
            // SAFETY: the child has left; nobody asks for its status.
            unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
            fds[0] = is_folder.into();
            -code
        }
    }
}

/// The error number of a child that could not start its program, and whether its folder was the reason.
fn read_report(fd: RawFd) -> Option<(i32, bool)> {
    let mut words = [0i32; 2];
    let size = std::mem::size_of_val(&words);
    loop {
        // SAFETY: the place is valid for its size.
        let got = unsafe { libc::read(fd, words.as_mut_ptr().cast(), size) };
        if got == size as isize {
            return Some((words[0], words[1] != 0));
        }
        if got >= 0 || errno() != libc::EINTR {
            return None;
        }
    }
}

impl Plan {
    /// # Safety
    /// Only in a child of fork.
    unsafe fn run(&self) -> ! {
        // SAFETY: system calls on memory that the plan owns.
        unsafe {
            let is_folder = self.prepare();
            if !is_folder {
                let env = self.env.as_ref().map(|env| env.pointers.as_ptr());
                let env = env.unwrap_or(environ.cast_const());
                let mut worst = libc::ENOENT;
                for &program in &self.programs.pointers {
                    if program.is_null() {
                        break;
                    }
                    libc::execve(program, self.args.pointers.as_ptr(), env);
                    if errno() != libc::ENOENT && errno() != libc::ENOTDIR {
                        worst = errno();
                        break;
                    }
                }
                self.fail(worst, false);
            }
            self.fail(errno(), true)
        }
    }

    unsafe fn fail(&self, code: i32, is_folder: bool) -> ! {
        let words = [code, is_folder.into()];
        // SAFETY: the place is valid for its size.
        unsafe {
            libc::write(
                self.report,
                words.as_ptr().cast(),
                std::mem::size_of_val(&words),
            );
            libc::_exit(255)
        }
    }

    /// True: the folder does not do.
    unsafe fn prepare(&self) -> bool {
        // SAFETY: system calls on memory that the plan owns.
        unsafe {
            let mut fds = self.fds;
            // One of the three that stands in the way of another moves up first.
            for (target, fd) in fds.iter_mut().enumerate() {
                if (0..3).contains(fd) && *fd != target as RawFd {
                    *fd = libc::fcntl(*fd, libc::F_DUPFD_CLOEXEC, 3);
                }
            }
            for (target, &fd) in fds.iter().enumerate() {
                if fd == target as RawFd {
                    libc::fcntl(fd, libc::F_SETFD, 0);
                } else if fd >= 0 {
                    libc::dup2(fd, target as RawFd);
                }
            }
            if let Some(cwd) = &self.cwd
                && libc::chdir(cwd.as_ptr()) < 0
            {
                return true;
            }
            if self.flags & RESTORE_SIGNALS != 0 {
                for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
                    libc::signal(signal, libc::SIG_DFL);
                }
            }
            if self.flags & NEW_SESSION != 0 {
                libc::setsid();
            }
            if self.flags & CLOSE_OTHERS != 0 {
                self.close_others();
            }
            false
        }
    }

    /// All but the first three, the kept ones, and the one that reports.
    unsafe fn close_others(&self) {
        let limit = 1 << 16;
        let mut from = 3;
        while from < limit {
            let kept = self.kept.iter().copied().chain([self.report]);
            let next = kept.filter(|&fd| fd >= from).min().unwrap_or(limit);
            if next > from {
                // SAFETY: no memory is passed. Without the call (an old kernel) descriptors stay open.
                unsafe {
                    libc::syscall(libc::SYS_close_range, from, next - 1, 0);
                }
            }
            from = next + 1;
        }
    }
}

unsafe extern "C" {
    static environ: *mut *const libc::c_char;
}

pub fn proc_wait(pid: i32, options: i32, status: &mut [i64]) -> i32 {
    let mut word = 0;
    // SAFETY: the place is valid.
    let result = checked32(unsafe { libc::waitpid(pid, &mut word, options) });
    status[0] = word.into();
    result
}

pub fn proc_fork() -> i32 {
    // SAFETY: the interpreter has one thread.
    checked32(unsafe { libc::fork() })
}

pub fn proc_exec(path: &[u8], args: &[u8], env: &[u8]) -> i32 {
    let (args, env) = (strings(args), strings(env));
    // SAFETY: the lists end in null.
    unsafe {
        libc::execve(
            c_path(path).as_ptr(),
            args.pointers.as_ptr(),
            env.pointers.as_ptr(),
        );
    }
    -errno()
}
