package kaa.rt;

/** Reads one record of the frozen heap; its form is described in the compiler's {@code image.rs}. */
public final class Cursor {
    private final Ctx ctx;
    private final byte[] bytes;
    int at;

    Cursor(Ctx ctx, byte[] bytes) {
        this.ctx = ctx;
        this.bytes = bytes;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
    }

    public long i64() {
        long zigzag = unsigned();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    public int i32() {
        return (int) i64();
    }

    public double f64() {
        long bits = 0;
        for (int i = 0; i < 8; i++) bits = bits << 8 | bytes[at++] & 0xff;
        return Double.longBitsToDouble(bits);
    }

    public Object ref() {
        int code = (int) unsigned();
        if (code == 0) return null;
        int index = (code - 1) >> 2;
        switch ((code - 1) & 3) {
            case 0:
                return ctx.frozenShell(index);
            case 1:
                return ctx.data(index);
            case 2:
                return ctx.program.func(index, 0);
            default:
                return ctx.program.cls(index, 0);
        }
    }

    byte i8() {
        return bytes[at++];
    }

    short i16() {
        at += 2;
        return (short) (bytes[at - 2] << 8 | bytes[at - 1] & 0xff);
    }
}
