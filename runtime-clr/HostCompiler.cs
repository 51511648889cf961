using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>The compiler of Python: a native library beside the assembly (or where KAA_COMPILER
    /// says), called in process. Its interface is in docs/bytecode.md, section 10.</summary>
    public sealed partial class Host
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate IntPtr CompileFunction(
            sbyte[] source, IntPtr sourceSize, sbyte[] name, IntPtr nameSize, int mode, int flags, out IntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate void FreeFunction(IntPtr block, IntPtr size);

        CompileFunction compile;
        FreeFunction free;
        bool lookedForCompiler;

        public sbyte[] compile_source(sbyte[] source, sbyte[] filename, int mode, int flags)
        {
            if (!lookedForCompiler) LoadCompiler();
            if (compile == null) return NoCompiler();
            IntPtr size;
            var block = compile(
                source, (IntPtr)source.Length, filename, (IntPtr)filename.Length, mode, flags, out size);
            var result = new byte[(int)size];
            Marshal.Copy(block, result, 0, result.Length);
            free(block, size);
            return Signed(result);
        }

        void LoadCompiler()
        {
            const int resolveNow = 2;
            lookedForCompiler = true;
            string path = Environment.GetEnvironmentVariable("KAA_COMPILER");
            if (path == null)
            {
                path = Path.Combine(Path.GetDirectoryName(program.Location), "libkaa_compiler.so");
            }
            if (!File.Exists(path)) return;
            var library = Libc.dlopen(Encoding.UTF8.GetBytes(Path.GetFullPath(path) + "\0"), resolveNow);
            if (library == IntPtr.Zero) return;
            free = Symbol<FreeFunction>(library, "kaa_compile_free");
            compile = Symbol<CompileFunction>(library, "kaa_compile");
        }

        static T Symbol<T>(IntPtr library, string name)
        {
            var address = Libc.dlsym(library, Encoding.ASCII.GetBytes(name + "\0"));
            if (address == IntPtr.Zero) throw new EntryPointNotFoundException(name);
            return (T)(object)Marshal.GetDelegateForFunctionPointer(address, typeof(T));
        }

        /// <summary>An error record in place of code.</summary>
        static sbyte[] NoCompiler()
        {
            var record = new List<byte> { 1 };
            AppendText(record, "ValueError");
            AppendText(record, "this program carries no compiler: it cannot compile Python source");
            const int places = 4 * 4, noText = 1;
            record.AddRange(new byte[places + noText]);
            AppendText(record, "");
            return Signed(record.ToArray());
        }

        static void AppendText(List<byte> record, string text)
        {
            record.AddRange(BitConverter.GetBytes(text.Length));
            record.AddRange(Encoding.ASCII.GetBytes(text));
        }
    }
}
