package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.scenario.FleetSpec;

/**
 * How many hosts carry the demands of a fleet. A host that carries n of f that fit of a flavour has used n/f of it: where one pool decides, loads add, and
 * the parts of all flavours may add to 1. Whole hosts carry one flavour; what is left of each flavour shares hosts (first fit, the largest first).
 */
public final class FleetMix {
    /** How much dearer a host may be and still come into question: theory, or what simulation shows, may be off by as much. */
    private static final double CLOSE = 1.03;

    /** The part of a cost that is no saving. */
    private static final double ROUNDING = 1e-9;

    private final FleetSpec fleet;

    /** The cells by host and flavour. */
    private final Map<String, Map<String, FleetCell>> cells = new HashMap<>();

    /** The host of each flavour that is wanted, where it fits on one. */
    private final Map<String, FleetSpec.Choice> best = new TreeMap<>();

    /**
     * @param cells those of one policy
     */
    public FleetMix(FleetSpec fleet, List<FleetCell> cells) {
        this.fleet = fleet;
        for (FleetCell cell : cells) {
            this.cells
                    .computeIfAbsent(cell.cell().host().name(), any -> new HashMap<>())
                    .put(cell.cell().flavour().name(), cell);
        }
        for (Map.Entry<String, Long> wanted : fleet.demands().entrySet()) {
            if (wanted.getValue() > 0) {
                cheapest(wanted.getKey()).ifPresent(host -> best.put(wanted.getKey(), host));
            }
        }
        boolean hasSaved;
        do {
            hasSaved = movesOne();
        } while (hasSaved);
    }

    /**
     * Moves flavours to another host while that saves something: all from one, which then needs no whole hosts and no reserve of its own, or all of them,
     * or one. Takes what saves most; returns whether anything was moved.
     */
    private boolean movesOne() {
        List<Map<String, FleetSpec.Choice>> moves = new ArrayList<>();
        for (FleetSpec.Choice to : fleet.hosts()) {
            moves.add(moved(to, best.keySet()));
            best.keySet().forEach(flavour -> moves.add(moved(to, Set.of(flavour))));
            best.values().stream().distinct().forEach(from -> moves.add(moved(to, carriedBy(from))));
        }
        Optional<Map<String, FleetSpec.Choice>> least = moves.stream()
                .filter(move -> cost(move) < cost(best) * (1 - ROUNDING))
                .min(Comparator.comparingDouble(this::cost));
        least.ifPresent(best::putAll);
        return least.isPresent();
    }

