package org.ioasidsim.report.table;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.search.FleetCell;
import org.ioasidsim.experiment.search.FleetMix;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.PlanSpec;

/** The answers of a fleet: sentences on the hosts needed, the matrix, and the evidence. */
public final class FleetTables {
    private static final int WIDTH = 80;
    private static final int MOST_ROWS = 14;
    private static final int NAME_WIDTH = 24;
    private static final int MOST_BINDING = 17;
    private static final int MOST_HOSTS = 4;

    private FleetTables() {}

    /** Returns the answer and the matrix, of at most 25 lines of 80 columns unless there are several policies. */
    public static String text(FleetAnswer answer) {
        var text = new StringBuilder();
        sentences(answer).forEach(sentence -> text.append(WrappedText.of(sentence, "", WIDTH)));
        for (FleetSpec.Choice policy : answer.fleet().policies()) {
            text.append(policy.name().isEmpty() ? "\n" : "\n" + policy.name() + ":\n")
                    .append(grid(answer, policy));
        }
        return text.append('\n')
                .append(WrappedText.of(legend(answer), "", WIDTH))
                .toString();
    }

    /** Returns the matrix with ranges, or if these are too wide with single numbers. */
    private static String grid(FleetAnswer answer, FleetSpec.Choice policy) {
        int columns = answer.fleet().flavours().size();
        List<List<String>> rows = matrix(answer, policy, true, WIDTH);
        if (TextGrid.width(rows, 0) - 2 > WIDTH) {
            rows = matrix(answer, policy, true, MOST_BINDING);
        }
        if (TextGrid.width(rows, 0) - 2 > WIDTH) {
            rows = matrix(answer, policy, false, WIDTH);
        }
        if (TextGrid.width(rows, 0) - 2 > WIDTH) {
            rows = matrix(answer, policy, false, MOST_BINDING);
        }
        int shown = columns;
        while (shown > 1 && TextGrid.width(rows, 0) - 2 > WIDTH) {
            int last = shown--;
            rows = rows.stream().map(row -> without(last, row)).toList();
        }
        var grid = new TextGrid(1);
        rows.subList(0, Math.min(rows.size(), MOST_ROWS + 1)).forEach(grid::add);
        return grid.text() + more(rows.size() - 1 - MOST_ROWS, columns - shown);
    }

    private static List<String> without(int column, List<String> row) {
        List<String> left = new ArrayList<>(row);
        left.remove(column);
        return left;
    }

