package org.ioasidsim.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Who waits for seconds must be told what for, and who does not must not be. */
class SlowStepTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Test
    void aStepThatGoesOnTellsOfItself() throws InterruptedException {
        var steps = new SlowStep(lines::add, 1);
        assertThat(steps.during("reading a.yaml", lines::take)).isEqualTo("reading a.yaml");
        assertThat(lines).as("told once").isEmpty();
    }

    @Test
    void aShortStepSaysNothing() {
        var steps = new SlowStep(lines::add, 3_600_000);
        assertThat(List.of(steps.during("this", () -> 1), steps.during("that", () -> 2)))
                .containsExactly(1, 2);
        assertThat(lines).isEmpty();
    }
}
