using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Kaa.Rt
{
    /// <summary>Identity numbers, finalizers and figures of the CLR's collector, per context.</summary>
    sealed class Collector
    {
        readonly Ctx ctx;
        readonly ConditionalWeakTable<object, Identity> identities =
            new ConditionalWeakTable<object, Identity>();
        readonly ConditionalWeakTable<object, Sentinel> registered =
            new ConditionalWeakTable<object, Sentinel>();
        readonly ConcurrentQueue<object> dead = new ConcurrentQueue<object>();

        /// <summary>Objects taken from the queue, the next one last.</summary>
        readonly List<object> ordered = new List<object>();
        long lastId;

        internal Collector(Ctx ctx)
        {
            this.ctx = ctx;
        }

        sealed class Identity
        {
            internal long Number;
        }

        internal long UniqueId(object value)
        {
            var identity = identities.GetOrCreateValue(value);
            if (identity.Number == 0) identity.Number = lastId += 16;
            return identity.Number;
        }

        /// <summary>Dies with the object that it stands beside, and queues it.</summary>
        sealed class Sentinel
        {
            internal Collector Owner;
            internal object Subject;

            ~Sentinel()
            {
                var owner = Owner;
                if (owner == null || Environment.HasShutdownStarted) return;
                owner.dead.Enqueue(Subject);
                Volatile.Write(ref owner.ctx.pending, 1);
            }
        }

        /// <summary>A second registration of a waiting object changes nothing; one that was queued
        /// before may be registered again.</summary>
        internal void Register(object value)
        {
            Sentinel sentinel;
            if (registered.TryGetValue(value, out sentinel) && sentinel.Owner != null) return;
            registered.Remove(value);
            registered.Add(value, new Sentinel { Owner = this, Subject = value });
        }

        internal object Next()
        {
            if (ordered.Count == 0) TakeDead();
            if (ordered.Count == 0) return null;
            var value = ordered[ordered.Count - 1];
            ordered.RemoveAt(ordered.Count - 1);
            registered.Remove(value);
            return value;
        }

        /// <summary>Takes what has died so far, the last to hand out first.</summary>
        void TakeDead()
        {
            Volatile.Write(ref ctx.pending, 0);
            object value;
            while (dead.TryDequeue(out value)) ordered.Add(value);
            if (ordered.Count > 1) DeathOrder.Sort(ordered);
            ordered.Reverse();
        }

        internal void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        /// <summary>Newer than the framework that all hosts share; mono has only what is in use.</summary>
        static readonly Func<bool, long> AllocatedInAll = FindAllocatedInAll();

        static Func<bool, long> FindAllocatedInAll()
        {
            var method = typeof(GC).GetMethod("GetTotalAllocatedBytes", new[] { typeof(bool) });
            return method == null ? null : (Func<bool, long>)Delegate.CreateDelegate(typeof(Func<bool, long>), method);
        }

        internal long Stat(int what)
        {
            switch (what)
            {
                case 0: return GC.CollectionCount(0);
                case 1: return GC.CollectionCount(GC.MaxGeneration);
                case 2: return GC.GetTotalMemory(false);
                case 3: return AllocatedInAll != null ? AllocatedInAll(false) : GC.GetTotalMemory(false);
                default: return long.MaxValue;
            }
        }

        internal void Pressure(long bytes)
        {
            if (bytes > 0) GC.AddMemoryPressure(bytes);
            else if (bytes < 0) GC.RemoveMemoryPressure(-bytes);
        }
    }
}
