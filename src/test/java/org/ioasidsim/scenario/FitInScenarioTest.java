package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.random.Lognormal;
import org.ioasidsim.random.Mixture;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.trace.FittedLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A law that stands in a file must be that of the file's rows wherever times stand, and what is wrong with it must be told where it stands. */
class FitInScenarioTest {
    /** Twelve rows of mean 2.5: 1, 2, 3 and 4, three times. */
    private static final String TWELVE = IntStream.range(0, 12)
            .mapToObj(i -> Integer.toString(1 + i % 4))
            .collect(Collectors.joining("\n", "s\n", "\n"));

    @TempDir
    private Path directory;

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("d.csv"), text);
    }

    private static String with(String lifetime) {
        return TestScenarios.SMALL.replace("lifetime: 3s", "lifetime: " + lifetime);
    }

    private Scenario only(String text) throws Exception {
        return TestScenarios.readBack(text, directory).variants().get(0).scenario();
    }

    private static Distribution lifetime(Scenario scenario) {
        return scenario.tenants().get(0).processes().lifetimeSeconds();
    }

    @Test
    void isTheLawOfMaximumLikelihood() throws Exception {
        write(TWELVE);

        assertThat(lifetime(only(with("{fit: {file: d.csv, column: s, law: exponential}}"))))
                .isEqualTo(new Exponential(2.5));
        var lognormal = (Lognormal) lifetime(only(with("{fit: {file: d.csv, column: s, law: lognormal}}")));
        // the mean of the logarithms of 1, 2, 3, 4, whose product is 24; nine digits are kept
        assertThat(lognormal.median()).isCloseTo(Math.pow(24, 0.25), within(1e-8));
    }

    /** Of 1, 2, 3 and 4 the 3 are cut off: time at risk 10 over three that ended. */
    @Test
    void rowsThatWereCutOffCountAsSuchUnlessTheScenarioSaysOtherwise() throws Exception {
        write("s,censored,open\n1,,no\n2,,no\n3,R,no\n4,,no\n".replace("no", "0"));

        assertThat(lifetime(only(with("{fit: {file: d.csv, column: s, law: exponential}}")))
                        .mean())
                .isCloseTo(10.0 / 3, within(1e-8));
        assertThat(lifetime(only(with("{fit: {file: d.csv, column: s, law: exponential, censored: none}}"))))
                .isEqualTo(new Exponential(2.5));
        assertThat(lifetime(only(with("{fit: {file: d.csv, column: s, law: exponential, censored: open}}"))))
                .isEqualTo(new Exponential(2.5));
    }

    /** Instants 10, 4, 5, 8 in any order: gaps 1, 3, 2. */
    @Test
    void gapsAreThoseBetweenInstants() throws Exception {
        write("start_s\n10\n4\n5\n8\n");
        Scenario scenario = only(TestScenarios.SMALL.replace(
                "{poisson: 2/s}", "{renewal: {fit: {file: d.csv, column: start_s, take: gaps, law: exponential}}}"));

        assertThat(scenario.tenants().get(0).processes().arrivals())
                .isEqualTo(new ArrivalsSpec.Renewal(new Exponential(2)));
    }

    @Test
    void standsWhereverTimesStand() throws Exception {
        write(TWELVE);
        String fit = "{fit: {file: d.csv, column: s, law: exponential}}";
        Scenario scenario = only(with("{mixture: [{p: 0.5, of: " + fit + "}, {p: 0.5, of: 1s}]}")
                .replace("devices: {hpre: {}}", "devices: {hpre: {}}\n  costs: {bind: " + fit + "}")
                .replace("instances: 1", "instances: {arrivals: {renewal: " + fit + "}, lifetime: " + fit + "}")
                .replace("arrivals: {poisson: 2/s}", "arrivals: {closed: {population: 3, think: " + fit + "}}")
                .replace(
                        "devices: [hpre]",
                        "devices: [hpre]\n      bind: {after: " + fit + ", hold: " + fit + ", think: " + fit
                                + "}\n      on_refusal: {retry: {pause: " + fit + "}}")
                .replace("duration: 10s", "duration: 10s\n  input_uncertainty: on"));
        Scenario drawn = scenario.drawn(1);
        var tenant = drawn.tenants().get(0);
        Distribution one = tenant.processes().bind().afterSeconds();

        assertThat(one).isInstanceOf(Exponential.class).isNotEqualTo(new Exponential(2.5));
        assertThat(tenant.processes().bind().holdSeconds()).isEqualTo(one);
        assertThat(tenant.processes().bind().thinkSeconds()).isEqualTo(one);
        assertThat(((OnRefusal.Retry) tenant.processes().onRefusal()).pauseSeconds())
                .isEqualTo(one);
        assertThat(tenant.processes().arrivals()).isEqualTo(new ArrivalsSpec.Closed(3, one));
        assertThat(tenant.instances().arrivals()).isEqualTo(new ArrivalsSpec.Renewal(one));
        assertThat(tenant.instances().lifetimeSeconds()).isEqualTo(one);
        assertThat(drawn.costs().bindSeconds()).isEqualTo(one);
        assertThat(((Mixture) tenant.processes().lifetimeSeconds()).parts()[0]).isEqualTo(one);
        assertThat(scenario.drawnFrom()).containsExactly("12 rows of d.csv");
        assertThat(((Mixture) lifetime(scenario.atEstimates())).parts()[0]).isEqualTo(new Exponential(2.5));
        assertThat(((Mixture) lifetime(scenario)).parts()[0]).isInstanceOf(FittedLaw.class);
    }

    /** Rows drawn from two values, 1 and 3, mean any of 1, 1 + 2/n, ..., 3; over many draws they mean 2, with variance 1/n. */
    @Test
    void drawsFollowTheBootstrap() throws Exception {
        write("s\n" + "1\n3\n".repeat(10));
        Scenario scenario = only(with("{fit: {file: d.csv, column: s, law: exponential}}")
                .replace("duration: 10s", "duration: 10s\n  input_uncertainty: on"));
        double[] means = IntStream.rangeClosed(1, 4_000)
                .mapToDouble(number -> lifetime(scenario.drawn(number)).mean())
                .toArray();
        double mean = IntStream.range(0, means.length)
                .mapToDouble(i -> means[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, means.length)
                .mapToDouble(i -> (means[i] - mean) * (means[i] - mean))
                .average()
                .orElseThrow();

        // four standard errors: sqrt(1/20/4000) = 0.0035 of the mean, sqrt(2/4000) = 2.2 % of the variance
        assertThat(mean).isCloseTo(2, within(0.015));
        assertThat(variance).isCloseTo(1.0 / 20, within(0.09 / 20));
    }

    @Test
    void showPinsTheDataAndReadsBackAsTheSame() throws Exception {
        write(TWELVE);
        String text = with("{fit: {file: d.csv, column: s}}")
                .replace("duration: 10s", "duration: 10s\n  input_uncertainty: on");
        Scenario scenario = only(text);

        assertThat(scenario.resolvedYaml()).containsPattern("file: d.csv +# sha256 [0-9a-f]{64}");
        assertThat(scenario.resolvedYaml()).contains("of 12 rows of d.csv").contains("input_uncertainty: on");
        assertThat(only(scenario.resolvedYaml())).isEqualTo(scenario);
    }

    /** Each row: the file, the keys beside file, and the problem that this must be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s;1;2|column: t|s.yaml:15:45: tenants.web.processes.lifetime.fit.column: expected the column t in d.csv, found s",
                "s;1|column: s|s.yaml:15:45: tenants.web.processes.lifetime.fit.column: expected at least two different times that are not cut off, found 1 in d.csv",
                "s;1;1;1|column: s|fit.column: expected at least two different times that are not cut off, found 1 in d.csv",
                "s|column: s|fit.column: expected rows with numbers below a line of column names, found none",
                "s;1;-2;3|column: s|d.csv:3:1: s: expected a number of at least 0, found -2",
                "s;1;soon;3|column: s|d.csv:3:1: s: expected a number of at least 0, found soon",
                "s;1;0;3|column: s|d.csv:3:1: s: expected a time above 0, found 0; --zero-as T, or zero_as: T in a scenario, counts it as T",
                "s,c;1,;2,maybe|`column: s, censored: c`|d.csv:3:1: c: expected nothing, 0 or false, or R, L, LR, 1 or true, found maybe",
                "s;1;2|`column: s, censored: c`|d.csv:2:1: c: expected this column, found s",
                "s;1;10;100;1000;10000;100000|`column: s, law: lomax`|fit.law: expected a law that these times have, with a finite mean, found lomax, which has none here",
                "s;1;2|`column: s, law: gauss`|fit.law: expected best | exponential | weibull | lognormal | lomax | hyperexponential, found gauss",
                "s;5|`column: s, take: gaps`|fit.column: expected at least two rows with instants, found 1",
                "s;5;5;6|`column: s, take: gaps`|fit.column: expected instants that differ, found some that do not: zero_as: T counts their gap as T",
            })
    void tellsTheMistakeOnce(String file, String keys, String problem) throws IOException {
        write(file.replace(';', '\n') + "\n");
        String problems = TestScenarios.problems(directory, with("{fit: {file: d.csv, " + keys + "}}"), Overrides.NONE);

        assertThat(problems).contains(problem).doesNotContain("\n");
    }

    /** Each row: what stands under run, the lifetime, and the problem that this must be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input_uncertainty: on|3s|s.yaml:19:22: run.input_uncertainty: expected off, or a law under fit whose rows say how sure it is, found on and no such law",
                "input_uncertainty: on|`{fit: {file: d.csv, column: s}}`|run.input_uncertainty: expected off, or at least 10 rows that saw an end for each law under fit, found 4 of 4 rows of d.csv",
                "input_uncertainty: maybe|`{fit: {file: d.csv, column: s}}`|run.input_uncertainty: expected on or off, found maybe",
            })
    void tellsWhatCannotBeDrawn(String run, String lifetime, String problem) throws IOException {
        write("s\n1\n2\n3\n4\n");
        String text = with(lifetime).replace("duration: 10s", "duration: 10s\n  " + run);

        assertThat(TestScenarios.problems(directory, text, Overrides.NONE))
                .contains(problem)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"analysis,{kind: steady},terminating", "estimate,splitting,simulation"})
    void refusesWhatKnowsNothingOfDrawnInputs(String key, String value, String instead) throws IOException {
        write(TWELVE);
        String text = with("{fit: {file: d.csv, column: s}}")
                .replace("duration: 10s", "duration: 10s\n  input_uncertainty: on\n  " + key + ": " + value);

        assertThat(TestScenarios.problems(directory, text, Overrides.NONE))
                .contains("run." + key)
                .contains(instead + " with input_uncertainty: on");
    }
}
