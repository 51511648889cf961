using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Kaa.Rt
{
    /// <summary>Child processes, by posix_spawn: the runtime's other threads do not survive a fork.</summary>
    public sealed partial class Host
    {
        const int HasEnvironment = 1, RestoreSignals = 4, NewSession = 8;

        /// <summary>Items that each end in NUL.</summary>
        static List<byte[]> Items(sbyte[] list)
        {
            var bytes = Unsigned(list);
            var items = new List<byte[]>();
            for (int start = 0; start < bytes.Length;)
            {
                int end = Array.IndexOf(bytes, (byte)0, start);
                if (end < 0) end = bytes.Length;
                var item = new byte[end - start + 1];
                // The bytes may be those of a signed array, which only this copies.
                Buffer.BlockCopy(bytes, start, item, 0, end - start);
                items.Add(item);
                start = end + 1;
            }
            return items;
        }

        /// <summary>Pointers to copies outside the heap, with a null behind them; Release frees them.</summary>
        static IntPtr[] Pointers(List<byte[]> items)
        {
            var pointers = new IntPtr[items.Count + 1];
            for (int index = 0; index < items.Count; index++)
            {
                pointers[index] = Marshal.AllocHGlobal(items[index].Length);
                Marshal.Copy(items[index], 0, pointers[index], items[index].Length);
            }
            return pointers;
        }

        static void Release(IntPtr[] pointers)
        {
            foreach (var pointer in pointers) Marshal.FreeHGlobal(pointer);
        }

        public int proc_spawn(
            sbyte[] programs, sbyte[] args, sbyte[] env, sbyte[] cwd, long[] fds, int flags)
        {
            const int noSuchFile = 2, notAFolder = 20;
            // Room for the C library's structures, which are smaller.
            byte[] actions = new byte[512], attributes = new byte[1024];
            Libc.posix_spawn_file_actions_init(actions);
            Libc.posix_spawnattr_init(attributes);
            AddDescriptors(actions, fds);
            if (cwd.Length > 0)
            {
                if (Libc.access(Libc.Text(cwd), 1) < 0)
                {
                    fds[0] = 1;
                    return -Libc.Errno;
                }
                Libc.posix_spawn_file_actions_addchdir_np(actions, Libc.Text(cwd));
            }
            SetFlags(attributes, flags);
            var environment = (flags & HasEnvironment) != 0 ? Items(env) : Items(env_all());
            IntPtr[] argPointers = Pointers(Items(args)), envPointers = Pointers(environment);
            int result = noSuchFile, pid = 0;
            foreach (var program in Items(programs))
            {
                result = Libc.posix_spawn(out pid, program, actions, attributes, argPointers, envPointers);
                if (result != noSuchFile && result != notAFolder) break;
            }
            Release(argPointers);
            Release(envPointers);
            Libc.posix_spawn_file_actions_destroy(actions);
            Libc.posix_spawnattr_destroy(attributes);
            if (result == 0) return pid;
            fds[0] = 0;
            return -result;
        }

        /// <summary>One of the three that stands in the way of another moves up first.</summary>
        static void AddDescriptors(byte[] actions, long[] fds)
        {
            const int spare = 900;
            var sources = new[] { (int)fds[0], (int)fds[1], (int)fds[2] };
            for (int target = 0; target < 3; target++)
            {
                int fd = sources[target];
                if (fd < 0 || fd > 2 || fd == target) continue;
                Libc.posix_spawn_file_actions_adddup2(actions, fd, spare + target);
                sources[target] = spare + target;
            }
            for (int target = 0; target < 3; target++)
            {
                if (sources[target] >= 0) Libc.posix_spawn_file_actions_adddup2(actions, sources[target], target);
            }
        }

        static void SetFlags(byte[] attributes, int flags)
        {
            const short setDefault = 4, setSession = 0x80;
            short wanted = 0;
            if ((flags & RestoreSignals) != 0)
            {
                const int brokenPipe = 13, fileSize = 25;
                var signals = new byte[128];
                foreach (int signal in new[] { brokenPipe, fileSize })
                    signals[(signal - 1) / 8] |= (byte)(1 << (signal - 1) % 8);
                Libc.posix_spawnattr_setsigdefault(attributes, signals);
                wanted |= setDefault;
            }
            if ((flags & NewSession) != 0) wanted |= setSession;
            Libc.posix_spawnattr_setflags(attributes, wanted);
        }

        public int proc_wait(int pid, int options, long[] status)
        {
            int word;
            int result = Libc.Checked(Libc.waitpid(pid, out word, options));
            status[0] = word;
            return result;
        }

        public int proc_fork() => -Libc.ENOSYS;

        public int proc_exec(sbyte[] path, sbyte[] args, sbyte[] env)
        {
            IntPtr[] argPointers = Pointers(Items(args)), envPointers = Pointers(Items(env));
            int result = Libc.Checked(Libc.execve(Libc.Text(path), argPointers, envPointers));
            Release(argPointers);
            Release(envPointers);
            return result;
        }

        public int fs_poll(long[] fds, int timeout_ms)
        {
            int count = fds.Length / 3;
            var list = new byte[count * 8];
            for (int index = 0; index < count; index++)
            {
                BitConverter.GetBytes((int)fds[index * 3]).CopyTo(list, index * 8);
                BitConverter.GetBytes((short)fds[index * 3 + 1]).CopyTo(list, index * 8 + 4);
            }
            int result = Libc.Checked(Libc.poll(list, (IntPtr)count, timeout_ms));
            for (int index = 0; index < count; index++)
                fds[index * 3 + 2] = BitConverter.ToUInt16(list, index * 8 + 6);
            return result;
        }

        /// <summary>The framework lets no handler of ours run inside a signal: there is nobody to tell.</summary>
        public int signal_timer(int which, long after_ns, long interval_ns, long[] former)
        {
            former[0] = 0;
            former[1] = 0;
            return after_ns == 0 ? 0 : -Libc.ENOSYS;
        }
    }
}
