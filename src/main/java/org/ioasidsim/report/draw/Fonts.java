package org.ioasidsim.report.draw;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.file.TemporaryFiles;

/**
 * DejaVu Sans as shipped with the program, so that charts do not depend on the fonts of the machine.
 *
 * <p>A JDK without fontconfig cannot make any font, not even from a file, unless {@code sun.awt.fontconfig} names a
 * configuration before the first AWT class is loaded; {@link #load} writes one on Linux, where this bites.
 */
public final class Fonts {
    private static final String FAMILY = "DejaVu Sans";
    private static final List<String> FILES = List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf");

    private final Font regular;
    private final Font bold;

    private Fonts(Font regular, Font bold) {
        this.regular = regular;
        this.bold = bold;
    }

    /** Returns the shipped fonts; must be called before any other use of AWT. */
    public static Fonts load() throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<Path> unpacked = unpacked();
        try {
            return new Fonts(
                    Font.createFont(Font.TRUETYPE_FONT, unpacked.get(0).toFile()),
                    Font.createFont(Font.TRUETYPE_FONT, unpacked.get(1).toFile()));
        } catch (FontFormatException e) {
            throw new IOException("The shipped font cannot be read: " + e.getMessage(), e);
        }
    }

    Font regular(float points) {
        return regular.deriveFont(points);
    }

    Font bold(float points) {
        return bold.deriveFont(Font.BOLD, points);
    }

    private static List<Path> unpacked() throws IOException {
        Path directory =
                TemporaryFiles.directory("ioasid-sim-fonts"); // before its files: deletion runs in reverse order
        try {
            return unpack(directory);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw TemporaryFiles.failure(e);
        }
    }

    private static List<Path> unpack(Path directory) throws IOException {
        List<Path> unpacked = new ArrayList<>();
        for (String name : FILES) {
            Path file = directory.resolve(name);
            try (InputStream font = Fonts.class.getResourceAsStream("/fonts/" + name)) {
                if (font == null) {
                    throw new IOException("The program's jar lacks its font fonts/" + name + ".");
                }
                Files.copy(font, file);
            }
            file.toFile().deleteOnExit();
            unpacked.add(file);
        }
        configure(directory, unpacked);
        return unpacked;
    }

    private static void configure(Path directory, List<Path> fonts) throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux") || System.getProperty("sun.awt.fontconfig") != null) {
            return;
        }
        Path file = directory.resolve("fontconfig.properties");
        Files.writeString(file, configuration(fonts));
        file.toFile().deleteOnExit();
        System.setProperty("sun.awt.fontconfig", file.toString());
    }

    /** Returns a configuration that maps each of Java's five logical families to the shipped fonts. */
    private static String configuration(List<Path> fonts) {
        StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=default\n");
        for (String family : List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput")) {
            for (String style : List.of("plain", "bold", "italic", "bolditalic")) {
                String name = style.startsWith("bold") ? FAMILY + " Bold" : FAMILY;
                text.append(family + "." + style + ".default=" + name + "\n");
            }
        }
        text.append("filename.DejaVu_Sans=" + fonts.get(0) + "\n");
        return text.append("filename.DejaVu_Sans_Bold=" + fonts.get(1) + "\n").toString();
    }
}
