package kaa.rt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;

/**
 * The local time zone, from the system's zone file (RFC 8536): Java's own zones are slow to load, and do not tell abbreviations.
 * Where there is no such file, or for times that only its rule for the future covers, Java answers.
 */
final class Zone {
    private static final Zone UTC =
            new Zone(new long[0], new byte[0], new int[] {0}, new boolean[1], new String[] {"UTC"}, false);

    private static Zone local;

    private final long[] transitions;
    /** By transition: type of local time behind it. */
    private final byte[] types;
    /** By type. */
    private final int[] offsets;
    private final boolean[] daylight;
    private final String[] names;
    /** The last transitions are followed by others, by a rule. */
    private final boolean goesOn;

    private Zone(
            long[] transitions, byte[] types, int[] offsets, boolean[] daylight, String[] names, boolean goesOn) {
        this.transitions = transitions;
        this.types = types;
        this.offsets = offsets;
        this.daylight = daylight;
        this.names = names;
        this.goesOn = goesOn;
    }

    static synchronized Zone local() {
        if (local == null) local = find();
        return local;
    }

    private static Zone find() {
        String name = System.getenv("TZ");
        try {
            if (name == null) return read(Path.of("/etc/localtime"));
            if (name.isEmpty() || name.equals("UTC")) return UTC;
            Path folder = Path.of("/usr/share/zoneinfo");
            Path file = folder.resolve(name.startsWith(":") ? name.substring(1) : name);
            return Files.isRegularFile(file) ? read(file) : java();
        } catch (IOException | RuntimeException e) {
            return Files.exists(Path.of("/etc")) && name == null ? UTC : java();
        }
    }

    /** A zone without transitions of its own: all times are asked of Java. */
    private static Zone java() {
        return new Zone(null, null, null, null, null, true);
    }

    private static Zone read(Path path) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
        int[] counts = header(in);
        // The first block has 32-bit times, the second the same data with 64-bit times.
        in.position(in.position() + counts[3] * 5 + counts[4] * 6 + counts[5] + counts[2] * 8 + counts[1] + counts[0]);
        counts = header(in);
        long[] transitions = new long[counts[3]];
        for (int i = 0; i < transitions.length; i++) transitions[i] = in.getLong();
        byte[] types = new byte[counts[3]];
        in.get(types);
        int n = counts[4];
        int[] offsets = new int[n];
        boolean[] daylight = new boolean[n];
        int[] starts = new int[n];
        for (int i = 0; i < n; i++) {
            offsets[i] = in.getInt();
            daylight[i] = in.get() != 0;
            starts[i] = in.get() & 0xff;
        }
        byte[] text = new byte[counts[5]];
        in.get(text);
        String[] names = new String[n];
        for (int i = 0; i < n; i++) {
            int end = starts[i];
            while (text[end] != 0) end++;
            names[i] = new String(text, starts[i], end - starts[i], java.nio.charset.StandardCharsets.US_ASCII);
        }
        in.position(in.position() + counts[2] * 12 + counts[1] + counts[0]);
        byte[] rule = new byte[in.remaining()];
        in.get(rule);
        boolean goesOn = new String(rule, java.nio.charset.StandardCharsets.US_ASCII).indexOf(',') >= 0;
        return new Zone(transitions, types, offsets, daylight, names, goesOn);
    }

    /** Numbers of UT indicators, standard indicators, leap seconds, transitions, types and characters. */
    private static int[] header(ByteBuffer in) throws IOException {
        if (in.getInt() != 0x545a6966 || in.get() < '2') throw new IOException("no zone file");
        in.position(in.position() + 15);
        int[] counts = new int[6];
        for (int i = 0; i < 6; i++) counts[i] = in.getInt();
        return counts;
    }

    /** Type of local time at an instant, -1 where the file does not say. */
    private int typeAt(long seconds) {
        if (transitions == null) return -1;
        int low = 0;
        int high = transitions.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (transitions[middle] <= seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == transitions.length && goesOn) return -1;
        if (low == 0) return 0;
        return types[low - 1] & 0xff;
    }

    int offset(long seconds) {
        int type = typeAt(seconds);
        return type >= 0 ? offsets[type] : javaZone().getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }

    boolean isDaylight(long seconds) {
        int type = typeAt(seconds);
        return type >= 0 ? daylight[type] : javaZone().getRules().isDaylightSavings(Instant.ofEpochSecond(seconds));
    }

    private static ZoneId javaZone() {
        return ZoneId.systemDefault();
    }

    /** Abbreviation of the zone's standard or daylight time, the one used last. */
    String name(boolean wantsDaylight) {
        if (transitions == null) {
            return TimeZone.getDefault().getDisplayName(wantsDaylight, TimeZone.SHORT, java.util.Locale.ROOT);
        }
        for (int i = types.length - 1; i >= 0; i--) {
            int type = types[i] & 0xff;
            if (daylight[type] == wantsDaylight) return names[type];
        }
        return names[0];
    }
}
