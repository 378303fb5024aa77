package org.ioasidsim.recording.ktrace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows PASIDs on devices through the events of a trace: from the first cache tag of Intel's driver to the last; from amdgpu's allocation
 * to its release; from the attach to the detach of any event or probe that has both words in its name or its function, a PASID and a device,
 * as of iommufd; and bonds of shared virtual addressing from the bind that returned a handle to the unbind of it.
 *
 * <p>Source: drivers/iommu/intel/trace.h, drivers/gpu/drm/amd/amdgpu/amdgpu_trace.h, drivers/iommu/iommufd/device.c,
 * drivers/iommu/iommu-sva.c (one handle for each address space and device, with a count of users).
 */
final class TracedPasids {
    private static final Pattern CACHE_TAG = Pattern.compile("(\\S+) type (\\S+) did (\\d+) pasid (\\d+) ref (\\d+)");
    private static final Pattern PASID = Pattern.compile("\\bpasid[=:]\\s*(0x[0-9a-fA-F]{1,8}|\\d{1,10})\\b");
    private static final Pattern DEVICE = Pattern.compile("\\b(?:i?dev|device|name)[=:]\\s*(\\S+)");
    private static final Pattern PROBED = Pattern.compile("\\((\\w+)\\+.*");
    private static final Pattern BEGINS = Pattern.compile("(?:^|.*_)(?:attach|assign|alloc|allocated)(?:_.*|$)");
    private static final Pattern ENDS = Pattern.compile("(?:^|.*_)(?:detach|unassign|free|freed|release)(?:_.*|$)");
    private static final Pattern HANDLE = Pattern.compile("\\(.*\\)\\s*\\w+=(0x[0-9a-fA-F]{1,16}|-?\\d{1,20})\\b.*");
    private static final String WITHOUT_PASID = "0";

    private final Consumer<TracedLifetime> lifetimes;
    private final Map<Key, Holding> open = new LinkedHashMap<>();
    private final Map<Key, Long> endedBefore = new LinkedHashMap<>();
    private final Map<Integer, Deque<Call>> calls = new HashMap<>();
    private long firstNanos;
    private long nowNanos;
    private long serial;

    TracedPasids(Consumer<TracedLifetime> lifetimes) {
        this.lifetimes = lifetimes;
    }

    /**
     * What is held.
     *
     * @param kind of events that tell it
     */
    private record Key(String kind, String machine, TracedLifetime.Held held) {}

    /** A PASID that is held, with what holds it: cache tags, or users of a bond. */
    private static final class Holding {
        private final long startNanos;
        private final TraceEvent.Task task;
        private final Set<String> tags = new HashSet<>();
        private long users = 1;

        Holding(long startNanos, TraceEvent.Task task) {
            this.startNanos = startNanos;
            this.task = task;
        }
    }

    /** A bind that has not returned. */
    private record Call(long nanos, String device) {}

    /** Applies the next event in time, if it is one of these. */
    void accept(TraceEvent event, long originNanos) {
        firstNanos = originNanos;
        nowNanos = event.nanos();
        switch (event.name()) {
            case "cache_tag_assign" -> cacheTag(event, true);
            case "cache_tag_unassign" -> cacheTag(event, false);
            default -> other(event);
        }
    }

    private void cacheTag(TraceEvent event, boolean isAssigned) {
        Matcher fields = CACHE_TAG.matcher(event.args());
        if (!fields.matches() || fields.group(4).equals(WITHOUT_PASID)) {
            return;
        }
        Key key = key("cache-tag", event, fields.group(1), fields.group(4));
        String tag = fields.group(2) + " " + fields.group(3);
        if (isAssigned) {
            hold(key, event).tags.add(tag);
        } else if (fields.group(5).equals("0")) {
            Holding holding = open.get(key);
            if (holding != null) {
                holding.tags.remove(tag);
            }
            if (holding == null || holding.tags.isEmpty()) {
                letGo(key);
            }
        }
    }

    private void other(TraceEvent event) {
        Optional<SvaCall> call = SvaCall.of(event);
        if (call.isPresent()) {
            bond(event, call.get());
            return;
        }
        Matcher pasid = PASID.matcher(event.args());
        if (!pasid.find()) {
            return;
        }
        String number = pasid.group(1).startsWith("0x")
                ? Long.toString(Long.parseLong(pasid.group(1).substring(2), 16))
                : pasid.group(1);
        String name = verb(event);
        if (number.equals(WITHOUT_PASID)) {
            return;
        }
        if (ENDS.matcher(name).matches()) {
            letGo(key(kind(event), event, device(event), number));
        } else if (BEGINS.matcher(name).matches()) {
            Key key = key(kind(event), event, device(event), number);
            Holding before = open.remove(key);
            if (before != null) {
                // taken again although no end was seen
                emit(key, before, true);
            }
            begin(key, event);
        }
    }

