package org.ioasidsim.workload;

/** Something that happens to the host at a given time. */
public record EventSpec(double atSeconds, Action action) {
    /** What happens. */
    public sealed interface Action {}

    /** All instances of a tenant end without clean-up. */
    public record Kill(String tenant) implements Action {}

    /** All instances of a tenant end in order. */
    public record Stop(String tenant) implements Action {}

    /** A tenant that is off starts. */
    public record Start(String tenant) implements Action {}

    /** A tenant's processes move to another cgroup. */
    public record Migrate(String tenant, String to) implements Action {}

    /** A cgroup file is written. */
    public record Write(String cgroup, String file, String value) implements Action {}

    /** All bonds with a device end; their processes bind again. */
    public record Reset(String device) implements Action {}
}
