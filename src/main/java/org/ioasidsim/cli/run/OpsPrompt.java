package org.ioasidsim.cli.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ioasidsim.ops.OpSession;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;

/** A prompt that drives the modelled kernel. It keeps a history and completes operations and words typed before. */
public final class OpsPrompt {
    private static final List<String> OWN_WORDS = List.of("help", "explain", "quit");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int COLUMNS = 3;
    private static final int COLUMN_WIDTH = 32;

    private final PrintStream out;
    private final OpSession session = new OpSession();
    private final Set<String> typed = new LinkedHashSet<>();

    public OpsPrompt(PrintStream out) {
        this.out = out;
    }

    /** Reads and answers lines from the terminal until the user leaves. */
    public void run() throws IOException {
        try (var terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("ioasid-sim")
                    .completer(this::complete)
                    .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".ioasid-sim_history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            out.println(
                    "An operation a line, 'host' with its keys first; 'help' lists them, 'help OP' says what one does, 'explain' why the last"
                            + " one was refused, 'quit' leaves.");
            while (answers(reader)) {
                out.flush();
            }
        }
    }

    private boolean answers(LineReader reader) {
        try {
            return accept(reader.readLine("ops> "));
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
    }

    /** Answers a line; returns false when the user wants to leave. */
    public boolean accept(String line) {
        String words = line.strip();
        if (words.equals("quit")) {
            return false;
        }
        if (words.equals("help")) {
            help();
            return true;
        }
        if (words.startsWith("help ")) {
            OpSession.help(words.substring("help ".length()).strip()).forEach(out::println);
            return true;
        }
        String answer = session.accept(line);
        if (!answer.isEmpty()) {
            out.println(answer);
        }
        typed.addAll(List.of(BLANKS.split(words, -1)));
        return true;
    }

    private void help() {
        List<String> forms = OpSession.forms();
        int rows = (forms.size() + COLUMNS - 1) / COLUMNS;
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder();
            for (int i = row; i < forms.size(); i += rows) {
                line.append(forms.get(i))
                        .append(" "
                                .repeat(Math.max(2, COLUMN_WIDTH - forms.get(i).length())));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Set<String> words = new TreeSet<>();
        if (line.wordIndex() == 0) {
            words.addAll(OWN_WORDS);
            words.addAll(OpSession.names());
        } else {
            words.addAll(typed);
            words.remove("");
        }
        words.forEach(word -> candidates.add(new Candidate(word)));
    }
}
