package org.ioasidsim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** A model written for SSJ must run alike on our list and on SSJ's: cancelled, moved and simultaneous events included. */
class FutureEventsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsAModelAsTheSplayTreeDoes(long seed) {
        List<String> expected = new RandomModel(new Simulator(new SplayTree()), seed).run();
        List<String> actual = new RandomModel(clock(new FutureEvents(payload -> {})), seed).run();
        assertThat(expected).hasSizeGreaterThan(10_000);
        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void refusesTimesThatHaveNoPlace(double timeSeconds) {
        var events = new FutureEvents(payload -> {});
        var event = new RandomModel(clock(events), 1).new Step(0);
        event.setTime(timeSeconds);
        assertThatIllegalArgumentException().isThrownBy(() -> events.add(event));
    }

    private static Clock clock(FutureEvents events) {
        return new Clock(events, payload -> {});
    }

    /** Events that schedule, cancel and move each other at random; times are often equal. */
    private static final class RandomModel {
        private final Simulator simulator;
        private final Random random;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> log = new ArrayList<>();

        RandomModel(Simulator simulator, long seed) {
            this.simulator = simulator;
            this.random = new Random(seed);
        }

        List<String> run() {
            simulator.init();
            for (int i = 0; i < 500; i++) {
                var step = new Step(i);
                steps.add(step);
                step.schedule(delay());
            }
            simulator.start();
            return log;
        }

        private double delay() {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(3);
                case 2 -> -Math.log1p(-random.nextDouble());
                default -> Math.scalb(random.nextDouble(), random.nextInt(20) - 10);
            };
        }

        private void disturb(Step step) {
            boolean scheduled = step.time() >= 0;
            if (!scheduled) {
                step.schedule(delay());
            } else if (random.nextInt(3) == 0) {
                log.add("cancel " + step.number + " " + step.cancel());
            } else {
                step.reschedule(delay());
            }
        }

        final class Step extends Event {
            private final int number;

            Step(int number) {
                super(RandomModel.this.simulator);
                this.number = number;
            }

            @Override
            public void actions() {
                log.add(number + " at " + simulator().time());
                if (log.size() < 20_000) {
                    for (int i = random.nextInt(5); i > 0; i--) {
                        disturb(steps.get(random.nextInt(steps.size())));
                    }
                    if (time() < 0) {
                        schedule(delay());
                    }
                }
            }
        }
    }
}
