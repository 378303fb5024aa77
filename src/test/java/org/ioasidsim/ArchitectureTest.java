package org.ioasidsim;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader goes down the package tree and does not come back: an import that points up, or a library away from its rim, must not slip in. */
class ArchitectureTest {
    private static final String BASE = "org.ioasidsim";

    /** Who may import whom. */
    private static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            Map.entry(
                    "cli",
                    List.of(
                            "report",
                            "bench",
                            "experiment",
                            "scenario",
                            "workload",
                            "host",
                            "policy",
                            "kernel",
                            "ops",
                            "stats",
                            "random",
                            "sim",
                            "yaml")),
            Map.entry("report", List.of("bench", "experiment", "scenario", "stats")),
            Map.entry("bench", List.of("experiment", "scenario", "workload", "kernel", "random", "sim")),
            Map.entry(
                    "experiment",
                    List.of("scenario", "workload", "host", "policy", "ops", "kernel", "stats", "random", "sim")),
            Map.entry("scenario", List.of("workload", "policy", "kernel", "random", "yaml")),
            Map.entry("workload", List.of("host", "kernel", "random", "sim", "yaml")),
            Map.entry("host", List.of("policy", "kernel", "random", "sim")),
            Map.entry("ops", List.of("kernel")),
            Map.entry("policy", List.of("kernel", "yaml")),
            Map.entry("kernel", List.of()),
            Map.entry("stats", List.of()),
            Map.entry("random", List.of()),
            Map.entry("sim", List.of()),
            Map.entry("yaml", List.of()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    static Stream<String> packages() {
        return IMPORTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsPointDown(String name) {
        String[] allowed = Stream.concat(Stream.of(name), IMPORTS.getOrDefault(name, List.of()).stream())
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTree() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName().replaceFirst("^org\\.ioasidsim\\.?([a-z]*).*", "$1"))
                        .collect(Collectors.toSet()))
                .isSubsetOf(IMPORTS.keySet());
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theKernelsPartsFormNoCycle() {
        slices().matching(BASE + ".kernel.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"out", "err"})
    void onlyCommandsWriteToTheProcessesStreams(String stream) {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("cli"))
                .should()
                .accessField(System.class, stream)
                .check(CLASSES);
    }

    @Test
    void onlyCommandsEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("cli"))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "picocli.., cli",
        "org.jline.., cli",
        "me.tongfei.progressbar.., cli",
        "org.jfree.., report",
        "org.apache.batik.., report",
        "gg.jte.., report",
        "com.google.gson.., report",
        "de.siegmar.fastcsv.., report workload",
        "org.snakeyaml.., yaml",
        "umontreal.ssj.simevents.., sim",
        "org.apache.commons.math3.., stats random"
    })
    void librariesStayAtTheRim(String library, String homes) {
        String[] allowed =
                Stream.of(homes.split(" ", -1)).map(ArchitectureTest::tree).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    /** A stream may stand in a signature of those who draw from it; all else of SSJ belongs to the clock and to the streams. */
    @Test
    void onlyStreamsOfTheSimulationLibraryAreSeenElsewhere() {
        noClasses()
                .that()
                .resideOutsideOfPackages(tree("sim"), tree("random"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("umontreal.ssj..").and(not(name("umontreal.ssj.rng.RandomStream"))))
                .check(CLASSES);
    }

    private static String tree(String name) {
        return BASE + "." + name + "..";
    }
}
