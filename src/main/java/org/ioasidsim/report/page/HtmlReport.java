package org.ioasidsim.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.answer.ComparisonAnswer;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.answer.VerdictAnswer;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.chart.ChartNames;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.BlameMatrix;
import org.ioasidsim.report.table.ComparisonGrids;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.FairnessIndices;
import org.ioasidsim.report.table.PageTable;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.stats.interval.Interval;

/** {@code report.html}: the whole run on one page of at most 2 MB. It needs no network; only the zoomable series over time need scripts. */
public final class HtmlReport {
    private static final int MOST_TENANTS = 60;
    private static final int MOST_TENANTS_AT_FIRST = 10;
    private static final int MOST_REFUSALS = 40;
    private static final int MOST_BLAMED = 12;
    private static final int MOST_ROWS_OF_A_KIND = 600;
    private static final int MOST_GROUPS = 12;
    private static final int MOST_ASKED = 4;
    private static final int LEAST_ROWS = 8;
    private static final int MOST_YAML = 60_000;

    /** The bytes of pictures that a page may leave out in favour of the engine: the last ones, which few readers come to. */
    private static final int MOST_LEFT_OUT = 500_000;

    private final ExperimentResult result;
    private final Optional<Comparison> comparison;
    private final List<String> asked;
    private final RunInfo info;
    private final List<ChartFiles.Drawn> drawn;
    private final TimelineData timeline;

    private HtmlReport(
            ExperimentResult result,
            Optional<Comparison> comparison,
            List<String> asked,
            RunInfo info,
            List<ChartFiles.Drawn> drawn) {
        this.result = result;
        this.comparison = comparison;
        this.asked = List.copyOf(asked);
        this.info = info;
        this.drawn = drawn;
        this.timeline = new TimelineData(result);
    }

    /**
     * The content of the template.
     *
     * @param asked what the command asked beyond the question, in sentences
     * @param decisive the picture that answers what the command asked; empty where none was drawn
     * @param groups variants that came out the same
     * @param timeline the series over time as JSON; empty where nothing was sampled
     * @param timelineNote which variants it leaves out; empty where it has all
     * @param reasons each limit that refused, explained
     * @param live the part that simulates again
     */
    record Page(
            String scenario,
            RunAnswer answer,
            List<String> asked,
            List<PageFigure> decisive,
            List<GroupPart> groups,
            List<PageFigure> figures,
            PageTable host,
            String timeline,
            String timelineNote,
            List<VariantPart> variants,
            Optional<ComparisonPart> comparison,
            List<RefusalReason> reasons,
            List<String> overrides,
            RunInfo info,
            String seed,
            LivePanel live) {
        /** Returns how many expectations are met. */
        long expectationsMet() {
            return answer.expectations().stream()
                    .filter(sentence -> !sentence.startsWith("NOT"))
                    .count();
        }

        /** Returns whether the page has any chart. */
        boolean isPictured() {
            return variants.stream().anyMatch(variant -> !variant.figures().isEmpty());
        }
    }

    /** The comparison of the variants with the baseline. */
    record ComparisonPart(ComparisonAnswer answer, PageTable firstTry, PageTable host, List<PageFigure> figures) {}

    /**
     * Variants that came out the same, told by the first of them.
     *
     * @param figures its picture over time; empty where none was drawn
     */
    record GroupPart(VerdictAnswer.Group group, List<String> sentences, PageTable tenants, List<PageFigure> figures) {}

    /**
     * The part about one variant.
     *
     * @param yaml the scenario with every default; empty where the page has no room for it
     */
    record VariantPart(
            String id,
            String name,
            boolean isBaseline,
            int replications,
            PageTable tenants,
            PageTable refusals,
            PageTable blame,
            PageTable exact,
            List<PageFigure> figures,
            String yaml) {}

    /**
     * Returns the page.
     *
     * @param asked the answer to what a command asks beyond the question of the scenario, in sentences; empty for none
     * @param drawn its charts
     */
    public static String of(
            ExperimentResult result,
            Optional<Comparison> comparison,
            List<String> asked,
            RunInfo info,
            List<ChartFiles.Drawn> drawn) {
        return of(result, comparison, asked, info, drawn, LivePanel.NONE).html();
    }

