package kaa.rt;

/** Functions of floats where Java's StrictMath (fdlibm 5.3) does not give the bits of FreeBSD's later msun. */
final class Msun {
    private Msun() {}

    /** C says that 1 to any power and anything to the power 0 is 1, and (-1) to an infinity too; Java answers NaN. */
    static double pow(double x, double y) {
        if (x == 1 || x == -1 && Double.isInfinite(y)) return 1;
        return StrictMath.pow(x, y);
    }
}
