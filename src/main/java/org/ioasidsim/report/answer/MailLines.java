package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.WrappedText;

/** Lines of a mail, of at most 75 columns; what does not fit into their number is cut or counted. */
final class MailLines {
    static final int WIDTH = WrappedText.MAIL_WIDTH;
    private static final String INDENT = "  ";
    private static final String CUT = " ...";

    private final List<String> lines = new ArrayList<>();
    private final int most;

    MailLines(int most) {
        this.most = most;
    }

    List<String> lines() {
        return lines;
    }

    int room() {
        return most - lines.size();
    }

    /** Adds a paragraph, cut after as many lines as there is room for: at the end of a clause where one ends on the last line. */
    MailLines cut(String paragraph) {
        List<String> wrapped = wrapped(paragraph);
        int room = room();
        lines.addAll(wrapped.subList(0, Math.min(room, wrapped.size())));
        if (wrapped.size() > room && room > 0) {
            String last = lines.remove(lines.size() - 1);
            int clause = last.lastIndexOf("; ");
            int end = clause > 0 ? clause : Math.min(last.length(), WIDTH - CUT.length());
            lines.add(last.substring(0, end) + CUT);
        }
        return this;
    }

    /** Adds paragraphs, cut after as many lines as there is room for. */
    MailLines cut(List<String> paragraphs) {
        return paragraphs.stream().reduce(this, MailLines::cut, (first, second) -> second);
    }

    /** Adds as many whole paragraphs as there is room for, then the number of the others with what they are. */
    MailLines counted(List<String> paragraphs, String thing) {
        return counted(paragraphs, paragraph -> paragraph, thing);
    }

    /** Does the same with a paragraph on each of {@code items}; of those that have no room none is made. */
    <T> MailLines counted(List<T> items, Function<T, String> paragraph, String thing) {
        int done = 0;
        while (done < items.size()) {
            List<String> wrapped = wrapped(paragraph.apply(items.get(done)));
            int left = items.size() - done - 1;
            if (wrapped.size() + (left > 0 ? 1 : 0) > room()) {
                break;
            }
            lines.addAll(wrapped);
            done++;
        }
        int left = items.size() - done;
        if (left > 0 && room() > 0) {
            lines.add("and " + Phrases.counted(left, "more " + thing) + "");
        }
        return this;
    }

    /** Returns the lines of a paragraph, each but the first indented. */
    private static List<String> wrapped(String paragraph) {
        List<String> wrapped = new ArrayList<>(
                WrappedText.of(SafeText.line(paragraph), INDENT, WIDTH).lines().toList());
        wrapped.set(0, wrapped.get(0).stripLeading());
        return wrapped;
    }
}
