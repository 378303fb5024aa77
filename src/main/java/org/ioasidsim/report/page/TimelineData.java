package org.ioasidsim.report.page;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.chart.TenantGroups;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Downsampled;
import org.ioasidsim.report.draw.TimeUnitOfAxis;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.scenario.BindingResource;

/**
 * {@code timeline.csv} as a page draws it: series by tenant for each variant, the smaller tenants as one. The series are downsampled, so
 * that a page holds a bounded number of values for any length of run.
 */
final class TimelineData {
    /** The most values on a page, including times and refusals. */
    static final int MOST_VALUES = 100_000;

    /** The most variants on a page; further ones are in {@code timeline.csv} only. */
    static final int MOST_VARIANTS = 16;

    /** The series of each variant besides those of its tenants: time, ids held, requests unmet, refusals. */
    private static final int SERIES_OF_VARIANT = 4;

    /** The series of each group of tenants: held, unmet, entitlement. */
    private static final int SERIES_OF_GROUP = 3;

    private static final int LEAST_POINTS = 8;
    private static final double HUNDREDTHS = 100;
    private static final double PARTS_OF_TIME = 1e6;

    private final TenantGroups tenantGroups;
    private final List<Part> parts;
    private final TimeUnitOfAxis unit;

    TimelineData(ExperimentResult result) {
        this.tenantGroups = TenantGroups.of(result);
        this.parts = result.variants().stream()
                .flatMap(variant -> Part.of(variant).stream())
                .limit(MOST_VARIANTS)
                .toList();
        this.unit = TimeUnitOfAxis.of(parts.stream()
                .map(part -> part.timeline().timeSeconds())
                .mapToDouble(times -> times[times.length - 1])
                .max()
                .orElse(1));
    }

    /** A variant and the replication of it that was sampled. */
    private record Part(VariantResult variant, ReplicationResult replication, Timeline timeline) {
        static List<Part> of(VariantResult variant) {
            List<Part> parts = new ArrayList<>();
            for (ReplicationResult replication : ResultTables.complete(variant)) {
                Timeline timeline = replication.timeline();
                if (timeline != null && timeline.timeSeconds().length > 0) {
                    parts.add(new Part(variant, replication, timeline));
                }
            }
            return parts.subList(0, Math.min(1, parts.size()));
        }
    }

    /** Returns whether there is nothing to draw. */
    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns how many variants are drawn. */
    int variants() {
        return parts.size();
    }

    /** Returns one JSON document that can stand inside a script element. */
    String json() {
        return JsonText.inPage(json -> {
            json.beginObject().name("unit").value(unit.word()).name("variants").beginArray();
            for (Part part : parts) {
                write(json, part);
            }
            json.endArray().endObject();
        });
    }

    private void write(JsonWriter json, Part part) throws IOException {
        List<TenantGroups.Group> groups = tenantGroups.among(part.replication().tenants());
        Timeline timeline = part.timeline();
        int per = samplesPerPoint(
                timeline.timeSeconds().length, SERIES_OF_VARIANT + SERIES_OF_GROUP * groups.size(), parts.size());
        json.beginObject().name("name").value(part.variant().name());
        JsonText.number(
                json.name("capacity"), (double) part.variant().scenario().capacity());
        json.name("samplesPerPoint").value(per);
        write(json.name("time"), Downsampled.times(times(timeline), per), partsOfUnit(timeline));
        write(json.name("refusals"), Downsampled.sums(sum(timeline.refusals()), per));
        BindingResource binding = part.variant().scenario().bindingResource();
        write(json.name("held"), Downsampled.extremes(sum(ResultTables.heldOf(binding, timeline)), per));
        write(json.name("unmet"), Downsampled.extremes(sum(timeline.unmet()), per));
        json.name("groups").beginArray();
        for (TenantGroups.Group group : groups) {
            write(json, timeline, group, per, group.tenants().stream().anyMatch(binding::isTakenBy));
        }
        json.endArray().endObject();
    }

    private static void write(
            JsonWriter json, Timeline timeline, TenantGroups.Group group, int per, boolean takesOfCapacity)
            throws IOException {
        json.beginObject().name("name").value(group.label());
        json.name("takesOfCapacity").value(takesOfCapacity);
        json.name("color").value(ChartStyle.hex(group.color()));
        write(json.name("held"), Downsampled.extremes(sum(rows(timeline.held(), group)), per));
        write(json.name("unmet"), Downsampled.extremes(sum(rows(timeline.unmet(), group)), per));
        double[] entitlement = new double[timeline.timeSeconds().length];
        for (int tenant : group.tenants()) {
            for (int sample = 0; sample < entitlement.length; sample++) {
                entitlement[sample] += timeline.entitlement()[tenant][sample];
            }
        }
        write(json.name("entitlement"), Downsampled.extremes(entitlement, per));
        json.endObject();
    }

    private double[] times(Timeline timeline) {
        return Arrays.stream(timeline.timeSeconds()).map(unit::from).toArray();
    }

    /** Returns the power of ten that divides the unit of time finely enough to show a millionth of the whole. */
    private double partsOfUnit(Timeline timeline) {
        double end = unit.from(timeline.timeSeconds()[timeline.timeSeconds().length - 1]);
        return end > 0 ? Math.pow(10, Math.ceil(Math.log10(PARTS_OF_TIME / end))) : 1;
    }

    /** Returns the number of samples for every two points; 1 if each sample is a point. */
    static int samplesPerPoint(int samples, int series, int variants) {
        int most = Math.max(LEAST_POINTS, MOST_VALUES / series / variants);
        return samples <= most ? 1 : Math.max(2, (int) Math.ceil(2.0 * samples / (most - 2)));
    }

    private static int[][] rows(int[][] values, TenantGroups.Group group) {
        return group.tenants().stream().map(tenant -> values[tenant]).toArray(int[][]::new);
    }

    private static double[] sum(int[][] rows) {
        int samples = Stream.of(rows).mapToInt(row -> row.length).max().orElse(0);
        double[] sum = new double[samples];
        for (int[] row : rows) {
            for (int sample = 0; sample < samples; sample++) {
                sum[sample] += row[sample];
            }
        }
        return sum;
    }

    private static void write(JsonWriter json, double[] values) throws IOException {
        write(json, values, HUNDREDTHS);
    }

    private static void write(JsonWriter json, double[] values, double parts) throws IOException {
        json.beginArray();
        for (double value : values) {
            JsonText.number(json, Math.round(value * parts) / parts);
        }
        json.endArray();
    }
}
