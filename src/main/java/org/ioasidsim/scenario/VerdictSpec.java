package org.ioasidsim.scenario;

import java.util.List;
import org.ioasidsim.scenario.Expectation.Relation;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * What {@code verdict:} asks: whom the question is about, and what counts as good.
 *
 * @param tenants at least one; {@code *} for the host
 * @param metric as in the result files
 * @param bound in the unit of the result files
 * @param key which key says so: {@link #KEY}, or another that asks for it where that is not there
 */
public record VerdictSpec(List<String> tenants, String metric, Relation relation, double bound, String key) {
    /** The key of the file. */
    public static final String KEY = "verdict:";

    /** The metric where none is named. */
    public static final String METRIC = "first_try_success";

    /** What is good where nothing says it. */
    public static final String GOOD = ">= 99.9%";

    /** The same as a number. */
    public static final double GOOD_SHARE = 0.999;

    private static final String TENANT = "a tenant, such as web, or a list of them; '*' for the host";

    public VerdictSpec {
        tenants = List.copyOf(tenants);
    }

    static Form<VerdictSpec> form() {
        return Forms.section(VerdictSpec::read);
    }

    private static VerdictSpec read(Section section) {
        Form<String> name = Forms.text(TENANT, "[A-Za-z0-9_-]{1,100}|[*]", "*");
        List<String> tenants = section.required(
                "tenant",
                "whom the question is about",
                Forms.either(Forms.listOfSome(name), Forms.map(name, List::of)));
        String metric = section.optional("metric", "what counts", Forms.text("a metric", "[a-z0-9_]+", METRIC), METRIC);
        Form<Expectation> good = Expectation.goodForm();
        Expectation wanted = metric.equals(METRIC)
                ? section.optional("good", "how good it must be", good, "\"" + GOOD + "\"")
                : section.required("good", "how good it must be", good);
        return new VerdictSpec(tenants, metric, wanted.relation(), wanted.bound(), KEY);
    }

    /** Returns what must hold of {@code tenant} in {@code variant}. */
    public Expectation of(String variant, String tenant) {
        return new Expectation(variant, tenant, metric, relation, bound, metric + " " + good());
    }

    /** Returns the relation and the bound as the result files write numbers. */
    private String good() {
        return relation.sign() + " " + bound;
    }
}
