package org.ioasidsim.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script with bad lines says all of them at once and is not run. */
class OpScriptTest {
    @Test
    void findsEveryBadLineWithWhatWasExpectedAndFound() {
        OpScript script = OpScript.parse("bad.ops", """
                host misc-capacity=ten
                # a comment, and an empty line

                mkdri /a
                spawn P
                rep x fork A B%
                rep 3 frok A B%
                alloc P 5
                host
                """);

        assertThat(script.problems()).extracting(OpProblem::line).containsExactly(1, 4, 5, 6, 7, 8, 9);
        assertThat(script.problems().get(1).text("bad.ops"))
                .isEqualTo("bad.ops:4: expected an operation (did you mean mkdir?), found 'mkdri /a'");
        assertThat(script.problems().get(2).expected()).isEqualTo("'spawn P PATH [KEY=VALUE...]'");
    }

    /** What is repeated is looked at before anything runs, as what stands alone is. */
    @Test
    void findsBadSettingsAlsoWhereTheyAreRepeatedOrGivenTwice() {
        OpScript script = OpScript.parse("x", """
                host pasid-bits=4 max-pasids=17
                rep 2 device d% queues=0
                rep 2 host
                rep 2 rep 3 stat
                device d smmu=0 smmu=1
                user u nproc=many
                """);

        assertThat(script.problems()).extracting(OpProblem::line).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(script.problems().get(0).expected()).isEqualTo("max-pasids=2..16");
    }

    @Test
    void hostMustComeFirst() {
        assertThat(OpScript.parse("x", "mkdir /a\nhost\n").problems())
                .extracting(OpProblem::line)
                .containsExactly(1, 2);
        assertThat(OpScript.parse("x", "").problems()).hasSize(1);
    }

    /** 8-bit ASIDs are 256, of which 0 is none; a host without ASIDs has no room for a single domain. */
    @ParameterizedTest
    @CsvSource({
        "host dma-domains=256, dma-domains=0 without ASIDs (asid-scheme)",
        "host dma-domains=1, dma-domains=0 without ASIDs (asid-scheme)",
        "host asid-scheme=none asid-bits=16 dma-domains=300, dma-domains=0 without ASIDs (asid-scheme)",
        "host asid-bits=8 dma-domains=256, dma-domains below 256"
    })
    void moreDmaDomainsThanAsidsAreAProblemOfTheHostLine(String host, String expected) {
        assertThat(OpScript.parse("x", host + "\nspawn A /\n").problems())
                .singleElement()
                .matches(problem -> problem.line() == 1 && problem.expected().equals(expected));
        assertThat(OpScript.parse("x", "host asid-bits=8 dma-domains=255\n").isValid())
                .isTrue();
    }

    @Test
    void aTimeStandsBehindTheLineNumber() {
        OpScript script = OpScript.parse("x", "host\n0.5s spawn A /\n12.5s misc-charge A # none\n");

        assertThat(Answers.to(script)).containsExactly("1: ok", "2 0.5s: ok", "3 12.5s: -EINVAL");
    }

    @Test
    void aSessionTakesOneLineAndGivesOneResult() {
        OpSession session = new OpSession();

        assertThat(session.accept("spawn A /")).contains("expected 'host ...' as the first operation");
        assertThat(session.accept("host pid-max=32768")).isEqualTo("2: ok");
        assertThat(session.accept("  # nothing")).isEmpty();
        assertThat(session.accept("spawn A /")).isEqualTo("4: ok 2");
        assertThat(session.accept("explain")).isEqualTo("Nothing was refused.");
    }

    @Test
    void explainsTheLimitItsLevelAndWhatDecides() {
        OpSession session = new OpSession();
        for (String line :
                new String[] {"host", "mkdir /p", "mkdir /p/c", "spawn A /p/c", "write /p/pids.max 1", "fork A B"}) {
            assertThat(session.accept(line)).isNotEmpty();
        }

        assertThat(session.explain()).isEqualTo("pids at /p: 1 of 1 charged (kernel/cgroup/pids.c, pids_can_fork).");
    }

    /** Of two repeated forks into a limit of two tasks the second is refused; what succeeds later explains nothing. */
    @Test
    void explainsTheLatestRefusalAmongRepeatedOperations() {
        OpSession session = new OpSession();
        for (String line : new String[] {"host", "mkdir /p", "write /p/pids.max 2", "spawn A /p"}) {
            assertThat(session.accept(line)).endsWith(": ok");
        }

        assertThat(session.accept("rep 2 fork A C%")).isEqualTo("5: 1/2 last=-EAGAIN");
        assertThat(session.accept("stat")).isEqualTo("6: tasks=2");
        assertThat(session.explain()).isEqualTo("pids at /p: 2 of 2 charged (kernel/cgroup/pids.c, pids_can_fork).");
    }

    /** A number with which a repeated operation no longer reads is one that did not succeed. */
    @Test
    void whatReadsOnlyWithSomeNumbersIsNotRunWithTheOthers() {
        OpScript script = OpScript.parse("x", "host\nspawn A /\nrep 10 thread A 00000000%\n");

        assertThat(script.problems()).isEmpty();
        assertThat(Answers.to(script)).last().isEqualTo("3: 9/10 last=");
    }
}
