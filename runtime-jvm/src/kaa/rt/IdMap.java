package kaa.rt;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Numbers for objects, by identity; a number is given again only after its object is gone. */
final class IdMap {
    private static final class Entry extends WeakReference<Object> {
        final int hash;
        final long id;
        Entry next;

        Entry(Object object, ReferenceQueue<Object> queue, int hash, long id, Entry next) {
            super(object, queue);
            this.hash = hash;
            this.id = id;
            this.next = next;
        }
    }

    private Entry[] table = new Entry[64];
    private int size;
    private long lastId = 1 << 20;
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    synchronized long id(Object object) {
        int hash = System.identityHashCode(object);
        for (Entry e = table[hash & table.length - 1]; e != null; e = e.next) {
            if (e.hash == hash && e.refersTo(object)) return e.id;
        }
        expunge();
        if (size >= table.length) grow();
        lastId += 16;
        int at = hash & table.length - 1;
        table[at] = new Entry(object, gone, hash, lastId, table[at]);
        size++;
        return lastId;
    }

    private void expunge() {
        for (Object dead; (dead = gone.poll()) != null; ) {
            int at = ((Entry) dead).hash & table.length - 1;
            Entry before = null;
            for (Entry e = table[at]; e != null; before = e, e = e.next) {
                if (e != dead) continue;
                if (before == null) table[at] = e.next;
                else before.next = e.next;
                size--;
                break;
            }
        }
    }

    private void grow() {
        Entry[] old = table;
        table = new Entry[old.length * 2];
        for (Entry entry : old) {
            while (entry != null) {
                Entry next = entry.next;
                int at = entry.hash & table.length - 1;
                entry.next = table[at];
                table[at] = entry;
                entry = next;
            }
        }
    }
}
