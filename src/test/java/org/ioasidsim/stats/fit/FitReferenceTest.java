package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.ioasidsim.workload.trace.LifetimeColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On recorded times a fit must find what another program found: the expected values are those of the summaries that came with the traces,
 * made with SciPy's optimisers on all rows. A fit that stops short of the maximum passes on clean samples and fails here.
 */
class FitReferenceTest {
    private static final String CI_JOB = "scenarios/traces/hello-ci-ftrace-2025/mm_lifetimes.csv.gz";
    private static final String FUNCTIONS = "src/test/resources/traces/azure-functions-2021-excerpt.csv";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Exponential      | mean=0.007698909984552732                        | 27534.60350312724  | 0.52501503
            Weibull          | shape=0.5502401729905732 scale=0.0022937331      | 34383.829701232855 | 0.20471753
            Lognormal        | median=0.00105725 sigma=1.4448376236031062       | 36068.83650784567  | 0.12256219
            Lomax            | shape=1.1128332068712814 scale=0.0010740274      | 35922.77535198128  | 0.14367725
            Hyperexponential | p=0.8439014449664535 mean1=0.0009517325818172362 mean2=0.04417556256080392 \
            | 35581.247708520066 | 0.13140562
            """)
    void theAddressSpacesOfACiJob(String law, String parameters, double logLikelihood, double distance) {
        assertFit(fit(CI_JOB, law), parameters, logLikelihood, distance);
    }

    /** A duration of 0 ms counts as half a tick of the clock. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Exponential      | mean=24.83246843687375                           | -4203.72770404941   | 0.5614580
            Weibull          | shape=0.30420575291005875 scale=3.434347190120174 | -2161.8296293663548 | 0.1408570
            Lognormal        | median=0.56339375 sigma=3.655031595862393        | -2136.984056434808  | 0.1294875
            Lomax            | shape=0.2575915986593347 scale=0.018559372627488944 | -2247.1805516144746 | 0.1218527
            Hyperexponential | p=0.5853379913914386 mean1=0.14454531639168736 mean2=59.68200620731044 \
            | -2191.8080234024987 | 0.1251644
            """)
    void theInvocationsOfServerlessFunctions(String law, String parameters, double logLikelihood, double distance) {
        assertFit(fit(FUNCTIONS, law), parameters, logLikelihood, distance);
    }

    private static Fit fit(String file, String law) {
        LifetimeColumn read = LifetimeColumn.read(Path.of(file), "duration_s", Optional.empty(), Optional.of(0.0005));
        return Fit.all(CensoredTimes.of(read.values(), read.isCutOff())).stream()
                .filter(fit -> fit.law().getClass().getSimpleName().equals(law))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFit(Fit fit, String parameters, double logLikelihood, double distance) {
        Map<String, Double> found = fit.law().parameters().stream()
                .collect(Collectors.toMap(LifetimeLaw.Parameter::name, LifetimeLaw.Parameter::value));
        for (String parameter : parameters.split(" ", -1)) {
            String[] words = parameter.split("=", -1);
            assertThat(found.get(words[0])).as(words[0]).isCloseTo(Double.parseDouble(words[1]), withinPercentage(0.1));
        }
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(logLikelihood - 1e-3);
        assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, Offset.offset(0.01));
        assertThat(fit.distance()).isCloseTo(distance, Offset.offset(1e-4));
    }
}
