package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A manual page must say what the help says: a page that lacks a command or an option is worse than none. */
class ManPagesTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void write() {
        Cli cli = Cli.run("help", "--man", directory.resolve("man1").toString());
        assertThat(cli).isEqualTo(new Cli(0, "", ""));
    }

    static Stream<String> commands() {
        return HelpCommandTest.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasAPageWithTheOptionsOfItsHelp(String command) throws IOException {
        String page = page("ioasid-sim-" + command);
        assertThat(page)
                .contains(".SH NAME\nioasid\\-sim\\-" + command + " \\- ", ".SH SYNOPSIS\n", ".SH DESCRIPTION\n");
        Cli.run("help", command)
                .out()
                .lines()
                .filter(line -> line.matches(" +(-., )?--.*"))
                .map(line -> line.replaceFirst(".*?(--[a-z-]+).*", "$1"))
                .forEach(option -> assertThat(page).contains("\\fB" + option.replace("-", "\\-") + "\\fR"));
    }

    @Test
    void theProgramsPageNamesTheOthers() throws IOException {
        assertThat(commands())
                .allSatisfy(command -> assertThat(page("ioasid-sim"))
                        .contains(".TP\n\\fBioasid\\-sim\\-" + command.replace("-", "\\-") + "\\fR(1)\n"));
    }

    /** A line that begins with a full stop or an apostrophe is a request to roff, and vanishes unless it is one. */
    @ParameterizedTest
    @MethodSource("commands")
    void onlyRequestsLookLikeRequests(String command) throws IOException {
        List<String> requests = List.of(".TH", ".SH", ".SS", ".PP", ".TP", ".br", ".nf", ".fi");
        assertThat(page("ioasid-sim-" + command).lines().filter(line -> line.matches("[.'].*")))
                .allSatisfy(line -> assertThat(requests).contains(line.split(" ", -1)[0]));
    }

    /** The commands that collect another machine's files are full of what roff would eat. */
    @Test
    void commandsCanBeCopied() throws IOException {
        assertThat(page("ioasid-sim-snapshot"))
                .contains("\\e( \\-name cgroup.procs \\-o \\-name \\(aqpids.[cm]*\\(aq")
                .contains("$(mktemp \\-d)");
    }

    private static String page(String name) throws IOException {
        return Files.readString(directory.resolve("man1").resolve(name + ".1"));
    }
}