    /** Returns the same page with a part that simulates; the engine is a file beside it where it would leave too many
     * pictures no room on the page. */
    public static PageFiles of(
            ExperimentResult result,
            Optional<Comparison> comparison,
            List<String> asked,
            RunInfo info,
            List<ChartFiles.Drawn> drawn,
            LivePanel live) {
        var report = new HtmlReport(result, comparison, asked, info, drawn);
        PageBudget room = PageBudget.beside(report.rendered(PageBudget.none(), live));
        String page = report.rendered(room, live);
        if (!live.simulates() || live.isHeld() || room.refused() <= MOST_LEFT_OUT) {
            return new PageFiles(page, Map.of());
        }
        LivePanel linked = live.linked(LivePanel.ENGINE);
        String words = report.rendered(PageBudget.none(), linked);
        return new PageFiles(
                report.rendered(PageBudget.beside(words), linked), Map.of(LivePanel.ENGINE, live.script()));
    }

    private String rendered(PageBudget room, LivePanel live) {
        return Rendering.of((output, interceptor, nonce) ->
                JtereportGenerated.render(output, interceptor, page(room, live), nonce));
    }

    private Page page(PageBudget room, LivePanel live) {
        boolean hasAsked = drawn.stream().anyMatch(chart -> chart.variant().equals(ChartJob.ASKED));
        List<PageFigure> decisive = PageFigure.of(drawn, hasAsked ? ChartJob.ASKED : ChartJob.ANSWER, room);
        List<GroupPart> groups = groups(room);
        List<PageFigure> figures = new ArrayList<>();
        if (hasAsked) {
            figures.addAll(PageFigure.folded(drawn, ChartJob.ANSWER, room));
        }
        figures.addAll(PageFigure.folded(drawn, "", room));
        Optional<ComparisonPart> compared = comparison.map(made -> comparison(new ComparisonIndex(result, made), room));
        List<VariantPart> variants = new ArrayList<>();
        for (int number = 0; number < result.variants().size(); number++) {
            variants.add(variant(number, room));
        }
        String seed = result.variants().isEmpty()
                ? ""
                : Long.toString(result.variants().get(0).scenario().run().seed());
        return new Page(
                result.scenarioName(),
                RunAnswer.of(result),
                asked(compared),
                decisive,
                groups,
                figures,
                host(),
                timeline.isEmpty() ? "" : timeline.json(),
                timelineNote(),
                variants,
                compared,
                RefusalParts.reasons(result),
                result.file().overrides(),
                info,
                seed,
                live);
    }

    private List<String> asked(Optional<ComparisonPart> compared) {
        return compared.map(part ->
                        part.answer().winners().stream().limit(MOST_ASKED).toList())
                .orElse(asked.stream().limit(MOST_ASKED).toList());
    }

    private List<GroupPart> groups(PageBudget room) {
        List<GroupPart> groups = new ArrayList<>();
        RunAnswer answer = RunAnswer.of(result);
        for (VerdictAnswer.Group group :
                answer.verdict().groups().stream().limit(MOST_GROUPS).toList()) {
            VariantResult first = result.variant(group.variants().get(0));
            List<String> sentences = answer.variants().stream()
                    .filter(paragraph -> paragraph.variant().equals(first.name()))
                    .flatMap(paragraph -> paragraph.sentences().stream())
                    .toList();
            groups.add(new GroupPart(
                    group, sentences, tenants(first, MOST_TENANTS_AT_FIRST), overTime(first.name(), room)));
        }
        return groups;
    }

    /** Returns the picture of what each tenant holds over time, which stands with the variant's group and not again below. */
    private List<PageFigure> overTime(String variant, PageBudget room) {
        String name = ChartNames.held(variant);
        return PageFigure.of(
                drawn.stream().filter(chart -> chart.name().equals(name)).toList(), variant, room);
    }

    private List<PageFigure> further(String variant, PageBudget room) {
        boolean isFirst = RunAnswer.of(result).verdict().groups().stream()
                .limit(MOST_GROUPS)
                .anyMatch(group -> group.variants().get(0).equals(variant));
        String shown = isFirst ? ChartNames.held(variant) : "";
        return PageFigure.folded(
                drawn.stream().filter(chart -> !chart.name().equals(shown)).toList(), variant, room);
    }

    private String timelineNote() {
        int more = result.variants().size() - timeline.variants();
        return more > 0 ? "The series of " + Phrases.counted(more, "further variant") + " are in timeline.csv." : "";
    }

