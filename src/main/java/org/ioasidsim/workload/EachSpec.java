package org.ioasidsim.workload;

import java.util.List;
import org.ioasidsim.random.Streams;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * A value that differs from instance to instance: drawn once for each, uniform between two ends. All such values of an instance come from one random
 * number, so that one with many processes at the start is also one to which many come.
 *
 * @param low the least, at least 0
 * @param high the greatest, above {@code low}
 */
public record EachSpec(double low, double high) {
    /** The name of the stream of random numbers that it is drawn from. */
    private static final String PURPOSE = "size";

    private static final EachSpec PLACEHOLDER = new EachSpec(1, 2);

    /** Returns the form of {@code {each: {uniform: [low, high]}}}, whose ends have the form {@code end}. */
    static Form<EachSpec> form(Form<? extends Number> end) {
        Form<EachSpec> law = Forms.section(section -> of(
                section,
                section.required(
                        "uniform", "the least and the greatest value, all alike probable", Forms.listOfSome(end))));
        return Forms.section(section -> section.required("each", "drawn once for each instance", law));
    }

    private static EachSpec of(Section section, List<? extends Number> ends) {
        if (ends.size() != 2 || !(ends.get(0).doubleValue() < ends.get(1).doubleValue())) {
            section.problem(
                    "uniform",
                    "expected two values, the smaller first, found "
                            + (ends.size() == 2 ? "the greater first or the same twice" : ends.size()));
            return PLACEHOLDER;
        }
        return new EachSpec(ends.get(0).doubleValue(), ends.get(1).doubleValue());
    }

    double mean() {
        return (low + high) / 2;
    }

    /** Returns the same as multiples of the mean. */
    EachSpec relative() {
        return times(1 / mean());
    }

    /** Returns all values times {@code factor}. */
    public EachSpec times(double factor) {
        return new EachSpec(low * factor, high * factor);
    }

    /** Returns the value of an instance. */
    double of(Streams streams, String tenant, int ordinal) {
        return low + (high - low) * streams.stream(tenant, ordinal, PURPOSE).nextDouble();
    }
}
