package org.ioasidsim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scenario of one tenant, {@code web}, on a host of one device, that tests of arrivals run from the command line. */
final class WebScenario {
    private static final String TEXT = """
            scenario: NAME
            question: Who holds how many?
            host: {preset: x86-vtd-20bit, devices: {acc: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {PROCESSES, devices: [acc]}
            run: {duration: DURATION, replications: 1}
            """;

    private WebScenario() {}

    /**
     * Writes it as {@code NAME.yaml} into {@code directory} and returns its path.
     *
     * @param processes their keys but devices, such as {@code arrivals: none}
     */
    static String write(Path directory, String name, String processes, String duration) throws IOException {
        String text = TEXT.replace("NAME", name).replace("PROCESSES", processes).replace("DURATION", duration);
        return Files.writeString(directory.resolve(name + ".yaml"), text).toString();
    }
}
