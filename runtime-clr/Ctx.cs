namespace Kaa.Rt
{
    /// <summary>The root of all classes of a program.</summary>
    public abstract class Obj
    {
        /// <summary>The class's preorder number, which is its descriptor.</summary>
        public abstract int ClassNumber();

        /// <summary>Reads the fields of a frozen object.</summary>
        public virtual void Thaw(Reader reader) { }
    }

    /// <summary>One isolated interpreter. Emitted code passes it as every method's first argument.</summary>
    public sealed class Ctx
    {
        /// <summary>The pending exception, or null.</summary>
        public object exc;

        /// <summary>The program's own context object.</summary>
        public object state;

        /// <summary>Not 0 if something waits for a safepoint. Written by any thread.</summary>
        public int pending;

        /// <summary>The lowest stack address that a frame of this thread should have.</summary>
        public ulong stackLimit;

        public IExterns host;

        /// <summary>Frozen objects and data segments that were asked for already.</summary>
        internal readonly object[] frozen;
        internal readonly sbyte[][] data;
        internal readonly Program program;
        internal readonly Image image;
        internal readonly Collector collector;

        internal Ctx(Program program, IExterns host, Image image)
        {
            this.program = program;
            this.host = host;
            this.image = image;
            frozen = new object[image.FrozenCount];
            data = new sbyte[image.DataCount][];
            collector = new Collector(this);
            image.Attach(this);
        }
    }
}
