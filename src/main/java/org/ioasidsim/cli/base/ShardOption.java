package org.ioasidsim.cli.base;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.experiment.Shard;

/** Reads {@code --shard}: {@code I/N}, or {@code auto} for what a Slurm array or a Kubernetes indexed Job says in the environment. */
final class ShardOption {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<String, String> environment;

    ShardOption(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A shard, and what said which. */
    record Found(Shard shard, String source) {}

    /** Returns the shard that {@code text} names. */
    Found read(String text) {
        if (text.equals("auto")) {
            return automatic();
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw CommandFailure.usage(
                    "--shard '" + text + "' is neither I/N, such as 1/4 for the first of four, nor 'auto'");
        }
        return found(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), "--shard " + text, "");
    }

    private Found automatic() {
        if (environment.containsKey("SLURM_ARRAY_TASK_ID")) {
            return arrayTask();
        }
        if (environment.containsKey("JOB_COMPLETION_INDEX")) {
            int number = number("JOB_COMPLETION_INDEX", "") + 1;
            int count = number("JOB_COMPLETIONS", "");
            return found(number, count, "JOB_COMPLETION_INDEX", ": set JOB_COMPLETIONS to the Job's completions");
        }
        throw CommandFailure.usage("--shard auto: neither SLURM_ARRAY_TASK_ID (sbatch --array) nor JOB_COMPLETION_INDEX"
                + " (a Kubernetes Job with completionMode: Indexed) is set: say --shard I/N");
    }

    /**
     * Returns the place of this task in its array. Steps must be equal: of an array with gaps Slurm says only both ends and how many tasks it
     * has, and some shards would be nobody's.
     */
    private Found arrayTask() {
        int count = number("SLURM_ARRAY_TASK_COUNT", "");
        int first = number("SLURM_ARRAY_TASK_MIN", "1");
        int step = Math.max(1, number("SLURM_ARRAY_TASK_STEP", "1"));
        long wanted = first + (count - 1L) * step;
        int last = number("SLURM_ARRAY_TASK_MAX", Long.toString(Math.max(0, wanted)));
        int offset = number("SLURM_ARRAY_TASK_ID", "") - first;
        if (last != wanted || offset % step != 0) {
            throw CommandFailure.usage("--shard auto: an array with gaps (" + count + " tasks from " + first + " to "
                    + last + ") does not say which shard a task is: take sbatch --array=1-" + count
                    + ", or say --shard I/N");
        }
        return found(offset / step + 1, count, "SLURM_ARRAY_TASK_ID", "");
    }

    private int number(String name, String otherwise) {
        String value = environment.getOrDefault(name, otherwise);
        if (!NUMBER.matcher(value).matches()) {
            throw CommandFailure.usage("--shard auto: expected a number in " + name + ", found "
                    + (value.isEmpty() ? "none" : "'" + value + "'") + ": set it, or say --shard I/N");
        }
        return Integer.parseInt(value);
    }

    private static Found found(int number, int count, String source, String remedy) {
        if (count < 1) {
            throw CommandFailure.usage(
                    source + ": expected at least one shard, such as 1/4, found " + number + "/" + count + remedy);
        }
        if (number < 1 || number > count) {
            throw CommandFailure.usage(source + ": shard " + number + " of " + count
                    + " does not exist: shards are counted from 1 to " + count + remedy);
        }
        return new Found(new Shard(number, count), source);
    }
}
