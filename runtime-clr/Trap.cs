using System;
using System.Diagnostics;

namespace Kaa.Rt
{
    /// <summary>Stops the program. Emitted code never catches it.</summary>
    public sealed class Trap : Exception
    {
        readonly string code;
        readonly string place;

        public Trap(string code, string place) : base(code)
        {
            this.code = code;
            this.place = place;
        }

        /// <summary>What to print of an exception that ended the program: the framework's own
        /// exceptions are traps that emitted code left to the CLR to find.</summary>
        internal static string Describe(Exception error, Program program)
        {
            if (error is Trap trap)
            {
                return "trap: " + trap.code + " in @" + (trap.place ?? PlaceOf(trap, program));
            }
            string code = CodeOf(error);
            return code == null ? "internal error: " + error : "trap: " + code + " in @" + PlaceOf(error, program);
        }

        static string CodeOf(Exception error)
        {
            if (error is DivideByZeroException) return "div_zero";
            // OverflowException: a negative array length, or an index that does not fit.
            if (error is IndexOutOfRangeException || error is OverflowException) return "bounds";
            if (error is InvalidCastException) return "cast";
            if (error is NullReferenceException) return "null";
            if (error is OutOfMemoryException) return "memory";
            return null;
        }

        /// <summary>The innermost method of the program; inlining may hide the right one.</summary>
        static string PlaceOf(Exception error, Program program)
        {
            var frames = new StackTrace(error, false).GetFrames();
            if (frames == null) return "?";
            foreach (var frame in frames)
            {
                var method = frame.GetMethod();
                if (method != null && method.Module.Assembly == program.GetType().Assembly) return method.Name;
            }
            return "?";
        }
    }
}
