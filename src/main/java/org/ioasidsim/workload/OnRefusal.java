package org.ioasidsim.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/** What a process does when its request is refused. */
public sealed interface OnRefusal {
    /** The process exits. */
    record GiveUp() implements OnRefusal {}

    /** The process lives on without an id. */
    record FallBack() implements OnRefusal {}

    /** The process waits in the policy's queue. */
    record WaitInQueue() implements OnRefusal {}

    /**
     * The process tries again after pauses.
     *
     * @param firstSeconds the first pause
     * @param factor by which each pause grows, at least 1
     * @param maxSeconds the longest pause
     * @param attempts the largest number of tries, the first included
     * @param jitter each pause is multiplied by a uniform number of [1 - jitter, 1 + jitter]
     * @param pauseSeconds the law from which each pause is drawn; null: pauses grow from {@code firstSeconds}
     */
    record Retry(
            double firstSeconds,
            double factor,
            double maxSeconds,
            int attempts,
            double jitter,
            @Nullable Distribution pauseSeconds)
            implements OnRefusal {}

    /** Returns the form of {@code on_refusal}. */
    static Form<OnRefusal> form() {
        Map<String, OnRefusal> words = new LinkedHashMap<>();
        words.put("give-up", new GiveUp());
        words.put("fall-back", new FallBack());
        words.put("wait", new WaitInQueue());
        return Forms.either(
                Forms.words(words),
                Forms.oneOf(List.of(Forms.alternative("retry", "tries again", Forms.section(OnRefusal::retry)))));
    }

    private static OnRefusal retry(Section section) {
        return new Retry(
                section.optional("first", "the first pause", Forms.positiveTime(), "1s"),
                section.optional("factor", "by which pauses grow", Forms.number(1, Double.POSITIVE_INFINITY), "2"),
                section.optional(
                        "max",
                        "the longest pause",
                        Forms.or(Map.of("forever", Double.POSITIVE_INFINITY), Forms.positiveTime()),
                        "16s"),
                section.optional(
                        "attempts",
                        "in all, the first counted",
                        Forms.or(Map.of("max", Integer.MAX_VALUE), Forms.smallCount(1)),
                        "6"),
                section.optional("jitter", "pauses vary by this part", Forms.probability(), "0.1"),
                section.optional(
                                "pause",
                                "growing: by the keys above; or each drawn from a distribution",
                                pause(),
                                "growing")
                        .orElse(null));
    }

    private static Form<Optional<Distribution>> pause() {
        return Forms.or(Map.of("growing", Optional.empty()), Forms.map(DistributionReader.time(), Optional::of));
    }
}
