using System;
using System.Collections.Generic;
using System.IO;

namespace Kaa.Rt
{
    /// <summary>The program's data segments and frozen objects, decoded when first asked for.
    /// The format is described where it is written, in backends/clr/src/lower/frozen.rs.</summary>
    sealed class Image
    {
        readonly byte[] bytes;
        readonly int classesAt;
        readonly int dataAt;
        readonly int frozenAt;
        internal readonly int DataCount;
        internal readonly int FrozenCount;

        /// <summary>Objects that were made and whose contents are still to be read.</summary>
        readonly List<int> waiting = new List<int>();
        Ctx ctx;

        Image(byte[] bytes)
        {
            this.bytes = bytes;
            classesAt = 4;
            dataAt = classesAt + Word(0) * 4 + 4;
            DataCount = Word(dataAt - 4);
            frozenAt = dataAt + DataCount * 8 + 4;
            FrozenCount = Word(frozenAt - 4);
        }

        internal static Image Of(Program program)
        {
            using (var stream = program.GetType().Assembly.GetManifestResourceStream("kaa.image"))
            {
                var bytes = new byte[stream.Length];
                for (int at = 0; at < bytes.Length;)
                {
                    int got = stream.Read(bytes, at, bytes.Length - at);
                    if (got == 0) throw new EndOfStreamException("kaa.image is cut short");
                    at += got;
                }
                return new Image(bytes);
            }
        }

        internal void Attach(Ctx ctx) => this.ctx = ctx;

        int Word(int at) => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;

        /// <summary>The largest class number at or below a class.</summary>
        internal int LastSubclass(int number) => Word(classesAt + (number - 1) * 4);

        internal sbyte[] LoadData(int index)
        {
            var result = ctx.data[index];
            if (result != null) return result;
            result = new sbyte[Word(dataAt + index * 8 + 4)];
            Buffer.BlockCopy(bytes, Word(dataAt + index * 8), result, 0, result.Length);
            ctx.data[index] = result;
            return result;
        }

        /// <summary>Makes the object and all it refers to; each is made before any is filled, so
        /// that cycles close.</summary>
        internal object LoadFrozen(int index)
        {
            var result = Shell(index);
            for (int at = 0; at < waiting.Count; at++) Fill(waiting[at]);
            waiting.Clear();
            return result;
        }

        /// <summary>The object, possibly still empty.</summary>
        internal object Shell(int index)
        {
            var found = ctx.frozen[index];
            if (found != null) return found;
            var reader = new Reader(this, bytes, Word(frozenAt + index * 4));
            bool isArray = reader.I8() == 1;
            int code = reader.I32();
            found = isArray ? NewArray(code, reader.I32()) : ctx.program.NewObject(code);
            ctx.frozen[index] = found;
            waiting.Add(index);
            return found;
        }

        internal object Function(int code) => ctx.program.Function(code);

        const int FirstCellCode = 16;

        object NewArray(int code, int length)
        {
            switch (code)
            {
                case 0: return new bool[length];
                case 1: return new sbyte[length];
                case 2: return new short[length];
                case 3: return new int[length];
                case 4: return new long[length];
                case 5: return new float[length];
                case 6: return new double[length];
                default: return ctx.program.NewCells(code - FirstCellCode, length);
            }
        }

        void Fill(int index)
        {
            var reader = new Reader(this, bytes, Word(frozenAt + index * 4));
            bool isArray = reader.I8() == 1;
            int code = reader.I32();
            if (!isArray)
            {
                ((Obj)ctx.frozen[index]).Thaw(reader);
                return;
            }
            reader.I32();
            if (code >= FirstCellCode) ctx.program.FillCells(code - FirstCellCode, ctx.frozen[index], reader);
            else reader.Copy((Array)ctx.frozen[index]);
        }
    }

    /// <summary>A position in the image.</summary>
    public sealed class Reader
    {
        readonly Image image;
        readonly byte[] bytes;
        int at;

        internal Reader(Image image, byte[] bytes, int at)
        {
            this.image = image;
            this.bytes = bytes;
            this.at = at;
        }

        public int I8() => (sbyte)bytes[at++];

        public int I16()
        {
            at += 2;
            return BitConverter.ToInt16(bytes, at - 2);
        }

        public int I32()
        {
            at += 4;
            return BitConverter.ToInt32(bytes, at - 4);
        }

        public long I64()
        {
            at += 8;
            return BitConverter.ToInt64(bytes, at - 8);
        }

        public float F32()
        {
            at += 4;
            return BitConverter.ToSingle(bytes, at - 4);
        }

        public double F64()
        {
            at += 8;
            return BitConverter.ToDouble(bytes, at - 8);
        }

        public object Ref()
        {
            int word = I32();
            switch (word & 3)
            {
                case 1: return image.Shell(word >> 2);
                case 2: return image.LoadData(word >> 2);
                case 3: return image.Function(word >> 2);
                default: return null;
            }
        }

        /// <summary>Fills an array of scalars.</summary>
        internal void Copy(Array into) => Buffer.BlockCopy(bytes, at, into, 0, Buffer.ByteLength(into));
    }
}
