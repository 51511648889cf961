package kaa.rt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/** A pipe within the process: what is written waits until it is read. Its two ends are channels. */
final class PipeQueue {
    private final ArrayDeque<byte[]> parts = new ArrayDeque<>();
    private int at;
    private int writers = 1;
    private int readers = 1;

    final ReadableByteChannel source = new ReadableByteChannel() {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return PipeQueue.this.read(into);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            removeReader();
        }
    };

    final WritableByteChannel sink = new WritableByteChannel() {
        @Override
        public int write(ByteBuffer from) throws IOException {
            return PipeQueue.this.write(from);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            removeWriter();
        }
    };

    /** One more that may write: the pipe ends when all of them have gone. */
    synchronized void addWriter() {
        writers++;
    }

    /** One more that may read: a write fails when all of them have gone. */
    synchronized void addReader() {
        readers++;
    }

    synchronized void removeReader() {
        readers--;
        notifyAll();
    }

    synchronized void removeWriter() {
        writers--;
        notifyAll();
    }

    /** Whether a read would not wait. */
    synchronized boolean isReadable() {
        return !parts.isEmpty() || writers == 0;
    }

    synchronized boolean isEnded() {
        return parts.isEmpty() && writers == 0;
    }

    synchronized boolean hasReader() {
        return readers > 0;
    }

    private synchronized int read(ByteBuffer into) throws IOException {
        while (!isReadable()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException("Interrupted system call");
            }
        }
        int done = 0;
        while (into.hasRemaining() && !parts.isEmpty()) {
            byte[] part = parts.peek();
            int n = Math.min(into.remaining(), part.length - at);
            into.put(part, at, n);
            at += n;
            done += n;
            if (at == part.length) {
                parts.remove();
                at = 0;
            }
        }
        return done == 0 ? -1 : done;
    }

    private synchronized int write(ByteBuffer from) throws IOException {
        if (readers == 0) throw new IOException("Broken pipe");
        byte[] part = new byte[from.remaining()];
        from.get(part);
        if (part.length > 0) parts.add(part);
        notifyAll();
        return part.length;
    }
}
