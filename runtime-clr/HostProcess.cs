using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Kaa.Rt
{
    public sealed partial class Host
    {
        public void proc_exit(int code) => Libc._exit(code);

        public int proc_pid() => Libc.getpid();

        public void proc_ids(long[] out_)
        {
            long[] ids = { Libc.getppid(), Libc.getuid(), Libc.getgid(), Libc.geteuid(), Libc.getegid() };
            Array.Copy(ids, out_, Math.Min(ids.Length, out_.Length));
        }

        public void proc_times(long[] out_)
        {
            const long tick = 10000000;
            var spans = new long[4];
            long elapsed = Libc.times(spans);
            for (int index = 0; index < 4; index++) out_[index] = spans[index] * tick;
            out_[4] = elapsed * tick;
        }

        /// <summary>A watched signal from ourselves is noted at once: the framework would tell of it later.</summary>
        public int proc_kill(int pid, int signal)
        {
            if (signal == Interrupt && watcher != null && pid == proc_pid())
            {
                Interlocked.Exchange(ref noted, 1L << Interrupt);
                return 0;
            }
            return Libc.Checked(Libc.kill(pid, signal));
        }

        const int Interrupt = 2;

        /// <summary>Bit N: signal N has arrived and was not asked for yet.</summary>
        long noted;
        ConsoleCancelEventHandler watcher;

        /// <summary>The framework lets a program note the interrupt only: no other handler of ours
        /// may run inside a signal.</summary>
        public int signal_watch(int signal, int how)
        {
            if (signal < 1 || signal > 63) return -Libc.EINVAL;
            if (how == 1)
            {
                if (signal != Interrupt) return -Libc.ENOSYS;
                if (watcher == null)
                {
                    watcher = NoteInterrupt;
                    if (IsMono) WatchByHandler();
                    else Console.CancelKeyPress += watcher;
                }
                return 0;
            }
            if (signal == Interrupt && watcher != null)
            {
                if (!IsMono) Console.CancelKeyPress -= watcher;
                watcher = null;
            }
            var result = Libc.signal(signal, (IntPtr)(how == 2 ? 1 : 0));
            return result == (IntPtr)(-1) ? -Libc.Errno : 0;
        }

        static readonly bool IsMono = Type.GetType("Mono.Runtime") != null;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate void SignalHandler(int signal);

        SignalHandler handler;

        /// <summary>mono tells of the interrupt only where there is a terminal. The handler does nothing but set two
        /// words, and is compiled before it is wanted.</summary>
        void WatchByHandler()
        {
            handler = NoteSignal;
            handler(0);
            Libc.signal(Interrupt, Marshal.GetFunctionPointerForDelegate(handler));
        }

        void NoteSignal(int signal)
        {
            if (signal != Interrupt) return;
            noted = 1L << Interrupt;
            if (context != null) context.pending = 1;
        }

        bool IsInterrupted => Volatile.Read(ref noted) != 0;

        void NoteInterrupt(object sender, ConsoleCancelEventArgs arguments)
        {
            arguments.Cancel = true;
            Interlocked.Exchange(ref noted, 1L << Interrupt);
            if (context != null) Volatile.Write(ref context.pending, 1);
        }

        public int signal_next()
        {
            if (Volatile.Read(ref noted) == 0) return 0;
            return Interlocked.Exchange(ref noted, 0) != 0 ? Interrupt : 0;
        }

        /// <summary>Our own copy, in bytes: the framework's is text and would lose some.</summary>
        List<byte[]> environment;

        List<byte[]> ReadEnvironment()
        {
            if (environment != null) return environment;
            environment = new List<byte[]>();
            var bytes = File.ReadAllBytes("/proc/self/environ");
            for (int start = 0; start < bytes.Length;)
            {
                int end = Array.IndexOf(bytes, (byte)0, start);
                if (end < 0) end = bytes.Length;
                var entry = new byte[end - start];
                Array.Copy(bytes, start, entry, 0, entry.Length);
                if (Array.IndexOf(entry, (byte)'=') > 0) environment.Add(entry);
                start = end + 1;
            }
            return environment;
        }

        public sbyte[] env_all()
        {
            var list = new List<byte>();
            foreach (var entry in ReadEnvironment()) Append(list, entry);
            return Signed(list.ToArray());
        }

        static bool IsNamed(byte[] entry, byte[] name)
        {
            int length = name.Length - 1;
            if (entry.Length <= length || entry[length] != '=') return false;
            for (int index = 0; index < length; index++)
            {
                if (entry[index] != name[index]) return false;
            }
            return true;
        }

        public int env_set(sbyte[] name, sbyte[] value)
        {
            byte[] key = Libc.Text(name), text = Libc.Text(value);
            int result = Libc.Checked(Libc.setenv(key, text, 1));
            if (result < 0) return result;
            var entry = new byte[key.Length + text.Length - 1];
            Array.Copy(key, entry, key.Length - 1);
            entry[key.Length - 1] = (byte)'=';
            Array.Copy(text, 0, entry, key.Length, text.Length - 1);
            var all = ReadEnvironment();
            int at = all.FindIndex(other => IsNamed(other, key));
            if (at >= 0) all[at] = entry;
            else all.Add(entry);
            return 0;
        }

        public int env_unset(sbyte[] name)
        {
            var key = Libc.Text(name);
            int result = Libc.Checked(Libc.unsetenv(key));
            if (result == 0) ReadEnvironment().RemoveAll(entry => IsNamed(entry, key));
            return result;
        }

        public sbyte[] os_uname()
        {
            const int fieldSize = 65, fieldCount = 5;
            var buffer = new byte[512];
            Libc.uname(buffer);
            var list = new List<byte>();
            for (int field = 0; field < fieldCount; field++)
            {
                for (int at = field * fieldSize; buffer[at] != 0; at++) list.Add(buffer[at]);
                list.Add(0);
            }
            return Signed(list.ToArray());
        }

        public int os_cpu_count() => Environment.ProcessorCount;

        public unsafe void random_bytes(sbyte[] into_)
        {
            for (int at = 0; at < into_.Length;)
            {
                fixed (sbyte* start = &into_[at])
                {
                    long got = (long)Libc.getrandom(start, (IntPtr)(into_.Length - at), 0);
                    if (got < 0 && Libc.Errno != Libc.EINTR) throw new IOException("getrandom: errno " + Libc.Errno);
                    at += (int)Math.Max(got, 0);
                }
            }
        }

        /// <summary>One line, written at once so that a trap behind it loses nothing.</summary>
        unsafe void Report(string line)
        {
            var bytes = Utf8(line + "\n");
            fs_write(1, bytes, 0, bytes.Length);
        }

        public int test_first()
        {
            int first;
            return args.Length > 0 && int.TryParse(args[0], out first) ? first : 0;
        }

        public void test_report_i64(int index, long value) => Report(index + " i64 " + value);

        public void test_report_f64(int index, double value) =>
            Report(index + " f64 0x" + BitConverter.DoubleToInt64Bits(value).ToString("x16"));

        public void test_report_void(int index) => Report(index + " void");

        public void test_report_throw(int index, sbyte[] name) =>
            Report(index + " throws " + Encoding.UTF8.GetString(Unsigned(name)));
    }
}
