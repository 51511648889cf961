package kaa.rt;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;

/** Checks tests/externs/pure.txt against HostExterns: prints every line that differs, then the count. */
public final class Vectors {
    public static void main(String[] args) throws Exception {
        Externs host = new HostExterns(new Ctx(), args);
        int wrong = 0;
        int all = 0;
        for (String line : java.nio.file.Files.readAllLines(Path.of(args[0]))) {
            int equals = line.indexOf(" = ");
            String found = call(host, line.substring(0, equals).split(" "));
            all++;
            if (found.equals(line.substring(equals + 3))) continue;
            wrong++;
            System.out.println(line + " -- found " + found);
        }
        System.out.println(wrong + " of " + all + " differ");
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static String call(Externs host, String[] words) throws Exception {
        for (Method method : Externs.class.getMethods()) {
            if (!method.getName().equals(words[0])) continue;
            Class<?>[] types = method.getParameterTypes();
            Object[] values = new Object[types.length];
            for (int i = 0; i < types.length; i++) values[i] = value(words[i + 1], types[i]);
            try {
                return text(method.invoke(host, values));
            } catch (InvocationTargetException e) {
                return e.getCause().toString();
            }
        }
        return "no such primitive";
    }

    private static Object value(String word, Class<?> type) {
        String rest = word.substring(1);
        switch (word.charAt(0)) {
            case 'd':
                if (rest.equals("nan")) return Double.NaN;
                return Double.longBitsToDouble(Long.parseUnsignedLong(rest, 16));
            case 'z':
                return rest.equals("1");
            case 'b': {
                byte[] bytes = new byte[rest.length() / 2];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) Integer.parseInt(rest.substring(2 * i, 2 * i + 2), 16);
                }
                return bytes;
            }
            default:
                return type == int.class ? (Object) Integer.parseInt(rest) : Long.parseLong(rest);
        }
    }

    private static String text(Object value) {
        if (value == null) return "n";
        if (value instanceof Double) {
            double number = (Double) value;
            if (Double.isNaN(number)) return "dnan";
            return String.format("d%016x", Double.doubleToRawLongBits(number));
        }
        if (value instanceof Boolean) return (Boolean) value ? "z1" : "z0";
        if (!(value instanceof byte[])) return "i" + value;
        StringBuilder text = new StringBuilder("b");
        for (byte item : (byte[]) value) text.append(String.format("%02x", item));
        return text.toString();
    }
}
