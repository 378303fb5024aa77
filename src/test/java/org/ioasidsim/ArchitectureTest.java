package org.ioasidsim;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                            "live",
                            "report",
                            "archive",
                            "file",
                            "bench",
                            "experiment",
                            "scenario",
                            "recording",
                            "workload",
                            "policy",
                            "kernel",
                            "ops",
                            "stats",
                            "random",
                            "yaml")),
            Map.entry("api", List.of("report", "file", "experiment", "scenario", "policy", "kernel.base", "yaml")),
            Map.entry(
                    "report",
                    List.of(
                            "archive",
                            "file",
                            "bench",
                            "experiment",
                            "scenario",
                            "policy",
                            "kernel.base",
                            "kernel.cgroup",
                            "stats")),
            Map.entry(
                    "live", List.of("report", "archive", "file", "experiment", "scenario", "policy", "stats", "yaml")),
            Map.entry("archive", List.of("file", "experiment", "scenario", "kernel.base", "stats", "yaml")),
            Map.entry("bench", List.of("experiment", "scenario", "workload", "kernel", "random", "sim")),
            Map.entry(
                    "experiment",
                    List.of(
                            "file",
                            "scenario",
                            "workload",
                            "host",
                            "policy",
                            "kernel",
                            "stats",
                            "random",
                            "math",
                            "sim",
                            "state")),
            Map.entry("scenario", List.of("file", "workload", "policy", "kernel", "random", "math", "state", "yaml")),
            Map.entry("recording", List.of("file", "kernel", "random", "yaml")),
            Map.entry("workload", List.of("file", "host", "kernel", "random", "math", "sim", "stats", "yaml", "state")),
            Map.entry("host", List.of("policy", "kernel", "random", "sim", "state")),
            Map.entry("ops", List.of("kernel")),
            Map.entry("policy", List.of("kernel", "yaml", "state")),
            Map.entry("kernel", List.of("state")),
            Map.entry("file", List.of()),
            Map.entry("stats", List.of("math")),
            Map.entry("random", List.of("math", "state")),
            Map.entry("sim", List.of("math", "state")),
            Map.entry("math", List.of()),
            Map.entry("state", List.of()),
            Map.entry("yaml", List.of("file")));

    /** Rooms of a package that know less than their neighbours: what stands left of the colon imports nothing of ours but what follows. */
    private static final List<String> ROOMS = List.of(
            "report.draw: file report.text",
            "report.text:",
            "report.metric: experiment file report.text stats",
            "kernel.base: state",
            "policy: kernel state yaml",
            "experiment.measure: experiment.summary scenario workload host policy kernel stats random math sim state",
            "recording.table: file random yaml",
            "workload.trace: file random stats yaml");

    /** Files that need each other: the arrow that closes each cycle of classes, from left to right. */
    private static final List<String> CLOSING_ARROWS = List.of(
            "cli.base.Options Failures",
            "cli.run.ResultsInProgress ScenarioRun",
            "experiment.compare.BestVariants Comparison",
            "stats.fit.HyperexponentialFit Fit",
            "stats.fit.LomaxFit Fit");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    static Stream<String> packages() {
        return IMPORTS.keySet().stream().sorted();
    }

    static Stream<String> rooms() {
        return ROOMS.stream();
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

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsKnowLessThanTheirNeighbours(String room) {
        String home = BASE + "." + room.substring(0, room.indexOf(':'));
        Stream<String> below = Stream.of(
                        room.substring(room.indexOf(':') + 1).trim().split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(ArchitectureTest::tree);
        noClasses()
                .that()
                .resideInAPackage(home)
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..")
                        .and(not(resideInAnyPackage(
                                Stream.concat(Stream.of(home), below).toArray(String[]::new)))))
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
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void filesFormNoCycleButTheNamed() {
        var files = slices().assignedFrom(new ByFile()).should().beFreeOfCycles();
        for (String arrow : CLOSING_ARROWS) {
            String from = arrow.substring(0, arrow.indexOf(' '));
            String to = from.substring(0, from.lastIndexOf('.') + 1) + arrow.substring(arrow.indexOf(' ') + 1);
            files = files.ignoreDependency(inFile(from), inFile(to));
        }
        files.check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> inFile(String name) {
        return DescribedPredicate.describe(
                "in " + name, type -> ByFile.fileOf(type).equals(BASE + "." + name));
    }

    /** A slice for each source file; what is generated from templates is left out. */
    private static final class ByFile implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String file = fileOf(type);
            boolean isOurs = file.startsWith(BASE) && !file.endsWith("Generated");
            return isOurs ? SliceIdentifier.of(file) : SliceIdentifier.ignore();
        }

        static String fileOf(JavaClass type) {
            return type.getName().replaceFirst("\\$.*", "");
        }

        @Override
        public String getDescription() {
            return "files";
        }
    }

    /** The last bit of these may differ between Java machines (Math), or between Java and a browser (StrictMath). */
    @ParameterizedTest
    @CsvSource({"java.lang.Math", "java.lang.StrictMath"})
    void resultsAreComputedWithPortableFunctions(Class<?> platform) {
        var functions = Set.of(
                "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
                "sinh", "cosh", "tanh", "cbrt", "hypot");
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("report"))
                .should()
                .callMethodWhere(target(owner(type(platform)))
                        .and(target(DescribedPredicate.describe(
                                "a transcendental function", method -> functions.contains(method.getName())))))
                .check(CLASSES);
    }

    /** What a page's engine is made of does without what its compiler lacks, or has with a mistake: Math.ulp there does not ignore the sign. */
    @ParameterizedTest
    @CsvSource({
        "java.lang.String, lines",
        "java.lang.Math, ulp",
        "java.util.regex.Pattern, splitAsStream",
        "java.security.MessageDigest, getInstance",
        "java.util.HexFormat, of"
    })
    void theEngineOfPagesUsesOnlyWhatItsCompilerKnows(Class<?> owner, String method) {
        String[] compiled = Stream.of(
                        "live",
                        "kernel",
                        "host",
                        "policy",
                        "sim",
                        "random",
                        "math",
                        "state",
                        "workload",
                        "yaml",
                        "experiment.measure",
                        "experiment.summary",
                        "experiment.exact",
                        "experiment.rare",
                        "stats.interval",
                        "stats.fair")
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(compiled)
                .should()
                .callMethodWhere(target(owner(type(owner))).and(target(name(method))))
                .check(CLASSES);
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
        "org.jfree.., report.draw report.chart",
        "org.apache.batik.., report.draw",
        "gg.jte.., report.page",
        "com.google.gson.., report live archive file",
        "de.siegmar.fastcsv.., file workload recording",
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
