package kaa.rt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A compiled program: its entry, the makers that the compiler generates, and the frozen heap's bytes, shared by all contexts. */
public abstract class Program {
    private static final int TAG_REFS = 7;
    private static final int TAG_OBJECT = 8;

    /** A new context with a zeroed context object. */
    public abstract Ctx newCtx();

    /** Calls the entry; answers the exit code. */
    public abstract int run(Ctx ctx);

    /** A zeroed object of a kind, or a reference array of the length. */
    public abstract Object make(int kind, int length);

    public abstract Object func(int index, int unused);

    public abstract Object cls(int index, int unused);

    private byte[] image;
    private int nData;
    private int nFrozen;
    private byte[][] data;

    private synchronized void load() {
        if (image != null) return;
        try (InputStream in = getClass().getResourceAsStream("/kaa/gen/image.bin")) {
            byte[] bytes = in.readAllBytes();
            ByteBuffer header = ByteBuffer.wrap(bytes);
            nData = header.getInt();
            nFrozen = header.getInt();
            data = new byte[nData][];
            image = bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int frozenCount() {
        load();
        return nFrozen;
    }

    private int word(int index) {
        int at = 8 + 4 * index;
        return (image[at] & 0xff) << 24
                | (image[at + 1] & 0xff) << 16
                | (image[at + 2] & 0xff) << 8
                | image[at + 3] & 0xff;
    }

    /** Bytes of a data segment; nobody writes them, so that contexts may share them. */
    byte[] data(int index) {
        load();
        byte[] bytes = data[index];
        if (bytes == null) {
            synchronized (this) {
                bytes = data[index];
                if (bytes == null) {
                    bytes = java.util.Arrays.copyOfRange(image, word(index), word(index + 1));
                    data[index] = bytes;
                }
            }
        }
        return bytes;
    }

    /** The object without its references; the cursor is left behind what was read. */
    Object shell(Ctx ctx, Cursor cursor, int index) {
        cursor.at = word(nData + 1 + index);
        int tag = (int) cursor.unsigned();
        if (tag >= TAG_OBJECT) return make(tag - TAG_OBJECT, 0);
        if (tag == TAG_REFS) {
            int kind = (int) cursor.unsigned();
            return make(kind, (int) cursor.unsigned());
        }
        return scalars(cursor, tag, (int) cursor.unsigned());
    }

    private static Object scalars(Cursor cursor, int tag, int length) {
        switch (tag) {
            case 0: {
                byte[] out = new byte[length];
                for (int i = 0; i < length; i++) out[i] = cursor.i8();
                return out;
            }
            case 1: {
                short[] out = new short[length];
                for (int i = 0; i < length; i++) out[i] = cursor.i16();
                return out;
            }
            case 2: {
                float[] out = new float[length];
                for (int i = 0; i < length; i++) out[i] = (float) cursor.f64();
                return out;
            }
            case 3: {
                boolean[] out = new boolean[length];
                for (int i = 0; i < length; i++) out[i] = cursor.i64() != 0;
                return out;
            }
            case 4: {
                int[] out = new int[length];
                for (int i = 0; i < length; i++) out[i] = cursor.i32();
                return out;
            }
            case 5: {
                long[] out = new long[length];
                for (int i = 0; i < length; i++) out[i] = cursor.i64();
                return out;
            }
            default: {
                double[] out = new double[length];
                for (int i = 0; i < length; i++) out[i] = cursor.f64();
                return out;
            }
        }
    }

    /** Second step of decoding: fields, or items of a reference array. */
    void fill(Cursor cursor, int index, Object shell) {
        cursor.at = word(nData + 1 + index);
        int tag = (int) cursor.unsigned();
        if (tag >= TAG_OBJECT) {
            ((Obj) shell).read(cursor);
        } else if (tag == TAG_REFS) {
            cursor.unsigned();
            Object[] items = (Object[]) shell;
            int length = (int) cursor.unsigned();
            for (int i = 0; i < length; i++) items[i] = cursor.ref();
        }
    }

    byte[] image() {
        load();
        return image;
    }
}
