package org.ioasidsim.ops;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.ioasidsim.kernel.base.Errno;
import org.jspecify.annotations.Nullable;

/** What an operation answers. {@link #text} is how a result line shows it; nothing reads that text back. */
sealed interface Reply {
    /** Returns the reply as it stands behind the line number. */
    String text();

    /** Returns whether {@code rep} counts this as a success. */
    default boolean isSuccess() {
        return false;
    }

    /** Returns whether the operation began a new generation of ASIDs. */
    default boolean isRollover() {
        return false;
    }

    /** Returns the sentence that says what refused, or nothing where nothing did. */
    default String explanation() {
        return "";
    }

    /** Returns success with no more to say. */
    static Reply ok() {
        return new Done();
    }

    /** Runs {@code action}, which cannot be refused. */
    static Reply done(Runnable action) {
        action.run();
        return ok();
    }

    /** Returns the failure of an operation that does not fit what is there, because of {@code why}. */
    static Reply failed(Errno errno, String why) {
        return new Failure(errno, "", "-" + errno + ": " + why + ".");
    }

    /** Returns success, or the failure that {@code decider} answered. */
    static Reply of(@Nullable Errno errno, String decider) {
        return errno == null ? ok() : failed(errno, decider);
    }

    /** The operation succeeded and has no more to say. */
    record Done() implements Reply {
        @Override
        public String text() {
            return "ok";
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /** An id or an amount; with an explanation where it stands for one that was refused. */
    record Value(long number, String explanation) implements Reply {
        Value(long number) {
            this(number, "");
        }

        @Override
        public String text() {
            return "ok " + number;
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /** An ASID as the device or the CPU sees it; 0 is a refused pin, which {@code explanation} explains. */
    record Asid(int value, boolean isRollover, String explanation) implements Reply {
        Asid(int value, boolean isRollover) {
            this(value, isRollover, "");
        }

        @Override
        public String text() {
            return "ok " + value + (isRollover ? " rollover" : "");
        }

        @Override
        public boolean isSuccess() {
            return value != 0;
        }
    }

    /**
     * A reference was given back.
     *
     * @param isFreed whether it was the last one
     * @param drained the descriptors that the device completed first
     */
    record Released(boolean isFreed, long drained) implements Reply {
        Released(boolean isFreed) {
            this(isFreed, 0);
        }

        @Override
        public String text() {
            return "ok" + (isFreed ? " freed" : "") + (drained == 0 ? "" : " drained " + drained);
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /** A VM runs, with or without a set of its own. */
    record VmStarted(boolean hasSet) implements Reply {
        @Override
        public String text() {
            return hasSet ? "ok" : "ok no-set";
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /**
     * The operation was refused.
     *
     * @param detail which check of the kernel failed, in a word; empty where user space cannot see it
     */
    record Failure(Errno errno, String detail, String explanation) implements Reply {
        @Override
        public String text() {
            return "-" + errno + (detail.isEmpty() ? "" : " " + detail);
        }
    }

    /** {@code INVALID_IOASID}. */
    record Invalid(String explanation) implements Reply {
        @Override
        public String text() {
            return "invalid";
        }
    }

    /** A move that a later controller refused, after which everything is as before. */
    record Cancelled() implements Reply {
        @Override
        public String text() {
            return "refused";
        }
    }

    /** The content of a cgroup file, as the kernel prints it. */
    record FileContent(String content) implements Reply {
        @Override
        public String text() {
            return content.isEmpty() ? "(empty)" : content.strip().replace("\n", "; ");
        }
    }

    /** Counters by their names, in the order in which they are shown. */
    record Counters(List<Counter> counters) implements Reply {
        public Counters {
            counters = List.copyOf(counters);
        }

        @Override
        public String text() {
            return counters.stream()
                    .map(counter -> counter.name + "=" + counter.value)
                    .collect(Collectors.joining(" "));
        }
    }

    /** A number that a subsystem counts. */
    record Counter(String name, long value) {}

    /**
     * An operation was run several times.
     *
     * @param rollovers how often ASIDs began a new generation, on a host that counts them
     * @param explanation of the latest refusal among them
     */
    record Repeated(long succeeded, long count, OptionalInt rollovers, Reply last, String explanation)
            implements Reply {
        @Override
        public String text() {
            String counted = rollovers.isPresent() ? " rollovers=" + rollovers.getAsInt() : "";
            return succeeded + "/" + count + counted + " last=" + last.text();
        }
    }

    /** Nothing was run: with its present number, the repeated operation is not valid. */
    record Unread() implements Reply {
        @Override
        public String text() {
            return "";
        }
    }
}
