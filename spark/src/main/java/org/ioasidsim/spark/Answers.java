package org.ioasidsim.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the answers of finished tasks to the driver one by one, where each is handed on and none is kept. Spark merges what a task added
 * when the task is through, and only once.
 */
final class Answers extends AccumulatorV2<Answers.Answer, Integer> {
    private static final long serialVersionUID = 1;

    private final List<Answer> added = new ArrayList<>();

    /** Null but in the one that the driver registered. */
    private final transient Consumer<Answer> receiver;

    /** The answer of a task. */
    record Answer(long task, byte[] bytes) implements Serializable {}

    Answers(Consumer<Answer> receiver) {
        this.receiver = receiver;
    }

    @Override
    public boolean isZero() {
        return added.isEmpty();
    }

    @Override
    public AccumulatorV2<Answer, Integer> copy() {
        var copy = new Answers(null);
        copy.added.addAll(added);
        return copy;
    }

    @Override
    public void reset() {
        added.clear();
    }

    @Override
    public void add(Answer answer) {
        added.add(answer);
    }

    @Override
    public void merge(AccumulatorV2<Answer, Integer> other) {
        List<Answer> come = ((Answers) other).added;
        if (receiver == null) {
            added.addAll(come);
        } else {
            come.forEach(receiver);
        }
    }

    @Override
    public Integer value() {
        return added.size();
    }
}