    private static String verb(TraceEvent event) {
        Matcher probed = PROBED.matcher(event.args());
        return probed.matches() ? probed.group(1) : event.name();
    }

    private static String kind(TraceEvent event) {
        return event.name().startsWith("amdgpu_") ? "amdgpu" : "attach";
    }

    private static String device(TraceEvent event) {
        Matcher device = DEVICE.matcher(event.args());
        if (device.find()) {
            return device.group(1);
        }
        return event.name().startsWith("amdgpu_") ? "amdgpu" : "unknown";
    }

    private void bond(TraceEvent event, SvaCall call) {
        Deque<Call> ofTask = calls.computeIfAbsent(event.tid(), unseen -> new ArrayDeque<>());
        switch (call) {
            case BIND -> {
                Matcher device = DEVICE.matcher(event.args());
                ofTask.push(new Call(nowNanos, device.find() ? device.group(1) : "unknown"));
            }
            case BIND_RETURN -> {
                Call begun = ofTask.poll();
                Matcher handle = HANDLE.matcher(event.args());
                if (handle.matches() && !SvaCall.isError(handle.group(1))) {
                    bound(event, handle.group(1), begun == null ? "unknown" : begun.device());
                }
            }
            case UNBIND -> {
                Matcher handle = HANDLE.matcher(event.args());
                if (handle.matches()) {
                    unbound(event, handle.group(1));
                }
            }
        }
        if (ofTask.isEmpty()) {
            calls.remove(event.tid());
        }
    }

    private void bound(TraceEvent event, String handle, String device) {
        Key key = bondKey(event, handle);
        Holding holding = open.get(key);
        if (holding == null) {
            deviceOfBond.put(key, device);
            begin(key, event);
        } else {
            holding.users++;
        }
    }

    private void unbound(TraceEvent event, String handle) {
        Key key = bondKey(event, handle);
        Holding holding = open.get(key);
        if (holding == null || --holding.users == 0) {
            letGo(key);
        }
    }

    /** The devices of bonds, which are known by their handles. */
    private final Map<Key, String> deviceOfBond = new HashMap<>();

    private static Key bondKey(TraceEvent event, String handle) {
        return new Key("bond", event.machine(), new TracedLifetime.Held(handle, ""));
    }

    private static Key key(String kind, TraceEvent event, String device, String pasid) {
        return new Key(kind, event.machine(), new TracedLifetime.Held(device, pasid));
    }

    private void begin(Key key, TraceEvent event) {
        tellEndedBefore(key);
        open.put(key, new Holding(nowNanos, event.task()));
    }

    private Holding hold(Key key, TraceEvent event) {
        tellEndedBefore(key);
        return open.computeIfAbsent(key, unseen -> new Holding(nowNanos, event.task()));
    }

    private void letGo(Key key) {
        Holding holding = open.remove(key);
        if (holding == null) {
            // it began before the trace; a further tag of the same PASID may follow
            endedBefore.put(key, nowNanos);
        } else {
            emit(key, holding, false);
        }
    }

    private void tellEndedBefore(Key key) {
        Long end = endedBefore.remove(key);
        if (end != null) {
            emit(key, firstNanos, end, null, true, false);
        }
    }

    private void emit(Key key, Holding holding, boolean endsAfter) {
        emit(key, holding.startNanos, nowNanos, holding.task, false, endsAfter);
    }

    private void emit(
            Key key, long start, long end, TraceEvent.@Nullable Task task, boolean startsBefore, boolean endsAfter) {
        TraceEvent.Task holder = task == null ? TraceEvent.Task.NONE.on(key.machine()) : task;
        int pid = holder.tgid() == TraceEvent.UNKNOWN ? holder.tid() : holder.tgid();
        String device = deviceOfBond.remove(key);
        lifetimes.accept(new TracedLifetime(
                start - firstNanos,
                end - firstNanos,
                "",
                key.kind(),
                startsBefore,
                endsAfter,
                new TracedLifetime.Owner(key.machine(), pid, holder.comm()),
                device == null ? key.held() : new TracedLifetime.Held(device, ""),
                serial++));
    }

    /** Ends the trace: what is still held is reported as open. */
    void finish() {
        List.copyOf(endedBefore.keySet()).forEach(this::tellEndedBefore);
        new ArrayList<>(open.entrySet()).forEach(entry -> emit(entry.getKey(), entry.getValue(), true));
        open.clear();
    }
}
