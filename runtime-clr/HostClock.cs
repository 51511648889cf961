using System;

namespace Kaa.Rt
{
    public sealed partial class Host
    {
        const int RealTime = 0, Monotonic = 1, ProcessTime = 2, ThreadTime = 3;

        static long Clock(int id)
        {
            var time = new long[2];
            Libc.clock_gettime(id, time);
            return time[0] * 1000000000 + time[1];
        }

        public long time_now_ns() => Clock(RealTime);

        public long time_monotonic_ns() => Clock(Monotonic);

        public long time_process_ns() => Clock(ProcessTime);

        public long time_thread_ns() => Clock(ThreadTime);

        /// <summary>How long a wait lasts at most before it looks for signals, which other threads take.</summary>
        const int WaitMilliseconds = 20;

        public int time_sleep_ns(long ns)
        {
            long end = time_monotonic_ns() + ns;
            for (long left = ns; left > 0; left = end - time_monotonic_ns())
            {
                if (IsInterrupted) return -Libc.EINTR;
                long[] span = { 0, Math.Min(left, WaitMilliseconds * 1000000L) };
                int result = Libc.Checked(Libc.nanosleep(span, IntPtr.Zero));
                if (result < 0) return result;
            }
            return 0;
        }

        const int TmSize = 64, TmIsDst = 8, TmOffsetFromUtc = 40, TmZone = 48;

        static int TmField(byte[] tm, int index) => BitConverter.ToInt32(tm, index * 4);

        public int time_local(long seconds, long[] out_)
        {
            var tm = new byte[TmSize];
            if (Libc.localtime_r(ref seconds, tm) == IntPtr.Zero) return -Libc.Errno;
            long[] fields =
            {
                TmField(tm, 5) + 1900L, TmField(tm, 4) + 1, TmField(tm, 3), TmField(tm, 2), TmField(tm, 1),
                TmField(tm, 0), (TmField(tm, 6) + 6) % 7, TmField(tm, 7) + 1, TmField(tm, TmIsDst),
                BitConverter.ToInt64(tm, TmOffsetFromUtc),
            };
            Array.Copy(fields, out_, Math.Min(fields.Length, out_.Length));
            return 0;
        }

        /// <summary>The name that some month of this year has; C's own table of names is a
        /// variable, which managed code cannot reach.</summary>
        public sbyte[] time_zone_name(int isdst)
        {
            const long month = 30L * 24 * 3600;
            long now = time_now_ns() / 1000000000;
            byte[] standard = { (byte)'U', (byte)'T', (byte)'C' };
            for (int index = 0; index < 12; index++)
            {
                long seconds = now + index * month;
                var tm = new byte[TmSize];
                if (Libc.localtime_r(ref seconds, tm) == IntPtr.Zero) continue;
                var zone = (IntPtr)BitConverter.ToInt64(tm, TmZone);
                if (zone == IntPtr.Zero) continue;
                bool isDst = TmField(tm, TmIsDst) > 0;
                var name = Libc.TextAt(zone);
                if (isDst == isdst > 0) return Signed(name);
                if (!isDst) standard = name;
            }
            return Signed(standard);
        }
    }
}
