package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid must cost one look at the file, one try of each value of an axis, and one reading of each point. */
class ScenarioPointsTest {
    private static final List<String> BASE = List.of(FileParts.ONLY_VARIANT);

    private final AtomicInteger reads = new AtomicInteger();

    @TempDir
    Path directory = Path.of("");

    /** Returns a reader that counts each time that it reads the policy of a variant. */
    private ScenarioReader reader() {
        List<Policies.Entry> counting = BuiltInPolicies.catalogue().entries().stream()
                .map(entry -> new Policies.Entry(
                        entry.name(),
                        entry.summary(),
                        entry.protects(),
                        entry.doesNotPrevent(),
                        entry.example(),
                        section -> {
                            if (!section.isProbing()) {
                                reads.incrementAndGet();
                            }
                            return entry.read().apply(section);
                        }))
                .toList();
        return new ScenarioReader(new Policies(counting), Metric.names());
    }

    private Path file(String more) throws IOException {
        return Files.writeString(
                directory.resolve("grid.yaml"), TestScenarios.SMALL + "controls: {policy: blocking-bind}\n" + more);
    }

    /** Two axes of 30 and 20 values, of which the second changes the controls: these are read without a change, and then with each of the 20. */
    @Test
    void eachValueOfAPartIsReadOnce() throws Exception {
        Path file = file("""
                sweep:
                  tenants.web.instances: {range: [1, 30], points: 30}
                  controls.vm_quota: {range: [100, 2000], points: 20}
                """);
        ScenarioReader reader = reader();
        ScenarioFile whole = reader.read(file, Overrides.NONE);
        assertThat(reads).hasValue(1 + 20);
        ScenarioPoints points = reader.points(file);
        Files.delete(file);
        reads.set(0);
        for (SweepSpec.Point point : whole.sweep().points()) {
            Scenario read = points.at(point.over(Overrides.NONE), BASE)
                    .variants()
                    .get(0)
                    .scenario();
            assertThat(Integer.toString(read.tenants().get(0).instances().initial()))
                    .isEqualTo(point.values().get("tenants.web.instances"));
        }
        assertThat(reads).hasValue(20);
        for (int i = 0; i < 3; i++) {
            var unused = points.at(Overrides.NONE.at("controls.misc_pasid", "on"), BASE);
        }
        assertThat(reads).hasValue(20 + 1);
    }

    /** What a variant leaves as it is was read with the file; three variants leave the controls, and one changes them. */
    @Test
    void whatVariantsHaveInCommonIsReadOnce() throws Exception {
        Path file =
                file("variants: {a: {}, b: {tenants.web.instances: 3}, c: {run.seed: 7}, d: {controls.vm_quota: 9}}\n");
        ScenarioFile read = reader().read(file, Overrides.NONE);
        assertThat(reads).hasValue(1 + 1);
        assertThat(read.variants().stream()
                        .map(variant ->
                                variant.scenario().tenants().get(0).instances().initial())
                        .distinct())
                .containsExactly(
                        read.variants()
                                .get(0)
                                .scenario()
                                .tenants()
                                .get(0)
                                .instances()
                                .initial(),
                        3);
    }

    /** What points have in common is laid over the file before their own values, and is theirs in every respect. */
    @Test
    void pointsMayHaveValuesInCommon() throws Exception {
        ScenarioPoints points = reader().points(file(""));
        Overrides common = Overrides.NONE.at("tenants.web.instances", "3").at("controls.vm_quota", "7");
        Overrides own = Overrides.NONE.at("tenants.web.instances", "5");
        assertThat(points.over(common).at(own, BASE)).isEqualTo(points.at(common.then(own), BASE));
        assertThatThrownBy(() ->
                        points.over(Overrides.NONE.at("run.duration", "long")).at(own, BASE))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining("run.duration=long: run.duration: expected ");
    }

    @Test
    void aPointHasTheWantedVariantsAndTheSameTextAsTheFileWithItsValues() throws Exception {
        Path file = file("""
                variants: {one: {}, two: {run.seed: 7}, three: {run.seed: 9}}
                baseline: two
                expect: ["two: web.call_congestion <= 1%"]
                plan: {find: largest tenants.web.instances, between: [1, 4], such_that: [web.call_congestion <= 1%]}
                """);
        Overrides at = Overrides.NONE.at("tenants.web.instances", "3");
        ScenarioFile whole = reader().read(file, at);
        ScenarioFile point = reader().points(file).at(at, List.of("two"));
        assertThat(point.variants()).containsExactly(whole.variants().get(1));
        assertThat(point.baseline()).isEqualTo("two");
        assertThat(point.expect()).isEmpty();
        assertThat(point.plan()).isEmpty();
    }

    @Test
    void aPointThatIsWrongSaysWhichValueIs() throws Exception {
        ScenarioPoints points = reader().points(file(""));
        assertThatThrownBy(() -> points.at(Overrides.NONE.at("tenants.web.instances", "many"), BASE))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining("tenants.web.instances=many: tenants.web.instances: expected ");
    }
}
