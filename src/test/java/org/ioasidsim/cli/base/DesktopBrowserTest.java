package org.ioasidsim.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page must not be opened where nobody could see it, nor with a program that is not there. */
class DesktopBrowserTest {
    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void programs() throws Exception {
        for (String name : new String[] {"open", "xdg-open"}) {
            var unused = Files.createFile(
                    directory.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    @Test
    void takesWhatTheDesktopOpensFilesWith() {
        Map<String, String> x11 = Map.of("DISPLAY", ":0", "PATH", "/nowhere::" + directory);
        Map<String, String> wayland = Map.of("WAYLAND_DISPLAY", "wayland-0", "PATH", directory + ":/nowhere");

        assertThat(DesktopBrowser.program("Linux", x11)).contains(directory.resolve("xdg-open"));
        assertThat(DesktopBrowser.program("Linux", wayland)).contains(directory.resolve("xdg-open"));
        assertThat(DesktopBrowser.program("Mac OS X", Map.of("PATH", directory.toString())))
                .contains(directory.resolve("open"));
    }

    @Test
    void takesNothingWithoutDesktopOrProgram() {
        assertThat(DesktopBrowser.program("Linux", Map.of("PATH", directory.toString())))
                .isEmpty();
        assertThat(DesktopBrowser.program("Linux", Map.of("DISPLAY", "", "PATH", directory.toString())))
                .isEmpty();
        assertThat(DesktopBrowser.program("Linux", Map.of("DISPLAY", ":0", "PATH", "/nowhere")))
                .isEmpty();
    }
}
