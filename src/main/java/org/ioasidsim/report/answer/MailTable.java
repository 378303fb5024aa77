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
    private static final int MOST_NAME = 26;
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
        while (columns > 1 && width(columns) > MailLines.WIDTH) {
            columns--;
        }
        TextGrid grid = new TextGrid(1);
        rows(columns).forEach(grid::add);
        List<String> lines = new ArrayList<>(grid.text().lines().toList());
        leftOut(columns).ifPresent(lines::add);
        return lines;
    }

    private int width(int columns) {
        return TextGrid.width(rows(columns), 0);
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

    private List<List<String>> rows(int columns) {
        List<String> tenants = verdict.columns().subList(0, columns);
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("variant"));
        tenants.forEach(tenant -> heads.add(
                tenant.equals(ResultTables.HOST) ? "host" : Phrases.elided(SafeText.line(tenant), MOST_TENANT)));
        heads.addAll(List.of("good", "full after", "refused by"));
        rows.add(heads);
        verdict.groups().stream().limit(mostRows).forEach(group -> rows.add(row(group, tenants)));
        return rows;
    }

    private static List<String> row(VerdictAnswer.Group group, List<String> tenants) {
        List<String> cells = new ArrayList<>(List.of(names(group.variants())));
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
    private static String names(List<String> variants) {
        List<String> names = variants.stream().map(SafeText::line).toList();
        for (int shown = names.size(); shown > 1; shown--) {
            String more = shown < names.size() ? " +" + (names.size() - shown) : "";
            String listed = String.join(", ", names.subList(0, shown)) + more;
            if (listed.length() <= MOST_NAME) {
                return listed;
            }
        }
        String more = names.size() > 1 ? " +" + (names.size() - 1) : "";
        return Phrases.elided(names.get(0), MOST_NAME - more.length()) + more;
    }
}
