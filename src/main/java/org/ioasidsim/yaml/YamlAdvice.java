package org.ioasidsim.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says of text that is no YAML what stands there and what to do, in place of the library's words for its own tokens. */
final class YamlAdvice {
    private final List<String> lines;
    private final boolean hasLines;

    /** @param hasLines whether {@code text} is a file, of which a line may be named */
    YamlAdvice(String text, boolean hasLines) {
        this.lines = List.of(text.split("\r\n|[\r\n]", -1));
        this.hasLines = hasLines;
    }

    /** Returns what follows "expected YAML, ". */
    String of(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem()).strip();
        Optional<Mark> mark = e.getProblemMark();
        if (mark.isEmpty()) {
            return told(e);
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return misplacedColon(mark.get());
        }
        if (problem.contains("cannot start any token")) {
            return misplacedCharacter(mark.get());
        }
        if (problem.startsWith("expected ',' or")) {
            return "found " + opening(e) + " that is not closed: expected ',' or '"
                    + problem.charAt(problem.indexOf("or '") + 4) + "'";
        }
        if (problem.startsWith("expected <block end>")) {
            return misplacedBlock(mark.get(), e.getContextMark());
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "found a line without ': ' between key and value"
                    + (hasLines
                            ? " in line "
                                    + (e.getContextMark().orElse(mark.get()).getLine() + 1)
                            : "");
        }
        if (problem.startsWith("found unexpected end of stream")) {
            return "found " + opening(e) + " that is not closed";
        }
        if (problem.startsWith("found undefined alias")) {
            return "found '*', which refers to an anchor, and there is none of that name: quote the text if it is one";
        }
        return told(e);
    }

    /** A second colon in a line belongs to a text; the first one to a key that is indented too far. */
    private String misplacedColon(Mark mark) {
        String line = line(mark.getLine());
        boolean isWithinText =
                line.substring(0, Math.min(mark.getColumn(), line.length())).contains(": ");
        return isWithinText
                ? "found ': ' within a text: quote the text, \"...\""
                : "found a key that is indented too far" + likeLineAbove(mark.getLine());
    }

    private String misplacedCharacter(Mark mark) {
        String line = line(mark.getLine());
        char found = mark.getColumn() < line.length() ? line.charAt(mark.getColumn()) : '\t';
        return found == '\t'
                ? "found a tab: indent with spaces"
                        + likeLineAbove(mark.getLine()).replace(": indent it", ",")
                : "found '" + found + "' at the beginning of a text: quote the text, \"...\"";
    }

    private String misplacedBlock(Mark mark, Optional<Mark> block) {
        int above = lineAbove(mark.getLine());
        if (above >= 0 && !line(above).contains(":") && !line(above).strip().startsWith("-")) {
            return "found no ': ' between key and value in the line above: "
                    + line(above).replaceFirst("\\s#.*", "").strip();
        }
        String like = hasLines && block.isPresent()
                ? ": indent it like line " + (block.get().getLine() + 1)
                : "";
        boolean isKey = line(mark.getLine()).strip().matches("[^\"'\\s]+:(\\s.*)?");
        return isKey
                ? "found a key that is indented otherwise than those above" + like
                : "found text where a key was expected: a quote above is not closed, or the line is not indented as those above";
    }

    /** Returns the bracket or quote that opens what the library was reading. */
    private String opening(MarkedYamlEngineException e) {
        return e.getContextMark()
                .map(mark -> {
                    String line = line(mark.getLine());
                    String sign =
                            mark.getColumn() < line.length() ? "'" + line.charAt(mark.getColumn()) + "'" : "a bracket";
                    return sign + (hasLines ? " in line " + (mark.getLine() + 1) : "");
                })
                .orElse("a bracket or quote");
    }

    private String likeLineAbove(int line) {
        int above = lineAbove(line);
        return hasLines && above >= 0 ? ": indent it like line " + (above + 1) : "";
    }

    /** Returns the last line above that says something; -1 if there is none. */
    private int lineAbove(int line) {
        int above = line - 1;
        while (above >= 0 && (line(above).isBlank() || line(above).strip().startsWith("#"))) {
            above--;
        }
        return above;
    }

    private String line(int index) {
        return index >= 0 && index < lines.size() ? lines.get(index) : "";
    }

    private static String told(MarkedYamlEngineException e) {
        String context = e.getContext();
        String problem = e.getProblem();
        String both = context == null || context.isBlank() ? problem : problem + " " + context;
        return both.strip().replaceAll("\\s+", " ");
    }
}
