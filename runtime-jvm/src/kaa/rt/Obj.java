package kaa.rt;

/** Root of all compiled classes. */
public abstract class Obj {
    /** Reads the fields of a frozen object, those of the classes above first. */
    public void read(Cursor cursor) {}
}
