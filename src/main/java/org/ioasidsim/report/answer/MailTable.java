package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;

/** The table of a mail: variants that came out the same by tenants, with what these get. */
final class MailTable {
    /** Widths of the first column, of which the widest is taken that leaves room for all tenants. */
    private static final List<Integer> NAME_WIDTHS = List.of(26, 23, 20, 16);

    private static final int MOST_TENANT = 12;

    private final VerdictAnswer verdict;
    private final int mostRows;

    MailTable(VerdictAnswer verdict, int mostRows) {
        this.verdict = verdict;
        this.mostRows = mostRows;
    }

    /** Returns the lines of the table, then what it leaves out; none if there is no result. */
    List<String> lines() {
        if (verdict.groups().isEmpty()) {
            return List.of();
        }
        int columns = verdict.columns().size();
        while (columns > 1 && width(columns, narrowestName()) > MailLines.WIDTH) {
            columns--;
        }
        int shown = columns;
        int names = NAME_WIDTHS.stream()
                .filter(width -> width(shown, width) <= MailLines.WIDTH)
                .findFirst()
                .orElse(narrowestName());
        List<String> lines = new ArrayList<>(lines(columns, names));
        leftOut(columns).ifPresent(lines::add);
        return lines;
    }

    private static int narrowestName() {
        return NAME_WIDTHS.get(NAME_WIDTHS.size() - 1);
    }

    private int width(int columns, int names) {
        return lines(columns, names).stream().mapToInt(String::length).max().orElse(0);
    }

    private List<String> lines(int columns, int names) {
        TextGrid grid = new TextGrid(1);
        rows(columns, names).forEach(grid::add);
        return grid.text().lines().toList();
    }

    private Optional<String> leftOut(int columns) {
        long tenants = verdict.groups().stream()
                .flatMap(group -> group.shares().stream())
                .map(VerdictAnswer.Share::tenant)
                .distinct()
                .count();
        int moreTenants = (int) tenants - columns;
        int moreGroups = verdict.groups().size() - mostRows;
        String left = Stream.of(
                        moreGroups > 0 ? Phrases.counted(moreGroups, "more outcome") : "",
                        moreTenants > 0 ? Phrases.counted(moreTenants, "more tenant") : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and "));
        return left.isEmpty() ? Optional.empty() : Optional.of("and " + left + "");
    }

    private List<List<String>> rows(int columns, int names) {
        List<String> tenants = verdict.columns().subList(0, columns);
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("variant"));
        tenants.forEach(tenant -> heads.add(
                tenant.equals(ResultTables.HOST) ? "host" : Phrases.elided(SafeText.line(tenant), MOST_TENANT)));
        heads.addAll(List.of("good", "full after", "refused by"));
        rows.add(heads);
        verdict.groups().stream().limit(mostRows).forEach(group -> rows.add(row(group, tenants, names)));
        return rows;
    }

    private static List<String> row(VerdictAnswer.Group group, List<String> tenants, int names) {
        List<String> cells = new ArrayList<>(List.of(names(group.variants(), names)));
        tenants.forEach(tenant ->
                cells.add(group.share(tenant).map(VerdictAnswer.Share::text).orElse("-")));
        cells.add(
                switch (group.verdict()) {
                    case MET -> "yes";
                    case NOT_MET -> "no";
                    case UNDECIDED -> "?";
                });
        cells.add(group.full());
        cells.add(refusedBy(group.refusedBy()));
        return cells;
    }

    private static String refusedBy(List<String> limits) {
        return limits.isEmpty() ? "nobody" : limits.get(0) + (limits.size() > 1 ? " +" + (limits.size() - 1) : "");
    }

    /** Returns as many names as fit, and how many more there are. */
    private static String names(List<String> variants, int width) {
        List<String> names = variants.stream().map(SafeText::line).toList();
        for (int shown = names.size(); shown > 1; shown--) {
            String more = shown < names.size() ? " +" + (names.size() - shown) : "";
            String listed = String.join(", ", names.subList(0, shown)) + more;
            if (listed.length() <= width) {
                return listed;
            }
        }
        String more = names.size() > 1 ? " +" + (names.size() - 1) : "";
        return Phrases.elided(names.get(0), width - more.length()) + more;
    }
}
