package kaa.rt;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Figures of the management interface, in a class of its own so that programs that do not ask never load it. */
final class GcBeans {
    private GcBeans() {}

    static long collections() {
        long total = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            total += Math.max(0, bean.getCollectionCount());
        }
        return total;
    }

    /** Bytes that this thread has allocated. */
    static long allocated() {
        Object bean = ManagementFactory.getThreadMXBean();
        if (!(bean instanceof com.sun.management.ThreadMXBean)) return 0;
        long id = Thread.currentThread().getId();
        return Math.max(0, ((com.sun.management.ThreadMXBean) bean).getThreadAllocatedBytes(id));
    }

    static long processCpu() {
        Object bean = ManagementFactory.getOperatingSystemMXBean();
        if (!(bean instanceof com.sun.management.OperatingSystemMXBean)) return threadCpu();
        return ((com.sun.management.OperatingSystemMXBean) bean).getProcessCpuTime();
    }

    static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
