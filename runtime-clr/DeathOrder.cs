using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kaa.Rt
{
    /// <summary>Orders dead objects so that each comes before those it refers to, which the CLR does
    /// not promise. The search goes over the fields by reflection and gives up on large graphs: the
    /// CLR does not tell what else is dead, and the living are not worth walking.</summary>
    sealed class DeathOrder : IEqualityComparer<object>
    {
        const int LargestBatch = 256, MostVisits = 20000;

        static readonly ConditionalWeakTable<Type, FieldInfo[]> Fields =
            new ConditionalWeakTable<Type, FieldInfo[]>();

        readonly Dictionary<object, int> indexes;
        readonly List<object> batch;
        readonly List<object> result = new List<object>();
        readonly bool[] done;
        int visits;

        DeathOrder(List<object> batch)
        {
            this.batch = batch;
            indexes = new Dictionary<object, int>(this);
            for (int index = 0; index < batch.Count; index++) indexes[batch[index]] = index;
            done = new bool[batch.Count];
        }

        bool IEqualityComparer<object>.Equals(object left, object right) => ReferenceEquals(left, right);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);

        internal static void Sort(List<object> batch)
        {
            if (batch.Count > LargestBatch) return;
            var order = new DeathOrder(batch);
            // Depth first, each object after all it reaches; then reversed.
            for (int index = 0; index < batch.Count; index++) order.Place(index);
            order.result.Reverse();
            for (int index = 0; index < batch.Count; index++) batch[index] = order.result[index];
        }

        void Place(int index)
        {
            if (done[index]) return;
            done[index] = true;
            foreach (int reached in Reached(batch[index])) Place(reached);
            result.Add(batch[index]);
        }

        /// <summary>Others of the batch that the object refers to, not looking behind them.</summary>
        List<int> Reached(object start)
        {
            var found = new List<int>();
            var seen = new HashSetOf(this) { start };
            var work = new List<object> { start };
            while (work.Count > 0 && visits < MostVisits)
            {
                visits++;
                var at = work[work.Count - 1];
                work.RemoveAt(work.Count - 1);
                foreach (var next in References(at))
                {
                    int index;
                    if (!seen.Add(next)) continue;
                    if (indexes.TryGetValue(next, out index)) found.Add(index);
                    else work.Add(next);
                }
            }
            return found;
        }

        static IEnumerable<object> References(object value)
        {
            var array = value as Array;
            if (array == null) return FieldValues(value);
            return array.GetType().GetElementType().IsPrimitive ? new object[0] : Elements(array);
        }

        static IEnumerable<object> Elements(Array array)
        {
            foreach (var cell in array)
            {
                foreach (var value in FieldValues(cell)) yield return value;
            }
        }

        static IEnumerable<object> FieldValues(object value)
        {
            foreach (var field in Fields.GetValue(value.GetType(), ReferenceFields))
            {
                var found = field.GetValue(value);
                if (found is Obj || found is Array) yield return found;
            }
        }

        static FieldInfo[] ReferenceFields(Type type)
        {
            var fields = new List<FieldInfo>();
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
            {
                if (!field.FieldType.IsValueType) fields.Add(field);
            }
            return fields.ToArray();
        }

        /// <summary>A set by identity; HashSet is not where every framework looks for it.</summary>
        sealed class HashSetOf : System.Collections.IEnumerable
        {
            readonly Dictionary<object, bool> items;

            internal HashSetOf(IEqualityComparer<object> comparer)
            {
                items = new Dictionary<object, bool>(comparer);
            }

            internal bool Add(object item)
            {
                if (items.ContainsKey(item)) return false;
                items[item] = true;
                return true;
            }

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => items.Keys.GetEnumerator();
        }
    }
}
