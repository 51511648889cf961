package kaa.rt;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders dead objects so that each comes before those it refers to, which the host does not promise. The search goes over the
 * fields by reflection and gives up on large graphs: the host does not tell what else is dead.
 */
final class DeathOrder {
    private static final int LARGEST_BATCH = 256;
    private static final int MOST_VISITS = 20_000;

    private final Map<Class<?>, Field[]> fields = new HashMap<>();
    private final IdentityHashMap<Object, Boolean> open = new IdentityHashMap<>();
    private final List<Object> placed = new ArrayList<>();
    private int visits;

    private DeathOrder() {}

    static void sort(List<Object> batch) {
        if (batch.size() < 2 || batch.size() > LARGEST_BATCH) return;
        DeathOrder order = new DeathOrder();
        for (Object object : batch) order.open.put(object, true);
        // Depth first, each object after all it reaches; then reversed.
        for (Object object : batch) order.place(object);
        Collections.reverse(order.placed);
        for (int i = 0; i < batch.size(); i++) batch.set(i, order.placed.get(i));
    }

    private void place(Object object) {
        if (open.replace(object, false) != Boolean.TRUE) return;
        for (Object reached : reached(object)) place(reached);
        placed.add(object);
    }

    /** Others of the batch that the object refers to, not looking behind them. */
    private List<Object> reached(Object start) {
        List<Object> found = new ArrayList<>();
        IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
        ArrayDeque<Object> work = new ArrayDeque<>();
        work.add(start);
        seen.put(start, start);
        while (!work.isEmpty() && visits++ < MOST_VISITS) {
            for (Object next : references(work.removeLast())) {
                if (next == null || seen.put(next, next) != null) continue;
                if (open.containsKey(next)) found.add(next);
                else if (next instanceof Obj || next instanceof Object[]) work.add(next);
            }
        }
        return found;
    }

    private Object[] references(Object object) {
        if (object instanceof Object[]) return (Object[]) object;
        Field[] known = fields.get(object.getClass());
        if (known == null) {
            known = referenceFields(object.getClass());
            fields.put(object.getClass(), known);
        }
        Object[] out = new Object[known.length];
        try {
            for (int i = 0; i < out.length; i++) out[i] = known[i].get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError("compiled fields are public", e);
        }
        return out;
    }

    private static Field[] referenceFields(Class<?> type) {
        List<Field> out = new ArrayList<>();
        for (Field field : type.getFields()) {
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            if (!isStatic && !field.getType().isPrimitive()) out.add(field);
        }
        return out.toArray(new Field[0]);
    }
}
