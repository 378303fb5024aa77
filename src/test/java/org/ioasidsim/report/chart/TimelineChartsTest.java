package org.ioasidsim.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Fonts;
import org.ioasidsim.scenario.Scenario;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The occupancy picture must show each limit in ids that a cgroup has when the run begins, whatever else its files say. */
class TimelineChartsTest {
    private static final CgroupPath WEB = new CgroupPath("/web");

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("one resource", List.of("misc.max: pasid 100"), List.of("/web misc.max pasid 100")),
                Arguments.of(
                        "asid before it",
                        List.of("misc.max: asid 50", "misc.max: pasid 100"),
                        List.of("/web misc.max asid 50", "/web misc.max pasid 100")),
                Arguments.of(
                        "asid after it",
                        List.of("misc.max: pasid 100", "misc.max: asid 50"),
                        List.of("/web misc.max pasid 100", "/web misc.max asid 50")),
                Arguments.of(
                        "the last of two",
                        List.of("misc.max: pasid 100", "misc.max: pasid 90"),
                        List.of("/web misc.max pasid 90")),
                Arguments.of("taken away", List.of("misc.max: pasid 100", "misc.max: pasid max"), List.of()),
                Arguments.of("not in ids", List.of("pids.max: 100"), List.of()),
                Arguments.of("in ASIDs, which bind", List.of("misc.max: asid 50"), List.of("/web misc.max asid 50")),
                Arguments.of(
                        "two controllers, in the order of the file",
                        List.of("ioasids.max: 80", "misc.max: pasid 100"),
                        List.of("/web ioasids.max 80", "/web misc.max pasid 100")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void showsTheLimitsInIds(String what, List<String> writes, List<String> lines) throws IOException {
        XYPlot plot = occupancy(Map.of(WEB, limits(writes)));

        assertThat(legend(plot))
                .as(what)
                .filteredOn(label -> label.startsWith("/"))
                .containsExactlyElementsOf(lines);
        assertThat(markers(plot))
                .as(what)
                .containsAll(lines.stream()
                        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' '))))
                        .toList());
    }

    @Test
    void leavesOutALimitAboveThePicture() throws IOException {
        XYPlot plot = occupancy(Map.of(WEB, limits(List.of("misc.max: pasid 100000"))));

        assertThat(legend(plot)).noneMatch(label -> label.startsWith("/"));
    }

    private static CgroupLimits limits(List<String> writes) {
        return new CgroupLimits(writes.stream()
                .map(write -> write.split(": ", 2))
                .map(write -> new LimitWrite(write[0], write[1]))
                .toList());
    }

    private static XYPlot occupancy(Map<CgroupPath, CgroupLimits> cgroups) throws IOException {
        ExperimentResult result = Fixture.result(2, 1, 1);
        VariantResult given = result.variants().get(0);
        var variant = new VariantResult(
                given.name(), with(given.scenario(), cgroups), given.replications(), given.summary(), given.warmUp());
        var charts = new TimelineCharts(new ChartStyle(Fonts.load()), TenantGroups.of(result), variant);
        return charts.occupancy().picture().getXYPlot();
    }

    private static Scenario with(Scenario scenario, Map<CgroupPath, CgroupLimits> cgroups) {
        return new Scenario(
                scenario.name(),
                scenario.question(),
                scenario.kernel(),
                scenario.costs(),
                cgroups,
                scenario.policy(),
                scenario.tenants(),
                scenario.events(),
                scenario.run(),
                scenario.measure(),
                scenario.resolvedYaml());
    }

    private static List<String> legend(XYPlot plot) {
        List<String> labels = new ArrayList<>();
        LegendItemCollection items = plot.getFixedLegendItems();
        for (int i = 0; i < items.getItemCount(); i++) {
            LegendItem item = items.get(i);
            labels.add(item.getLabel());
        }
        return labels;
    }

    private static List<Double> markers(XYPlot plot) {
        List<Double> values = new ArrayList<>();
        for (Object marker : plot.getRangeMarkers(Layer.FOREGROUND)) {
            if (marker instanceof ValueMarker line) {
                values.add(line.getValue());
            }
        }
        return values;
    }
}
