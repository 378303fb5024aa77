package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Shape;

/** The keys of a scenario file that concern all its variants, which no variant can change. */
final class FileKeys {
    private static final List<String> IN_ORDER =
            List.of("include", "variants", "baseline", "verdict", "caveat", "sweep", "plan", "fleet", "expect");

    static final Set<String> ALL = Set.copyOf(IN_ORDER);

    /** The name of the variant in a file without variants. */
    static final String ONLY_VARIANT = "base";

    /** The form of the name of a variant. */
    static final Form<String> VARIANT = Forms.text("the name of a variant", "\\S+", ONLY_VARIANT);

    private FileKeys() {}

    /** Returns all keys that may stand in a file, of which those of a variant have {@code shape}. */
    static List<String> among(Shape shape) {
        List<String> keys = new ArrayList<>();
        if (shape instanceof Shape.Keys ofVariant) {
            ofVariant.keys().forEach(key -> keys.add(key.name()));
        }
        keys.addAll(IN_ORDER);
        return keys;
    }
}
