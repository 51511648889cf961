using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;

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
        /// exceptions are traps that emitted code left to the CLR to find. The calls follow, innermost
        /// first; inlining may hide some.</summary>
        internal static string Describe(Exception error, Program program)
        {
            var calls = Calls(error, program);
            var trap = error as Trap;
            string code = trap != null ? trap.code : CodeOf(error);
            // The framework's own trace is of no use to the program's user, and after a full stack it has no end.
            if (code == null) code = error.GetType().Name + " (" + error.Message + ")";
            string place = trap != null && trap.place != null ? trap.place : calls.Count > 0 ? calls[0].Name : "?";
            var text = new StringBuilder("trap: " + code + " in @" + place);
            for (int index = 0; index < calls.Count && index < MostCalls; index++)
            {
                text.Append(index == 0 ? "\n  at @" : "\n  from @").Append(calls[index].Name).Append(calls[index].Line);
            }
            return text.ToString();
        }

        const int MostCalls = 32;

        struct Call
        {
            internal string Name, Line;
        }

        static List<Call> Calls(Exception error, Program program)
        {
            var calls = new List<Call>();
            var assembly = program.GetType().Assembly;
            var lines = new Lines(assembly);
            foreach (var frame in new StackTrace(error, false).GetFrames() ?? new StackFrame[0])
            {
                var method = frame.GetMethod();
                if (method == null || method.Module.Assembly != assembly || method.DeclaringType == program.GetType()) continue;
                string line = lines.Find(method.MetadataToken, frame.GetILOffset());
                calls.Add(new Call { Name = method.Name, Line = line });
            }
            return calls;
        }

        static string CodeOf(Exception error)
        {
            if (error is DivideByZeroException) return "div_zero";
            // OverflowException: a negative array length, or an index that does not fit.
            if (error is IndexOutOfRangeException || error is OverflowException) return "bounds";
            if (error is InvalidCastException) return "cast";
            if (error is NullReferenceException) return "null";
            if (error is OutOfMemoryException) return "memory";
            // Only mono can catch it.
            if (error is StackOverflowException) return "stack";
            return null;
        }
    }
}
