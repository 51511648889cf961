using System;
using System.Threading;

namespace Kaa.Rt
{
    /// <summary>What an emitted assembly gives the launcher. The overrides are generated.</summary>
    public abstract class Program
    {
        /// <summary>Also of an exception that nothing caught.</summary>
        const int TrapExitCode = 70;
        /// <summary>Python's own calls take none of it. A collection walks all frames, so a deep stack is a slow one.
        /// </summary>
        static readonly int[] StackSizes = { 16 << 20, 4 << 20 };

        /// <summary>What calls between two stack checks, and the framework, may use.</summary>
        const int StackReserve = 2 << 20;

        public abstract object NewState();
        public abstract int Run(Ctx ctx);
        public abstract object NewObject(int code);
        public abstract object NewCells(int code, int length);
        public abstract void FillCells(int code, object cells, Reader reader);
        public abstract object Function(int code);
        public abstract string ClassName(int index);

        /// <summary>Runs the program on a thread with a large stack, or as large a one as the system
        /// gives; answers the exit code.</summary>
        public static int Launch(Program program, string[] args)
        {
            int code = TrapExitCode;
            foreach (int size in StackSizes)
            {
                var thread = new Thread(() => code = program.Main(args, size), size);
                try
                {
                    thread.Start();
                }
                catch (OutOfMemoryException)
                {
                    continue;
                }
                thread.Join();
                return code;
            }
            Complain("no memory for the program's stack");
            return code;
        }

        int Main(string[] args, int stackSize)
        {
            try
            {
                var host = new Host(GetType().Assembly, args);
                var ctx = new Ctx(this, host, Image.Of(this));
                host.Attach(ctx);
                ctx.stackLimit = StackAddress() - (ulong)(stackSize - StackReserve);
                ctx.state = NewState();
                int code = Run(ctx);
                return ctx.exc == null ? code : Uncaught(ctx);
            }
            catch (Exception error)
            {
                Complain(Trap.Describe(error, this));
                return TrapExitCode;
            }
        }

        static unsafe ulong StackAddress()
        {
            byte here;
            return (ulong)&here;
        }

        int Uncaught(Ctx ctx)
        {
            Complain("uncaught exception: " + ClassName(((Obj)ctx.exc).ClassNumber() - 1));
            return TrapExitCode;
        }

        static void Complain(string line)
        {
            Console.Out.Flush();
            Console.Error.WriteLine(line);
            Console.Error.Flush();
        }
    }
}
