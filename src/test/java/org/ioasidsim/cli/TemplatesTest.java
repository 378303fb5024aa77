package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A template is what a newcomer runs first, before changing anything: each command that its head names must end well, meet what the file expects, and
 * answer the question that the file asks.
 */
@Tag("slow")
class TemplatesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(ScenarioTemplate.class)
    void eachTemplateAnswersItsOwnQuestion(ScenarioTemplate template) throws IOException {
        String name = directory.resolve("mine").toString();
        assertThat(Cli.run("init", "--for", template.word(), name).status()).isZero();

        for (String command : commands(Files.readString(Path.of(name + ".yaml")))) {
            Cli cli = Cli.run(command, name + ".yaml", "--no-charts", "--out", directory.toString());
            assertThat(cli.status()).as(command + "\n" + cli.out() + cli.err()).isZero();
            assertThat(cli.out())
                    .as(command)
                    .doesNotContain("Not shown", "NOT met", "Not good", "not decided", "everywhere, ");
        }
    }

    /** Returns those of the commands that simulate which the head names. */
    private static List<String> commands(String yaml) {
        List<String> commands = new ArrayList<>();
        for (String command : List.of("run", "compare", "plan", "sweep")) {
            if (yaml.contains("ioasid-sim " + command + " FILE")) {
                commands.add(command);
            }
        }
        assertThat(commands).isNotEmpty();
        return commands;
    }
}
