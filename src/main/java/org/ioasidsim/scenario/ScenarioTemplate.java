package org.ioasidsim.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ioasidsim.yaml.Forms;

/** The commented scenarios that {@code init} writes as a starting point, one for each kind of question. */
public enum ScenarioTemplate {
    NOISY_NEIGHBOUR,
    CAPACITY,
    LIMIT,
    POLICY,
    RECORDING,
    MY_HOST;

    private static final String PLACEHOLDER = "NAME";

    /** Returns the word by which the command line names it. */
    public String word() {
        return Forms.word(this);
    }

    /** Returns the text of a valid scenario called {@code name}. */
    public String text(String name) {
        return resource(word() + ".yaml").replace(PLACEHOLDER, name);
    }

    /** Returns the rows that the scenario reads from {@code name.csv}; empty if it reads none. */
    public Optional<String> rows() {
        return this == RECORDING ? Optional.of(resource("recording.csv")) : Optional.empty();
    }

    private static String resource(String file) {
        try (InputStream in = ScenarioTemplate.class.getResourceAsStream("templates/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no template " + file + " in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
