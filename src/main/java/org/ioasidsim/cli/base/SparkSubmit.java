package org.ioasidsim.cli.base;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ioasidsim.experiment.Engine;

/** Runs a command line again as a Spark application, which is how {@code --on} gets Spark's classes onto the class path. */
public final class SparkSubmit {
    private static final String MAIN = "org.ioasidsim.cli.Main";

    private final Map<String, String> environment;

    public SparkSubmit(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs {@code words}, without their {@code --on}, on {@code master}, with the streams of this process; returns the exit status. */
    public int run(String master, List<String> words) throws IOException, InterruptedException {
        Path own = own();
        Path spark = own.resolveSibling("ioasid-sim-spark.jar");
        if (!Files.isRegularFile(spark)) {
            throw CommandFailure.invalid(
                    "--on " + master + ": expected " + spark
                            + ", found none: build it with ./mvnw -f spark/pom.xml package, or put it beside the program's jar");
        }
        var command = new ArrayList<>(List.of(program().toString(), "--master", master, "--class", MAIN));
        command.addAll(List.of("--conf", "spark.driver.userClassPathFirst=true"));
        command.addAll(List.of("--conf", "spark.executor.userClassPathFirst=true"));
        command.addAll(List.of("--jars", own.toString(), spark.toString()));
        command.addAll(without(words));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Returns {@code words} without the option that got us here. */
    static List<String> without(List<String> words) {
        List<String> left = new ArrayList<>();
        boolean isMaster = false;
        for (String word : words) {
            if (!isMaster && !word.equals(Engine.OPTION) && !word.startsWith(Engine.OPTION + "=")) {
                left.add(word);
            }
            isMaster = word.equals(Engine.OPTION);
        }
        return left;
    }

    private Path program() {
        String home = environment.getOrDefault("SPARK_HOME", "");
        Stream<Path> places = home.isEmpty()
                ? Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .filter(place -> !place.isEmpty())
                        .map(place -> Path.of(place, "spark-submit"))
                : Stream.of(Path.of(home, "bin", "spark-submit"));
        return places.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> CommandFailure.invalid(Engine.OPTION + ": expected Spark's spark-submit "
                        + (home.isEmpty() ? "on the PATH" : "in " + home + "/bin")
                        + ", found none: install Spark 3.5 or newer, and set SPARK_HOME"));
    }

    private static Path own() {
        try {
            return Path.of(SparkSubmit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
