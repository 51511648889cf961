using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>Source places of a program's methods, read when a trap is reported. The format is
    /// described where it is written, in backends/clr/src/metadata/image.rs.</summary>
    sealed class Lines
    {
        readonly string[] files = new string[0];
        readonly Dictionary<int, int[]> methods = new Dictionary<int, int[]>();

        internal Lines(Assembly program)
        {
            var stream = program.GetManifestResourceStream("kaa.lines");
            if (stream == null) return;
            using (var reader = new BinaryReader(stream))
            {
                files = new string[reader.ReadInt32()];
                for (int index = 0; index < files.Length; index++)
                {
                    files[index] = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
                }
                for (int rest = reader.ReadInt32(); rest > 0; rest--)
                {
                    int token = reader.ReadInt32();
                    var places = new int[reader.ReadInt32() * 3];
                    for (int index = 0; index < places.Length; index++) places[index] = reader.ReadInt32();
                    methods[token] = places;
                }
            }
        }

        /// <summary>" (file:line)" of an IL offset, or nothing.</summary>
        internal string Find(int token, int offset)
        {
            int[] places;
            if (offset < 0 || !methods.TryGetValue(token, out places)) return "";
            string found = "";
            for (int at = 0; at < places.Length && places[at] <= offset; at += 3)
            {
                found = " (" + files[places[at + 1]] + ":" + places[at + 2] + ")";
            }
            return found;
        }
    }
}
