package org.ioasidsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who reads the log of a job that takes hours must see that it goes on, and not a line for each replication. */
class ProgressDisplayTest {
    @Test
    void aLogHasALineWheneverTwiceTheTimeHasPassed() throws InterruptedException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        var log = new ProgressDisplay.Log(lines::add, "web", 1200);
        log.done(7, 1200);
        var telling = log.tellingAfter(10);
        assertThat(lines.poll(1, TimeUnit.MINUTES)).isEqualTo("web: 7 of 1,200 replications after 10 ms");
        assertThat(lines.poll(1, TimeUnit.MINUTES)).isEqualTo("web: 7 of 1,200 replications after 20 ms");
        telling.done(8, 1300);
        assertThat(lines.poll(1, TimeUnit.MINUTES)).endsWith(" after 40 ms");
        telling.close();
    }
}
