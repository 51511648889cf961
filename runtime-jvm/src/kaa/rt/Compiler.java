package kaa.rt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The compiler of Python: a native library carried in the jar, called in process. */
final class Compiler {
    private static final boolean AVAILABLE = load();

    private Compiler() {}

    private static native byte[] compile(byte[] source, byte[] filename, int mode, int flags);

    static byte[] compileSource(byte[] source, byte[] filename, int mode, int flags) {
        if (!AVAILABLE) {
            throw new UnsupportedOperationException(
                    "this program carries no compiler for " + platform() + ": it cannot compile Python source");
        }
        return compile(source, filename, mode, flags);
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase();
        String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "macos" : "windows";
        return family + "-" + System.getProperty("os.arch").replace("amd64", "x86_64");
    }

    private static boolean load() {
        String given = System.getProperty("kaa.compiler", System.getenv("KAA_COMPILER"));
        if (given != null) {
            System.load(Path.of(given).toAbsolutePath().toString());
            return true;
        }
        String entry = "/kaa/native/" + platform() + "/" + System.mapLibraryName("kaa_compiler");
        try (InputStream in = Compiler.class.getResourceAsStream(entry)) {
            if (in == null) return false;
            Path file = java.nio.file.Files.createTempFile("kaa", System.mapLibraryName("compiler"));
            java.nio.file.Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            System.load(file.toString());
            // Linux and macOS keep a loaded library whose file is gone.
            java.nio.file.Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
