package org.ioasidsim.cli.base;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The browser of the desktop on which somebody sits, if there is one. */
public final class DesktopBrowser {
    private DesktopBrowser() {}

    /** Opens {@code page} and returns at once; does nothing where there is no desktop, or standard output is no terminal. */
    public static void open(Path page, Console console) {
        Optional<Path> program = console.outIsTerminal()
                ? program(System.getProperty("os.name", ""), console.environment())
                : Optional.empty();
        program.ifPresent(found -> start(found, page));
    }

    /** Returns what opens files with the programs that their user wants: {@code open} on macOS, {@code xdg-open} under X11 and Wayland. */
    static Optional<Path> program(String system, Map<String, String> environment) {
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return onPath("open", environment);
        }
        boolean hasDesktop = List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        return hasDesktop ? onPath("xdg-open", environment) : Optional.empty();
    }

    private static Optional<Path> onPath(String name, Map<String, String> environment) {
        return List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void start(Path program, Path page) {
        try {
            var unused = new ProcessBuilder(
                            program.toString(), page.toAbsolutePath().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // the path of the page is printed in any case
        }
    }
}
