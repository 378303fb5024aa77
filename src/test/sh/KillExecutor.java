import java.util.Comparator;

/** Kills (SIGKILL) the first executor of Spark among what a process has started, and prints its number; status 1 where there is none. */
final class KillExecutor {
    private KillExecutor() {}

    public static void main(String[] args) {
        ProcessHandle killed = ProcessHandle.of(Long.parseLong(args[0])).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(one -> one.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .min(Comparator.comparingLong(ProcessHandle::pid))
                .filter(ProcessHandle::destroyForcibly)
                .orElse(null);
        if (killed == null) {
            System.exit(1);
        }
        killed.onExit().join();
        System.out.println(killed.pid());
    }
}
