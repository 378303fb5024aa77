package org.ioasidsim.scenario.snapshot;

import org.ioasidsim.yaml.YamlWriter;

/** The lines of a scenario and its comments. */
final class CommentedYaml {
    private static final int COLUMN = 40;
    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line).append('\n');
    }

    void empty() {
        text.append('\n');
    }

    /** Writes a key with its value and, where it has one, the source in a comment. */
    void fact(int indent, Fact fact) {
        String line = " ".repeat(indent) + YamlWriter.text(fact.key()) + ": " + fact.value();
        if (fact.source().isEmpty()) {
            line(line);
        } else {
            line(line + " ".repeat(Math.max(1, COLUMN - line.length())) + "# " + Names.inComment(fact.source()));
        }
    }

    /** Writes a comment of several lines. */
    void paragraph(String comment) {
        wrapped("# ", "# ", comment);
    }

    /** Writes a comment as an item of a list. */
    void item(String comment) {
        wrapped("# - ", "#   ", comment);
    }

    private void wrapped(String first, String other, String comment) {
        var line = new StringBuilder(first);
        boolean isEmpty = true;
        for (String word : comment.split(" ", -1)) {
            if (!isEmpty && line.length() + word.length() >= WIDTH) {
                line(line.toString().stripTrailing());
                line = new StringBuilder(other);
            }
            line.append(word).append(' ');
            isEmpty = false;
        }
        line(line.toString().stripTrailing());
    }

    String text() {
        return text.toString();
    }
}
