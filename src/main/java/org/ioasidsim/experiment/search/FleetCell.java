package org.ioasidsim.experiment.search;

import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.scenario.FleetSpec;

/**
 * The answer for a type of host with a flavour.
 *
 * @param theory the largest number that fits by theory, 0 for none of those that were asked about; empty where theory says nothing
 * @param isExact whether theory is exact in steady state; else it is an approximation
 * @param model the formula; empty for none
 * @param binds what runs out beyond: {@code ids}, {@code ASIDs}, or the name of a limit; empty where unknown
 * @param simulated what simulation showed, if it was asked
 */
public record FleetCell(
        FleetSpec.Cell cell,
        OptionalLong theory,
        boolean isExact,
        String model,
        String binds,
        Optional<PlanResult> simulated) {
    /** How far a cell is known. */
    public enum State {
        THEORY("theory"),
        CONFIRMED("confirmed"),
        REFUTED("refuted"),
        UNDECIDED("undecided"),
        SIMULATED("simulated"),
        UNKNOWN("unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** Returns the word as results write it. */
        public String word() {
            return word;
        }
    }

    /** Returns what is known: by theory, by simulation, or both, and whether they agree. */
    public State state() {
        if (simulated.isEmpty()) {
            return theory.isPresent() ? State.THEORY : State.UNKNOWN;
        }
        PlanResult result = simulated.get();
        if (theory.isEmpty()) {
            return result.shownToMeet().isPresent() || result.shownToFail().isPresent()
                    ? State.SIMULATED
                    : State.UNDECIDED;
        }
        long fits = theory.getAsLong();
        if (result.shownToMeet().orElse(0) > fits || result.shownToFail().orElse(Long.MAX_VALUE) <= fits) {
            return State.REFUTED;
        }
        return isShown(result) ? State.CONFIRMED : State.UNDECIDED;
    }

    private static boolean isShown(PlanResult result) {
        boolean hasLower = result.shownToMeet().isPresent()
                || result.shownToFail().orElse(0) == result.plan().from();
        return hasLower && result.shownToFail().isPresent();
    }

    /** Returns the number to plan with: theory's where simulation does not refute it, else the largest that simulation shows to fit. */
    public OptionalLong fits() {
        return switch (state()) {
            case THEORY, CONFIRMED -> theory;
            case UNDECIDED -> theory.isPresent() ? theory : lower();
            case REFUTED, SIMULATED -> lower();
            case UNKNOWN -> OptionalLong.empty();
        };
    }

    /** Returns the largest number that simulation shows to fit, 0 if it shows that none does of those that were asked about. */
    public OptionalLong lower() {
        return simulated
                .map(result ->
                        result.shownToMeet().isPresent() || !isNone(result) ? result.shownToMeet() : OptionalLong.of(0))
                .orElse(OptionalLong.empty());
    }

    /** The smallest number that was tried is the smallest of all where theory has none that fits, or says nothing. */
    private boolean isNone(PlanResult result) {
        long from = result.plan().from();
        return result.shownToFail().orElse(0) == from && (from == 1 || theory.orElse(0) == 0);
    }

    /** Returns the largest number that simulation does not show to be too many. */
    public OptionalLong upper() {
        return simulated
                .map(result -> result.shownToFail().isPresent()
                        ? OptionalLong.of(result.shownToFail().getAsLong() - 1)
                        : OptionalLong.empty())
                .orElse(OptionalLong.empty());
    }

    /** Returns the cell with what simulation showed. */
    FleetCell with(PlanResult result, String newBinds) {
        return new FleetCell(cell, theory, isExact, model, newBinds.isEmpty() ? binds : newBinds, Optional.of(result));
    }
}
