package org.ioasidsim.policy;

import org.ioasidsim.yaml.Section;

/** Whoever asks first gets an id, as in the kernel: nobody is protected from anybody. Those who wait are served in the order of arrival. */
public final class FirstCome {
    /** The name in the catalogue. */
    public static final String NAME = "first-come";

    private FirstCome() {}

    /** The policy without knobs. */
    public record Spec() implements PolicySpec {
        static Spec read(Section section) {
            return new Spec();
        }

        @Override
        public String name() {
            return NAME;
        }
    }
}
