package org.ioasidsim.kernel.cgroup;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a cgroup, or of a file in one: absolute, its parts separated by slashes. A path with {@code {instance}} in it is a template:
 * each instance of a tenant has a cgroup of its own, with the instance's number in that place.
 *
 * @param text as in the file system, without the mount point; {@code /} for the root
 */
public record CgroupPath(String text) {
    /** The cgroup above all others. */
    public static final CgroupPath ROOT = new CgroupPath("/");

    /** Stands for the number of an instance; this is the only place that knows it. */
    private static final String INSTANCE = "{instance}";

    /** Returns whether it is the root. */
    public boolean isRoot() {
        return equals(ROOT);
    }

    /** Returns the path without its last part; the root is its own parent. */
    public CgroupPath parent() {
        int slash = text.lastIndexOf('/');
        return slash <= 0 ? ROOT : new CgroupPath(text.substring(0, slash));
    }

    /** Returns the last part; empty for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Returns the first part, which names the group right below the root; empty for the root. */
    public String slice() {
        return text.split("/", 3)[1];
    }

    /** Returns the number of parts; 0 for the root. */
    public int depth() {
        return isRoot() ? 0 : (int) text.chars().filter(c -> c == '/').count();
    }

    /** Returns whether it lies below {@code above}, at any depth; no path lies below itself. */
    public boolean isBelow(CgroupPath above) {
        return above.isRoot() ? !isRoot() : text.startsWith(above.text + "/");
    }

    /** Returns whether a limit at {@code group} holds here: it is the same cgroup or one above. */
    public boolean isAtOrBelow(CgroupPath group) {
        return equals(group) || isBelow(group);
    }

    /** Returns whether each instance of a tenant has a cgroup of its own here. */
    public boolean isTemplate() {
        return text.contains(INSTANCE);
    }

    /** Returns the path of the cgroup of instance {@code number}; a path that is no template is the same for all. */
    public CgroupPath forInstance(int number) {
        return new CgroupPath(text.replace(INSTANCE, Integer.toString(number)));
    }

    /** Returns the cgroup that all instances are in, or below: the parent of a template, whose number stands in the last part. */
    public CgroupPath common() {
        return isTemplate() ? parent() : this;
    }

    /** Returns a pattern that matches the texts of {@link #forInstance} for all numbers. */
    public Pattern instances() {
        return Pattern.compile(Pattern.quote(text).replace(INSTANCE, "\\E[0-9]+\\Q"));
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CgroupPath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
