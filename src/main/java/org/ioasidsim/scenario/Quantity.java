package org.ioasidsim.scenario;

import java.util.OptionalDouble;
import org.ioasidsim.yaml.Units;

/** The number behind a value of a scenario: seconds of a time, events per second of a rate, the fraction of a percentage, or a count. */
public final class Quantity {
    private Quantity() {}

    /** Returns the number; empty for a text that is none, such as the name of a policy. */
    public static OptionalDouble of(String text) {
        OptionalDouble rate = Units.perSecond(text);
        return rate.isPresent() ? rate : Bound.parse(text);
    }

    /** Returns the unit in which {@link #of} gives the number: {@code s}, {@code /s}, or empty. */
    public static String unit(String text) {
        if (Units.perSecond(text).isPresent()) {
            return "/s";
        }
        return Units.seconds(text).isPresent() ? "s" : "";
    }
}
