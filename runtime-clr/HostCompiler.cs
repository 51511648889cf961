using System;
using System.Runtime.InteropServices;

namespace Kaa.Rt
{
    public sealed partial class Host
    {
        /// <summary>The compiler of Python, a native library beside the assembly. The result is a
        /// block that it owns until it is given back.</summary>
        [DllImport("kaa_compiler")]
        static extern IntPtr kaa_compile(
            sbyte[] source, IntPtr sourceSize, sbyte[] name, IntPtr nameSize, int mode, int flags, out IntPtr size);

        [DllImport("kaa_compiler")]
        static extern void kaa_compile_free(IntPtr block, IntPtr size);

        public sbyte[] compile_source(sbyte[] source, sbyte[] filename, int mode, int flags)
        {
            IntPtr size;
            var block = kaa_compile(
                source, (IntPtr)source.Length, filename, (IntPtr)filename.Length, mode, flags, out size);
            var result = new byte[(int)size];
            Marshal.Copy(block, result, 0, result.Length);
            kaa_compile_free(block, size);
            return Signed(result);
        }
    }
}
