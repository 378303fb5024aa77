package org.ioasidsim.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.Comparison;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Metric;
import org.ioasidsim.experiment.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.VariantResult;
import org.ioasidsim.report.templates.JtereportGenerated;

/** {@code report.html}: the whole run on one page that needs no network and no script. */
public final class HtmlReport {
    private static final int MOST_TENANTS = 60;
    private static final int MOST_REFUSALS = 40;
    private static final int VARIANTS_WITH_CHARTS = 6;

    private HtmlReport() {}

    /** What the template shows. */
    public record Page(
            String scenario,
            Answer answer,
            List<Figure> figures,
            Table host,
            List<VariantPart> variants,
            Optional<ComparisonPart> comparison,
            List<String> overrides,
            RunInfo info,
            String seed) {}

    /** What the page says of the variants against the baseline. */
    public record ComparisonPart(ComparisonAnswer answer, Table firstTry, Table host, List<Figure> figures) {}

    /** A table: its heads and cells, those after the first column numbers. */
    public record Table(List<String> heads, List<List<String>> rows, String note) {}

    /** An inline picture. */
    public record Figure(String name, String alt, String svg) {}

    /** What the page says of one variant. */
    public record VariantPart(
            String id,
            String name,
            boolean isBaseline,
            int replications,
            List<String> sentences,
            Table tenants,
            Table refusals,
            Table exact,
            List<Figure> figures,
            String figuresNote,
            String yaml) {}

    static String of(
            ExperimentResult result, Optional<Comparison> comparison, RunInfo info, List<ResultWriter.Drawn> drawn) {
        StringOutput text = new StringOutput();
        JtereportGenerated.render(new OwaspHtmlTemplateOutput(text), null, page(result, comparison, info, drawn));
        return text.toString();
    }

    private static Page page(
            ExperimentResult result, Optional<Comparison> comparison, RunInfo info, List<ResultWriter.Drawn> drawn) {
        Answer answer = Answer.of(result);
        List<VariantPart> variants = new ArrayList<>();
        for (int number = 0; number < result.variants().size(); number++) {
            variants.add(variant(result, answer, number, drawn));
        }
        String seed = result.variants().isEmpty()
                ? ""
                : Long.toString(result.variants().get(0).scenario().run().seed());
        return new Page(
                ResultWriter.scenarioName(result),
                answer,
                figures(drawn, ""),
                host(result),
                variants,
                comparison.map(made -> comparison(new ComparisonIndex(result, made), drawn)),
                result.file().overrides(),
                info,
                seed);
    }

    private static ComparisonPart comparison(ComparisonIndex index, List<ResultWriter.Drawn> drawn) {
        var grids = new ComparisonGrids(index);
        List<String> tenants = grids.shownTenants();
        return new ComparisonPart(
                ComparisonAnswer.of(index),
                table(grids.metric(Metric.FIRST_TRY_SUCCESS, tenants), grids.leftOut(tenants)),
                table(grids.host(), "* difference shown; first the baseline's own values"),
                figures(drawn, ChartJobs.COMPARISON));
    }

    private static Table table(List<List<String>> rows, String note) {
        return new Table(rows.get(0), rows.subList(1, rows.size()), note);
    }

    private static VariantPart variant(
            ExperimentResult result, Answer answer, int number, List<ResultWriter.Drawn> drawn) {
        VariantResult variant = result.variants().get(number);
        boolean hasCharts = number < VARIANTS_WITH_CHARTS && !drawn.isEmpty();
        String note = hasCharts || drawn.isEmpty() ? "" : "The pictures of this variant are in the directory charts.";
        return new VariantPart(
                "variant-" + (number + 1),
                variant.name(),
                variant.name().equals(result.file().baseline()),
                ResultTables.complete(variant).size(),
                answer.variants().get(number).sentences(),
                tenants(variant),
                refusals(variant),
                new ExactTable(variant).html(),
                hasCharts ? figures(drawn, variant.name()) : List.of(),
                note,
                variant.scenario().resolvedYaml());
    }

    private static List<Figure> figures(List<ResultWriter.Drawn> drawn, String variant) {
        return drawn.stream()
                .filter(chart -> chart.variant().equals(variant))
                .map(chart -> new Figure(chart.name(), chart.alt(), inline(chart.svg())))
                .toList();
    }

    /** Returns the picture without the XML declaration, which HTML does not take, and free to shrink. */
    private static String inline(String svg) {
        String element = svg.substring(svg.indexOf("<svg"));
        return element.replaceFirst(" width=\"[0-9]+\"", "").replaceFirst(" height=\"[0-9]+\"", "");
    }

    private static Table host(ExperimentResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            SummaryIndex summary = new SummaryIndex(variant);
            Stream<String> cells = Headline.OF_HOST.stream().map(metric -> Wording.interval(summary.host(metric)));
            rows.add(Stream.concat(Stream.of(variant.name()), cells).toList());
        }
        return new Table(heads("variant", Headline.OF_HOST), rows, "");
    }

    private static Table tenants(VariantResult variant) {
        SummaryIndex summary = new SummaryIndex(variant);
        List<String> names = ResultTables.tenants(variant);
        Set<String> shown = names.stream()
                .sorted(Comparator.comparingDouble((String tenant) ->
                        summary.row(tenant, Metric.FIRST_TRY_SUCCESS).mean()))
                .limit(MOST_TENANTS)
                .collect(Collectors.toSet());
        List<List<String>> rows = new ArrayList<>();
        for (String tenant : names.stream().filter(shown::contains).toList()) {
            Stream<String> cells =
                    Headline.OF_TENANT.stream().map(metric -> Wording.interval(summary.row(tenant, metric)));
            rows.add(Stream.concat(Stream.of(tenant), cells).toList());
        }
        int more = names.size() - rows.size();
        String note = more > 0 ? more + " tenants with more first-try success are in summary.csv." : "";
        return new Table(heads("tenant", Headline.OF_TENANT), rows, note);
    }

    private static Table refusals(VariantResult variant) {
        List<List<String>> rows = new ArrayList<>();
        List<RefusalCount> refusals = ResultTables.refusalsByLimit(variant);
        for (RefusalCount refusal : refusals.stream().limit(MOST_REFUSALS).toList()) {
            rows.add(List.of(refusal.limit(), refusal.level(), "-" + refusal.errno(), Wording.count(refusal.count())));
        }
        int more = refusals.size() - rows.size();
        String note = more > 0 ? more + " further rows are in refusals.csv." : "";
        return new Table(List.of("limit", "at", "error", "refusals in all replications"), rows, note);
    }

    private static List<String> heads(String first, List<Metric> metrics) {
        return Stream.concat(Stream.of(first), metrics.stream().map(Wording::label))
                .toList();
    }
}
