using System;
using System.IO;

namespace Kaa.Rt
{
    /// <summary>The archive of carried modules, whose format is described where it is written, in
    /// driver/src/library.rs. It stays in the assembly's image; only what is found is copied.</summary>
    sealed class Library
    {
        const int HeaderSize = 12, EntrySize = 16;
        readonly Stream stream;
        readonly byte[] entries;

        /// <summary>Null stands for an archive without modules.</summary>
        internal Library(Stream stream)
        {
            this.stream = stream;
            entries = stream == null ? new byte[0] : Read(HeaderSize, Count() * EntrySize);
        }

        int Count()
        {
            const ulong mark = 0x313042494C41414B; // KAALIB01
            if (BitConverter.ToUInt64(Read(0, 8), 0) != mark) throw new InvalidDataException("kaa.library");
            return BitConverter.ToInt32(Read(8, 4), 0);
        }

        byte[] Read(int at, int size)
        {
            var bytes = new byte[size];
            stream.Position = at;
            for (int done = 0; done < size;)
            {
                int got = stream.Read(bytes, done, size - done);
                if (got == 0) throw new EndOfStreamException("kaa.library is cut short");
                done += got;
            }
            return bytes;
        }

        int Word(int entry, int word) => BitConverter.ToInt32(entries, entry * EntrySize + word * 4);

        /// <summary>The data under a name, or null. The names are sorted by their bytes.</summary>
        internal sbyte[] Find(byte[] name)
        {
            int low = 0, high = entries.Length / EntrySize;
            while (low < high)
            {
                int middle = (low + high) / 2;
                int order = Compare(name, Read(Word(middle, 0), Word(middle, 1)));
                if (order == 0) return Host.Signed(Read(Word(middle, 2), Word(middle, 3)));
                if (order < 0) high = middle;
                else low = middle + 1;
            }
            return null;
        }

        static int Compare(byte[] left, byte[] right)
        {
            int shared = Math.Min(left.Length, right.Length);
            for (int index = 0; index < shared; index++)
            {
                if (left[index] != right[index]) return left[index] - right[index];
            }
            return left.Length - right.Length;
        }
    }
}