    private ComparisonPart comparison(ComparisonIndex index, PageBudget room) {
        var grids = new ComparisonGrids(index);
        List<String> tenants = grids.shownTenants();
        return new ComparisonPart(
                ComparisonAnswer.of(index),
                PageTable.of(
                        "first-try success against the baseline",
                        grids.metric(Metric.FIRST_TRY_SUCCESS, tenants),
                        grids.leftOut(tenants)),
                PageTable.of(
                        "the host against the baseline",
                        grids.host(),
                        "* difference shown; first the baseline's own values"),
                PageFigure.folded(drawn, ChartJob.COMPARISON, room));
    }

    private VariantPart variant(int number, PageBudget room) {
        VariantResult variant = result.variants().get(number);
        String yaml = variant.scenario().resolvedYaml();
        return new VariantPart(
                ChartNames.of("variant", variant.name()),
                variant.name(),
                variant.name().equals(result.file().baseline()),
                ResultTables.complete(variant).size(),
                tenants(variant, most(MOST_TENANTS)),
                RefusalParts.table(variant, most(MOST_REFUSALS)),
                blame(variant),
                new ExactTable(variant).html(),
                further(variant.name(), room),
                yaml.length() <= MOST_YAML && room.tryTake(yaml) ? yaml : "");
    }

    /**
     * Returns the largest number of rows of a table of a variant, at most {@code rows}, so that the tables of all variants together stay
     * readable.
     */
    private int most(int rows) {
        int share = MOST_ROWS_OF_A_KIND / Math.max(1, result.variants().size());
        return Math.max(LEAST_ROWS, Math.min(rows, share));
    }

    private PageTable host() {
        List<Metric> metrics = FairnessIndices.headline(result.variants());
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            SummaryIndex summary = new SummaryIndex(variant);
            Stream<Cell> cells = metrics.stream().map(metric -> Wording.cell(summary.host(metric)));
            rows.add(Cell.row(List.of(variant.name()), cells));
        }
        return new PageTable(
                "the host by variant", heads("variant", metrics), rows, FairnessIndices.leftOut(result.variants()));
    }

    /** Returns the table of the tenants with the least first-try success, at most {@code rowsShown} of them. */
    private static PageTable tenants(VariantResult variant, int rowsShown) {
        SummaryIndex summary = new SummaryIndex(variant);
        List<String> names = ResultTables.tenants(variant);
        Set<String> shown = names.stream()
                .sorted(Comparator.comparingDouble((String tenant) ->
                        summary.row(tenant, Metric.FIRST_TRY_SUCCESS).mean()))
                .limit(rowsShown)
                .collect(Collectors.toSet());
        List<List<Cell>> rows = new ArrayList<>();
        for (String tenant : names.stream().filter(shown::contains).toList()) {
            Stream<Cell> cells = Headline.OF_TENANT.stream().map(metric -> Wording.cell(summary.row(tenant, metric)));
            rows.add(Cell.row(List.of(tenant), cells));
        }
        int more = names.size() - rows.size();
        String note = more > 0
                ? Numbers.counted(more, "tenant") + " with more first-try success " + (more == 1 ? "is" : "are")
                        + " in summary.csv."
                : "";
        return new PageTable("tenants, " + variant.name(), heads("tenant", Headline.OF_TENANT), rows, note);
    }

    private PageTable blame(VariantResult variant) {
        BlameMatrix matrix = BlameMatrix.of(variant, Math.min(MOST_BLAMED, most(MOST_BLAMED)));
        List<List<Cell>> rows = IntStream.range(
                        0, matrix.isZero() ? 0 : matrix.victims().size())
                .mapToObj(victim -> Cell.row(
                        List.of(matrix.victims().get(victim)),
                        IntStream.range(0, matrix.holders().size())
                                .mapToObj(holder -> blamed(matrix.perReplication(victim, holder)))))
                .toList();
        List<String> heads = Stream.concat(Stream.of("unmet demand of"), matrix.holders().stream())
                .toList();
        return new PageTable("blame, " + variant.name(), heads, rows, "");
    }

    private static Cell blamed(Interval ids) {
        return new Cell(Wording.interval(Metric.HELD_MEAN, ids), ids.mean());
    }

    private static List<String> heads(String first, List<Metric> metrics) {
        return Stream.concat(Stream.of(first), metrics.stream().map(Wording::label))
                .toList();
    }
}
