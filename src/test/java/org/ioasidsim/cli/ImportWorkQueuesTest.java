package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A work-queue configuration must become devices that a scenario accepts, with the queues that a process can open and no others. */
class ImportWorkQueuesTest {
    /** As accel-config writes it, with the comma before a closing bracket that some of its own files have. */
    private static final String CONFIGURATION = """
            [
              {
                "dev":"dsa0",
                "groups":[
                  {
                    "dev":"group0.0",
                    "grouped_workqueues":[
                      {"dev":"wq0.0", "mode":"shared", "size":16, "type":"user", "threshold":15},
                      {"dev":"wq0.1", "mode":"dedicated", "size":32, "type":"user"},
                    ],
                  },
                  {
                    "dev":"group0.1",
                    "grouped_workqueues":[
                      {"dev":"wq0.2", "mode":"dedicated", "size":8, "type":"user"},
                      {"dev":"wq0.3", "mode":"shared", "size":8, "type":"kernel"}
                    ]
                  },
                  {"dev":"group0.2"}
                ],
                "ungrouped_workqueues":[{"dev":"wq0.4"}]
              },
              {
                "dev":"iax1",
                "groups":[
                  {"grouped_workqueues":[{"dev":"wq1.0", "mode":"dedicated", "size":128, "type":"user"}]}
                ]
              }
            ]
            """;

    @TempDir
    Path directory = Path.of("");

    @Test
    void becomesDevicesThatAScenarioMayInclude() throws IOException {
        Path devices = directory.resolve("devices.yaml");
        Cli cli = Cli.run("import", file(CONFIGURATION).toString(), "-o", devices.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).contains("1 work queue of type kernel", "1 work queue without a group");
        assertThat(Files.readString(devices)).isEqualTo("""
                # from devices.json, to be included by a scenario
                host:
                  devices:
                    dsa0-shared: {work_queues: 1, mode: shared}  # wq0.0 (16 entries)
                    dsa0-dedicated: {work_queues: 2, mode: dedicated}  # wq0.1 (32 entries), wq0.2 (8 entries)
                    iax1: {work_queues: 1, mode: dedicated}  # wq1.0 (128 entries)
                """);
        Path scenario = Files.writeString(directory.resolve("scenario.yaml"), """
                include: [devices.yaml]
                scenario: queues
                question: How many processes can open the accelerator?
                host: {preset: x86-vtd-20bit}
                tenants:
                  web:
                    cgroup: /
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 1/s}
                      lifetime: 1s
                      devices: [dsa0-dedicated, iax1]
                run: {duration: 1s}
                """);
        Cli valid = Cli.run("validate", scenario.toString());
        assertThat(valid.status()).as(valid.err()).isZero();
        assertThat(Cli.run("show", scenario.toString()).out()).contains("work_queues: 2");
    }

    @Test
    void printsThemWithoutAFile() throws IOException {
        Cli cli = Cli.run("import", file(CONFIGURATION).toString());
        assertThat(cli.out()).startsWith("# from devices.json").endsWith("(128 entries)\n");
        assertThat(cli.err()).contains("3 devices from 5 work queues");
    }

    @Test
    void saysAtWhichLineItIsWrong() throws IOException {
        refuses(
                CONFIGURATION.replace("\"mode\":\"shared\", \"size\":16", "\"mode\":\"both\", \"size\":16"),
                ":8: mode:" + " expected shared or dedicated, found \"both\"");
        refuses(CONFIGURATION.replace("\"size\":32", "\"size\":-1"), ":9: size: expected a whole number from 0");
        refuses(CONFIGURATION.replace("\"dev\":\"iax1\",", ""), "dev: expected a value of accel-config");
        refuses("[\n{ \"dev\": ", "expected JSON of accel-config, ");
        refuses("[\n]{", "expected JSON of accel-config, ");
    }

    /** accel-config's own profiles leave type and size out: the type is then user, and the size what the device has. */
    @Test
    void takesWhatAProfileLeavesOutAsAccelConfigDoes() throws IOException {
        Cli cli = Cli.run(
                "import",
                file(CONFIGURATION.replaceFirst("\"size\":16, \"type\":\"user\", ", ""))
                        .toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("dsa0-shared: {work_queues: 1, mode: shared}  # wq0.0 (size not given)");
    }

    @Test
    void leavesOutWhatIsDisabledAndSaysWhichDeviceHasNoPasids() throws IOException {
        String listed = CONFIGURATION
                .replaceFirst("\"size\":16", "\"size\":16, \"state\":\"disabled\"")
                .replace("\"dev\":\"iax1\",", "\"dev\":\"iax1\", \"state\":\"disabled\", \"pasid_enabled\":0,");
        Cli cli = Cli.run("import", file(listed).toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out())
                .endsWith("    dsa0: {work_queues: 2, mode: dedicated}  # wq0.1 (32 entries), wq0.2 (8 entries)\n");
        assertThat(cli.err())
                .contains("2 work queues marked as disabled: left out")
                .contains("iax1 has pasid_enabled 0");
    }

    @Test
    void isNoSuccessWithoutAQueueToOpen() throws IOException {
        refuses(
                CONFIGURATION.replace("\"user\"", "\"kernel\""),
                "expected a work queue that processes can open, found none: 0 devices from 5 work queues in groups");
    }

    private void refuses(String configuration, String problem) throws IOException {
        Cli cli = Cli.run("import", file(configuration).toString());
        assertThat(cli.status()).as(cli.out()).isEqualTo(3);
        assertThat(cli.err()).contains(problem).hasLineCount(1);
        assertThat(cli.out()).isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("devices.json"), text);
    }
}