    private static String more(int hosts, int flavours) {
        String more = Stream.of(
                        hosts > 0 ? Phrases.counted(hosts, "host") : "",
                        flavours > 0 ? Phrases.counted(flavours, "flavour") : "")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" and "));
        return more.isEmpty() ? "" : "and " + more + " more in fleet.csv\n";
    }

    private static List<List<String>> matrix(
            FleetAnswer answer, FleetSpec.Choice policy, boolean hasRanges, int mostBinding) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(heads(answer));
        for (FleetSpec.Choice host : answer.fleet().hosts()) {
            List<String> row = new ArrayList<>(List.of(Phrases.elided(host.name(), NAME_WIDTH)));
            for (FleetSpec.Choice flavour : answer.fleet().flavours()) {
                row.add(word(answer.cell(policy, host, flavour), answer.fleet().plan(), hasRanges));
            }
            row.add(Phrases.elided(binding(answer, policy, host, mostBinding), mostBinding));
            rows.add(row);
        }
        return rows;
    }

    private static List<String> heads(FleetAnswer answer) {
        return Stream.of(
                        Stream.of("host"),
                        answer.fleet().flavours().stream().map(FleetSpec.Choice::name),
                        Stream.of("runs out"))
                .flatMap(names -> names)
                .toList();
    }

    private static String binding(FleetAnswer answer, FleetSpec.Choice policy, FleetSpec.Choice host, int most) {
        List<String> binding = answer.fleet().flavours().stream()
                .map(flavour -> answer.cell(policy, host, flavour).binds())
                .filter(binds -> !binds.isEmpty())
                .distinct()
                .toList();
        String all = String.join(", ", binding);
        return all.length() <= most || binding.size() < 2 ? all : binding.get(0) + " +" + (binding.size() - 1);
    }

    /** Returns a cell as the matrix shows it. */
    private static String word(FleetCell cell, PlanSpec plan, boolean hasRanges) {
        String number = number(cell.fits(), plan);
        return switch (cell.state()) {
            case UNKNOWN -> "-";
            case THEORY -> (isApproximate(cell) ? "~" : "") + number;
            case CONFIRMED -> hasRanges ? range(cell) : number + "*";
            case SIMULATED -> hasRanges ? range(cell) : number + "*";
            case UNDECIDED -> number + "?";
            case REFUTED -> number + "!";
        };
    }

    /** Returns a number that fits, or on which side of those that were asked about it lies. */
    public static String number(OptionalLong fits, PlanSpec plan) {
        if (fits.isEmpty()) {
            return "-";
        }
        long number = fits.getAsLong();
        return number == 0 && plan.from() > 1
                ? "<" + Phrases.count(plan.from())
                : (number >= plan.to() ? "≥" : "") + Phrases.count(number);
    }

    private static String range(FleetCell cell) {
        String lower = cell.lower().isPresent() ? Phrases.count(cell.lower().getAsLong()) : "";
        String upper = cell.upper().isPresent() ? Phrases.count(cell.upper().getAsLong()) : "";
        if (lower.isEmpty() || upper.isEmpty()) {
            return lower.isEmpty() && upper.isEmpty() ? "?" : lower.isEmpty() ? "≤" + upper : "≥" + lower;
        }
        return lower.equals(upper) ? lower : lower + "-" + upper;
    }

    private static String legend(FleetAnswer answer) {
        String signs = Stream.of(
                        sign(answer, "a range or *: simulated", FleetCell.State.CONFIRMED, FleetCell.State.SIMULATED),
                        sign(answer, "a number: theory, exact in steady state", FleetCell.State.THEORY),
                        answer.cells().stream().anyMatch(FleetTables::isApproximate) ? "~ approximate" : "",
                        reachesTheEnd(answer) ? "≥ the greatest number asked about (fleet.between)" : "",
                        sign(answer, "- theory says nothing, and simulation has not shown it", FleetCell.State.UNKNOWN),
                        sign(answer, "? not decided", FleetCell.State.UNDECIDED),
                        sign(answer, "! simulation says otherwise", FleetCell.State.REFUTED))
                .filter(sign -> !sign.isEmpty())
                .collect(Collectors.joining("; "));
        return Phrases.counted(answer.cells().size(), "cell") + ": " + states(answer) + "."
                + (signs.isEmpty()
                        ? ""
                        : " " + signs.substring(0, 1).toUpperCase(Locale.ROOT) + signs.substring(1) + ".");
    }

    private static boolean reachesTheEnd(FleetAnswer answer) {
        return answer.cells().stream()
                .anyMatch(cell -> cell.fits().orElse(0) >= answer.fleet().plan().to());
    }

    /** Returns what a sign of some states means, where a cell carries it. */
    private static String sign(FleetAnswer answer, String meaning, FleetCell.State... states) {
        return Stream.of(states).anyMatch(state -> answer.count(state) > 0) ? meaning : "";
    }

    /** Returns whether the number of a cell is theory's, and not exact. */
    public static boolean isApproximate(FleetCell cell) {
        return cell.state() == FleetCell.State.THEORY && !cell.isExact();
    }

    private static String states(FleetAnswer answer) {
        return Stream.of(FleetCell.State.values())
                .filter(state -> answer.count(state) > 0)
                .map(state -> Phrases.count(answer.count(state)) + " " + state.word())
                .collect(Collectors.joining(", "));
    }

    /** Returns the hosts needed, or what fits where nothing is demanded. */
    public static List<String> sentences(FleetAnswer answer) {
        List<String> sentences = new ArrayList<>();
        for (FleetSpec.Choice policy : answer.fleet().policies()) {
            String where = policy.name().isEmpty() ? "" : policy.name() + ": ";
            FleetMix mix = answer.mix(policy);
            if (mix.isAsked()) {
                sentences.add(where + needed(answer, mix));
                alone(answer, mix).ifPresent(sentence -> sentences.add(where + sentence));
            } else {
                sentences.add(where + best(answer, policy));
            }
        }
        return Caveat.afterFirst(sentences, answer.file());
    }

    private static String needed(FleetAnswer answer, FleetMix mix) {
        List<FleetMix.Hosts> hosts = mix.cheapest();
        String all = hosts.stream().map(FleetTables::hosts).collect(Collectors.joining("; "));
        int spare = answer.fleet().reserve();
        String reserve = spare == 0 ? "" : ", " + Phrases.count(spare) + " of each type in reserve";
        String needed = hosts.isEmpty() ? "" : "Needed for " + conditions(answer) + reserve + ": " + all + ".";
        return Stream.of(needed, impossible(mix), unknown(mix))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String impossible(FleetMix mix) {
        return mix.impossible().isEmpty() ? "" : "No host carries " + String.join(", ", mix.impossible()) + ".";
    }

    private static String unknown(FleetMix mix) {
        return mix.unknown().isEmpty()
                ? ""
                : "Not known yet for any host: " + String.join(", ", mix.unknown())
                        + ". Theory says nothing of it: give simulation more --time"
                        + (mix.isTried() ? ", or raise fleet.max_replications or run.duration." : ".");
    }

    private static String hosts(FleetMix.Hosts hosts) {
        String carried = hosts.carried().entrySet().stream()
                .map(flavour -> Phrases.count(flavour.getValue()) + " " + flavour.getKey())
                .collect(Collectors.joining(", "));
        String most = hosts.atMost() > hosts.needed()
                ? " (at most " + Phrases.count(hosts.atMost() + hosts.reserve()) + ")"
                : "";
        return Phrases.count(hosts.total()) + " " + hosts.host().name() + most + " for " + carried;
    }

    private static Optional<String> alone(FleetAnswer answer, FleetMix mix) {
        List<FleetMix.Hosts> alone = answer.fleet().hosts().stream()
                .flatMap(host -> mix.alone(host).stream())
                .sorted((a, b) -> Double.compare(cost(answer, a), cost(answer, b)))
                .toList();
        if (alone.size() < 2) {
            return Optional.empty();
        }
        String listed = alone.stream()
                .limit(MOST_HOSTS)
                .map(hosts -> Phrases.count(hosts.total()) + " " + hosts.host().name())
                .collect(Collectors.joining(", or "));
        return Optional.of("Of one type only: " + listed + ".");
    }

    private static double cost(FleetAnswer answer, FleetMix.Hosts hosts) {
        return hosts.total() * answer.fleet().cost(hosts.host());
    }

    private static String best(FleetAnswer answer, FleetSpec.Choice policy) {
        return answer.fleet().flavours().stream()
                .map(flavour -> answer.fleet().hosts().stream()
                        .map(host -> answer.cell(policy, host, flavour))
                        .filter(cell -> cell.fits().orElse(0) > 0)
                        .max((a, b) -> Long.compare(a.fits().orElse(0), b.fits().orElse(0)))
                        .map(cell -> Phrases.count(cell.fits().orElse(0)) + " " + flavour.name() + " on "
                                + cell.cell().host().name())
                        .orElse("no " + flavour.name() + " on any"))
                .collect(Collectors.joining(", ", "Most that fit with " + conditions(answer) + ": ", "."));
    }

    private static String conditions(FleetAnswer answer) {
        return answer.fleet().plan().conditions().stream()
                .map(ConditionWords::of)
                .collect(Collectors.joining(" and "));
    }

    /** Returns the cells in their order, each with what theory says. */
    public static String list(FleetAnswer answer) {
        var grid = new TextGrid(2);
        grid.add(withNames(names(answer), "fits", "runs out", "formula"));
        for (FleetCell cell : answer.cells()) {
            grid.add(withNames(
                    names(answer, cell), word(cell, answer.fleet().plan(), false), cell.binds(), cell.model()));
        }
        return grid.text();
    }

    /** Returns the heads over the names of a cell: a fleet without policies has none for them. */
    private static List<String> names(FleetAnswer answer) {
        return hasPolicies(answer) ? List.of("host", "flavour", "policy") : List.of("host", "flavour");
    }

    private static List<String> names(FleetAnswer answer, FleetCell cell) {
        FleetSpec.Cell of = cell.cell();
        List<String> names = List.of(of.host().name(), of.flavour().name());
        return hasPolicies(answer) ? withNames(names, of.policy().name()) : names;
    }

    private static boolean hasPolicies(FleetAnswer answer) {
        return answer.fleet().policies().stream()
                .anyMatch(policy -> !policy.name().isEmpty());
    }

    private static List<String> withNames(List<String> names, String... others) {
        return Stream.concat(names.stream(), Stream.of(others)).toList();
    }

    public static String markdown(FleetAnswer answer) {
        var text = new StringBuilder(String.join("\n\n", sentences(answer)) + "\n\n");
        for (FleetSpec.Choice policy : answer.fleet().policies()) {
            text.append(policy.name().isEmpty() ? "" : "**" + policy.name() + "**\n\n")
                    .append(MarkdownTable.of(matrix(answer, policy, true, WIDTH), 1))
                    .append('\n');
        }
        return text.append(legend(answer)).append('\n').toString();
    }

    /** Returns how the numbers were found. */
    public static List<String> method(FleetAnswer answer) {
        int most = answer.fleet().plan().maxReplications();
        return List.of(
                legend(answer),
                "Theory is a formula at the border: Erlang B or another exact model in steady state; reduced load where several limits may refuse, and"
                        + " modified offered load where the load varies, are approximations. Simulation confirms a cell with a"
                        + " number below theory's that is shown to meet the conditions and one above that is shown to miss"
                        + " them, on common random numbers, with at most " + Phrases.counted(most, "replication")
                        + " at each; both verdicts of a cell together are right with "
                        + Wording.confidence(confidence(answer))
                        + ". Hosts are counted as if the parts of a host that flavours use add up, as loads on one pool do.");
    }

    private static double confidence(FleetAnswer answer) {
        return answer.file().variants().get(0).scenario().run().confidence();
    }

    /** Returns the evidence, a row for each cell, the heads first. */
    public static List<List<Cell>> rows(FleetAnswer answer) {
        List<List<Cell>> rows = new ArrayList<>();
        List<String> heads = withNames(
                names(answer), "fits", "shown to fit", "shown too many", "theory", "formula", "runs out", "known by");
        rows.add(heads.stream().map(Cell::of).toList());
        for (FleetCell cell : answer.cells()) {
            List<Cell> row =
                    new ArrayList<>(names(answer, cell).stream().map(Cell::of).toList());
            row.addAll(List.of(
                    count(cell.fits()),
                    count(cell.lower()),
                    count(tooMany(cell)),
                    count(cell.theory()),
                    Cell.of(cell.model()),
                    Cell.of(cell.binds()),
                    Cell.of(cell.state().word())));
            rows.add(row);
        }
        return rows;
    }

    private static Cell count(OptionalLong number) {
        return number.isPresent() ? Cell.count(number.getAsLong()) : Cell.of("");
    }

    private static OptionalLong tooMany(FleetCell cell) {
        return cell.upper().isPresent() ? OptionalLong.of(cell.upper().getAsLong() + 1) : OptionalLong.empty();
    }

    /** Returns {@code fleet.csv}. */
    public static CsvTable csv(FleetAnswer answer) {
        List<String> heads = List.of(
                "policy",
                "host",
                "flavour",
                "fits",
                "shown_to_fit",
                "shown_too_many",
                "theory",
                "theory_is_exact",
                "model",
                "runs_out",
                "state",
                "replications");
        return new CsvTable(heads, rows -> {
            for (FleetCell cell : answer.cells()) {
                rows.add(
                        cell.cell().policy().name(),
                        cell.cell().host().name(),
                        cell.cell().flavour().name(),
                        text(cell.fits()),
                        text(cell.lower()),
                        text(tooMany(cell)),
                        text(cell.theory()),
                        cell.theory().isPresent() ? Boolean.toString(cell.isExact()) : "",
                        cell.model(),
                        cell.binds(),
                        cell.state().word(),
                        Integer.toString(replications(cell)));
            }
        });
    }

    private static int replications(FleetCell cell) {
        return probes(cell).stream().mapToInt(PlanResult.Probe::replications).sum();
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    /** Returns {@code fleet-mix.csv}: the hosts of the cheapest mix, then those of one type only. */
    public static CsvTable mixCsv(FleetAnswer answer) {
        List<String> heads = new ArrayList<>(List.of("policy", "mix", "host"));
        answer.fleet().flavours().forEach(flavour -> heads.add(flavour.name()));
        heads.addAll(List.of("needed", "at_most", "reserve", "total"));
        return new CsvTable(heads, rows -> {
            for (FleetSpec.Choice policy : answer.fleet().policies()) {
                FleetMix mix = answer.mix(policy);
                mix.cheapest().forEach(hosts -> rows.add(mixRow(answer, policy, "cheapest", hosts)));
                for (FleetSpec.Choice host : answer.fleet().hosts()) {
                    mix.alone(host).ifPresent(hosts -> rows.add(mixRow(answer, policy, "alone", hosts)));
                }
            }
        });
    }

    private static String[] mixRow(FleetAnswer answer, FleetSpec.Choice policy, String mix, FleetMix.Hosts hosts) {
        List<String> cells =
                new ArrayList<>(List.of(policy.name(), mix, hosts.host().name()));
        answer.fleet()
                .flavours()
                .forEach(flavour -> cells.add(Long.toString(hosts.carried().getOrDefault(flavour.name(), 0L))));
        cells.add(Long.toString(hosts.needed()));
        cells.add(Long.toString(hosts.atMost()));
        cells.add(Integer.toString(hosts.reserve()));
        cells.add(Long.toString(hosts.total()));
        return cells.toArray(String[]::new);
    }

    /** Returns {@code fleet.json}: question, answer, cells and mixes. */
    public static String json(FleetAnswer answer) {
        return JsonText.of(json -> {
            json.beginObject();
            json.name("scenario")
                    .value(answer.file().variants().get(0).scenario().name());
            json.name("question")
                    .value(answer.file().variants().get(0).scenario().question());
            json.name("find")
                    .value(answer.fleet().plan().path())
                    .name("such_that")
                    .value(conditions(answer));
            json.name("answer").beginArray();
            for (String sentence : sentences(answer)) {
                json.value(sentence);
            }
            json.endArray();
            JsonText.number(json.name("confidence"), confidence(answer));
            json.name("seed")
                    .value(answer.file().variants().get(0).scenario().run().seed());
            json.name("command_line").value(answer.info().commandLine());
            json.name("version").value(answer.info().version());
            json.name("commit").value(answer.info().commit());
            json.name("cells").beginArray();
            for (FleetCell cell : answer.cells()) {
                write(cell, json);
            }
            json.endArray().name("mix").beginArray();
            for (FleetSpec.Choice policy : answer.fleet().policies()) {
                for (FleetMix.Hosts hosts : answer.mix(policy).cheapest()) {
                    write(policy, hosts, json);
                }
            }
            json.endArray().endObject();
        });
    }

    private static void write(FleetCell cell, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("policy").value(cell.cell().policy().name());
        json.name("host").value(cell.cell().host().name());
        json.name("flavour").value(cell.cell().flavour().name());
        number(json.name("fits"), cell.fits());
        number(json.name("shown_to_fit"), cell.lower());
        number(json.name("shown_too_many"), tooMany(cell));
        number(json.name("theory"), cell.theory());
        json.name("theory_is_exact").value(cell.isExact());
        json.name("model").value(cell.model()).name("runs_out").value(cell.binds());
        json.name("state").value(cell.state().word()).name("probes").beginArray();
        for (PlanResult.Probe probe : probes(cell)) {
            PlanTables.write(cell.simulated().orElseThrow().plan(), probe, json);
        }
        json.endArray().endObject();
    }

    private static List<PlanResult.Probe> probes(FleetCell cell) {
        return cell.simulated().map(PlanResult::probes).orElse(List.of());
    }

    private static void write(FleetSpec.Choice policy, FleetMix.Hosts hosts, JsonWriter json) throws IOException {
        json.beginObject().name("policy").value(policy.name());
        json.name("host").value(hosts.host().name()).name("carries").beginObject();
        for (var flavour : hosts.carried().entrySet()) {
            json.name(flavour.getKey()).value(flavour.getValue());
        }
        json.endObject().name("needed").value(hosts.needed()).name("at_most").value(hosts.atMost());
        json.name("reserve").value(hosts.reserve()).endObject();
    }

    private static void number(JsonWriter json, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.value(number.getAsLong());
        } else {
            json.nullValue();
        }
    }
}
