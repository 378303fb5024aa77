package org.ioasidsim.scenario;

import java.util.Set;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;

/** The keys of a scenario file that concern all its variants, which no variant can change. */
final class FileKeys {
    static final Set<String> ALL =
            Set.of("include", "variants", "baseline", "sweep", "plan", "fleet", "expect", "verdict");

    /** The name of the variant in a file without variants. */
    static final String ONLY_VARIANT = "base";

    /** The form of the name of a variant. */
    static final Form<String> VARIANT = Forms.text("the name of a variant", "\\S+", ONLY_VARIANT);

    private FileKeys() {}
}
