package org.ioasidsim.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.ioasidsim.cli.run.RemoteTask;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.experiment.EngineFailure;

/**
 * The Spark cluster on which {@code spark-submit} started this process. Tasks that come at about the same time go as one job, each a partition
 * of its own; jobs run beside each other, so that no core waits for the last task of one. Uses what Spark 3.5 and 4 have in common.
 */
public final class SparkEngine implements Engine {
    /** Threads that wait cost little; cores that wait for work cost time. */
    private static final int LEAST_WIDTH = 256;

    private static final long GATHER_MILLIS = 10;

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Map<Long, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService jobs = Executors.newCachedThreadPool(SparkEngine::daemon);
    private JavaSparkContext context;
    private Answers answers;

    @Override
    public void start() {
        try {
            context = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "ioasid-sim"));
            answers = new Answers(this::receive);
            context.sc().register(answers);
        } catch (Exception unreachable) {
            throw new EngineFailure(String.valueOf(unreachable.getMessage()), unreachable);
        }
        daemon(this::dispatch).start();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "spark jobs");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public int width() {
        return Math.max(LEAST_WIDTH, 2 * context.defaultParallelism());
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] task) {
        long number = numbers.incrementAndGet();
        var answer = new CompletableFuture<byte[]>();
        waiting.put(number, answer);
        requests.add(new Request(number, task));
        return answer;
    }

    private void receive(Answers.Answer answer) {
        CompletableFuture<byte[]> future = waiting.remove(answer.task());
        if (future != null) {
            future.complete(answer.bytes());
        }
    }

    private void dispatch() {
        try {
            while (true) {
                List<Request> together = new ArrayList<>(List.of(requests.take()));
                Thread.sleep(GATHER_MILLIS);
                requests.drainTo(together);
                jobs.execute(() -> run(together));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<Request> together) {
        Answers to = answers;
        try {
            context.parallelize(together, together.size())
                    .foreach(request -> to.add(new Answers.Answer(request.number(), RemoteTask.run(request.bytes()))));
        } catch (Exception gaveUp) {
            String why = String.valueOf(gaveUp.getMessage()).split("\\R", 2)[0];
            for (Request request : together) {
                CompletableFuture<byte[]> future = waiting.remove(request.number());
                if (future != null) {
                    future.completeExceptionally(new EngineFailure(why, gaveUp));
                }
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
