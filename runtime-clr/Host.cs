using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>The host primitives of one process over the framework and the C library. Its parts
    /// stand in Host*.cs; here is what the program itself carries.</summary>
    public sealed partial class Host : IExterns
    {
        readonly Assembly program;
        readonly string[] args;
        Ctx context;

        public Host(Assembly program, string[] args)
        {
            this.program = program;
            this.args = args;
        }

        /// <summary>Names the context to tell when a signal arrives.</summary>
        internal void Attach(Ctx ctx) => context = ctx;

        /// <summary>A copy: mono tells byte[] and sbyte[] apart when it copies elements.</summary>
        internal static sbyte[] Signed(byte[] bytes)
        {
            var result = new sbyte[bytes.Length];
            Buffer.BlockCopy(bytes, 0, result, 0, bytes.Length);
            return result;
        }

        static byte[] Unsigned(sbyte[] bytes) => (byte[])(Array)bytes;

        static sbyte[] Ascii(string text) => Signed(Encoding.ASCII.GetBytes(text));

        /// <summary>UTF-8 as the system passes it. Bytes that are not UTF-8 were lost when the
        /// framework read the command line.</summary>
        static sbyte[] Utf8(string text) => Signed(Encoding.UTF8.GetBytes(text));

        static void Append(List<byte> list, byte[] bytes)
        {
            list.AddRange(bytes);
            list.Add(0);
        }

        public sbyte[] proc_args()
        {
            var list = new List<byte>();
            foreach (var arg in args) Append(list, Encoding.UTF8.GetBytes(arg));
            return Signed(list.ToArray());
        }

        public sbyte[] proc_executable() => Utf8(program.Location);

        sbyte[] Resource(string name)
        {
            using (var stream = program.GetManifestResourceStream(name))
            {
                if (stream == null) return null;
                var memory = new MemoryStream((int)stream.Length);
                stream.CopyTo(memory);
                return Signed(memory.ToArray());
            }
        }

        Library library;

        public sbyte[] embedded_module(sbyte[] name)
        {
            if (library == null) library = new Library(program.GetManifestResourceStream("kaa.library"));
            return library.Find(Unsigned(name));
        }

        public sbyte[] embedded_main() => Resource("kaa.main");
    }
}