    private Set<String> carriedBy(FleetSpec.Choice host) {
        return best.entrySet().stream()
                .filter(flavour -> flavour.getValue().equals(host))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns the mix with those of the flavours on {@code to} that fit there. */
    private Map<String, FleetSpec.Choice> moved(FleetSpec.Choice to, Set<String> flavours) {
        Map<String, FleetSpec.Choice> moved = new TreeMap<>(best);
        flavours.stream()
                .filter(flavour -> fits(to.name(), flavour, FleetCell::fits) > 0)
                .forEach(flavour -> moved.put(flavour, to));
        return moved;
    }

    private double cost(Map<String, FleetSpec.Choice> mix) {
        return hosts(mix).stream()
                .mapToDouble(hosts -> hosts.total() * fleet.cost(hosts.host()))
                .sum();
    }

    private Optional<FleetSpec.Choice> cheapest(String flavour) {
        return fleet.hosts().stream()
                .filter(host -> fits(host.name(), flavour, FleetCell::fits) > 0)
                .min(Comparator.comparingDouble(host -> price(host, flavour)));
    }

    /**
     * Hosts of one type.
     *
     * @param carried the number of each flavour
     * @param needed hosts that carry them, as planned
     * @param atMost the same if only as many fit as simulation has shown
     * @param reserve further hosts
     */
    public record Hosts(FleetSpec.Choice host, Map<String, Long> carried, long needed, long atMost, int reserve) {
        /** Returns how many hosts there are to be. */
        public long total() {
            return needed + reserve;
        }
    }

    /** Returns whether there is anything to carry. */
    public boolean isAsked() {
        return fleet.demands().values().stream().anyMatch(demand -> demand > 0);
    }

    /**
     * Returns the hosts of the cheapest mix that was found: each flavour goes where an instance of it costs least, then to other hosts while whole hosts and
     * those in reserve get cheaper by that.
     */
    public List<Hosts> cheapest() {
        return hosts(best);
    }

    private List<Hosts> hosts(Map<String, FleetSpec.Choice> mix) {
        Map<String, Map<String, Long>> carried = new LinkedHashMap<>();
        fleet.demands()
                .forEach((flavour, demand) -> Optional.ofNullable(mix.get(flavour))
                        .ifPresent(host -> carried.computeIfAbsent(host.name(), any -> new LinkedHashMap<>())
                                .put(flavour, demand)));
        return fleet.hosts().stream()
                .filter(host -> carried.containsKey(host.name()))
                .map(host -> hosts(host, carried.getOrDefault(host.name(), Map.of())))
                .toList();
    }

    /** Returns the flavours that are wanted and fit on no host. */
    public List<String> impossible() {
        return homeless().filter(flavour -> !isOpen(flavour)).toList();
    }

    /** Returns the flavours that are wanted and not known to fit on any host, where of some nothing is known yet. */
    public List<String> unknown() {
        return homeless().filter(this::isOpen).toList();
    }

    /** Returns whether simulation has ended in a cell without a number that is shown to fit, which more of its time does not change. */
    public boolean isTried() {
        return unknown().stream()
                .flatMap(flavour -> cells.values().stream().flatMap(ofHost -> Stream.ofNullable(ofHost.get(flavour))))
                .anyMatch(cell -> cell.simulated().isPresent());
    }

    private Stream<String> homeless() {
        return fleet.demands().entrySet().stream()
                .filter(demand -> demand.getValue() > 0 && best(demand.getKey()).isEmpty())
                .map(Map.Entry::getKey);
    }

    private boolean isOpen(String flavour) {
        return cells.values().stream()
                .map(ofHost -> ofHost.get(flavour))
                .anyMatch(cell -> cell != null && cell.fits().isEmpty());
    }

    /** Returns the hosts if there are no others than those of one type; empty where a flavour that is wanted does not fit on it. */
    public Optional<Hosts> alone(FleetSpec.Choice host) {
        Map<String, Long> wanted = new LinkedHashMap<>();
        fleet.demands().forEach((flavour, demand) -> {
            if (demand > 0) {
                wanted.put(flavour, demand);
            }
        });
        boolean fitsAll = wanted.keySet().stream().allMatch(flavour -> fits(host.name(), flavour, FleetCell::fits) > 0);
        return fitsAll && !wanted.isEmpty() ? Optional.of(hosts(host, wanted)) : Optional.empty();
    }

    /** Returns whether the cheapest mix puts a cell's flavour on its host, or would if the host carried a few per cent more. */
    boolean decides(FleetSpec.Cell cell) {
        String flavour = cell.flavour().name();
        return fleet.demands().getOrDefault(flavour, 0L) > 0
                && best(flavour)
                        .filter(best -> price(cell.host(), flavour) <= CLOSE * price(best, flavour))
                        .isPresent();
    }

    private double price(FleetSpec.Choice host, String flavour) {
        return fleet.cost(host) / fits(host.name(), flavour, FleetCell::fits);
    }

    private Optional<FleetSpec.Choice> best(String flavour) {
        return Optional.ofNullable(best.get(flavour));
    }

    private Hosts hosts(FleetSpec.Choice host, Map<String, Long> carried) {
        return new Hosts(
                host,
                carried,
                needed(host, carried, FleetCell::fits),
                needed(host, carried, cell -> cell.lower().orElse(0) > 0 ? cell.lower() : cell.fits()),
                fleet.reserve());
    }

    private long needed(FleetSpec.Choice host, Map<String, Long> carried, Function<FleetCell, OptionalLong> numbers) {
        long whole = 0;
        List<Double> parts = new ArrayList<>();
        for (Map.Entry<String, Long> flavour : carried.entrySet()) {
            long fits = Math.max(1, fits(host.name(), flavour.getKey(), numbers));
            whole += flavour.getValue() / fits;
            if (flavour.getValue() % fits > 0) {
                parts.add(flavour.getValue() % fits / (double) fits);
            }
        }
        return whole + bins(parts);
    }

    private static int bins(List<Double> parts) {
        List<Double> used = new ArrayList<>();
        for (double part : parts.stream().sorted(Comparator.reverseOrder()).toList()) {
            int bin = 0;
            while (bin < used.size() && used.get(bin) + part > 1) {
                bin++;
            }
            if (bin == used.size()) {
                used.add(part);
            } else {
                used.set(bin, used.get(bin) + part);
            }
        }
        return used.size();
    }

    private long fits(String host, String flavour, Function<FleetCell, OptionalLong> numbers) {
        FleetCell cell = cells.getOrDefault(host, Map.of()).get(flavour);
        return cell == null ? 0 : numbers.apply(cell).orElse(0);
    }
}
