package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each published format must become the normalised table that its documentation implies, whatever the file is called, and a damaged file
 * one line that says where. The fixtures are made up from the published descriptions.
 */
class ImportDataSetsTest {
    private static final String HEADER =
            "id,kind,start_s,end_s,duration_s,tenant,user,host,cpus,mem_gib,accel,class,censored\n";

    /** One day is 86,400 s: 0.25 is 21,600 s, 0.5 is 43,200 s. The third began before, the first is open until the last instant seen. */
    private static final String PACKING_VMS = """
            vmId,tenantId,vmTypeId,priority,starttime,endtime
            7,300,12,0,0.25,
            8,300,13,1,0,0.5
            9,301,12,0,-1.5,0.25
            10,301,12,0,-2.5,-1
            """;

    /** Second 0 is that of the first row; the sizes of the last row cannot be paired with its lifetimes, for there are three of them. */
    private static final String PACKING_SECONDS = """
            time,request_count,regular_vm_count,evictable_vm_count,lifetime_distribution,vcpu_distribution
            0.5,2,1.0,0.0,"[0.25, 0.5]","[2, 4]"
            0.500011574,0,0,0,[],[]
            0.500023148,1,0.0,1.0,[0.125],"[1, 1]"
            0.500034722,2,0.5,0.5,"[0.125, 0.125]","[1, 2, 4]"
            """;

    private static final String VM_TABLE = """
            a/b+c,s/1,d/1,600,2591700,99.3,3.4,10.1,Interactive,2,4
            d/e+f,s/1,d/2,0,900,99.3,3.4,10.1,Delay-insensitive,>24,>64
            g/h+i,s/2,d/3,0,2591700,99.3,3.4,10.1,Unknown,4,8
            """;

    private static final String INVOCATIONS = """
            app,func,end_timestamp,duration
            aa,f1,10.5000000001,0.25
            bb,f2,0.125,0.5
            aa,f3,2,2
            """;

    /** Job 2 waits 30 s after its submission at 20, so that it starts after job 3, which was submitted at 25 and did not wait. */
    private static final String SWF = """
            ; Version: 2.2
            ; UnixStartTime: 0
              1   0  10 100  4  -1 -1  4 200 2097152 1  3  7 -1  1 -1 -1 -1
              2  20  30   5  8 4.5 -1  8  10      -1 0 -1 -1 -1 -1 -1 -1 -1
              3  25   0   1 -1  -1 -1 -1  -1      -1 1  3  8 -1  0 -1 -1 -1
              4  26  -1  -1  1  -1 -1  1  -1      -1 5  3  8 -1  0 -1 -1 -1
              5  27   1  -1  1  -1 -1  1  -1      -1 5  3  8 -1  0 -1 -1 -1
              3  -1   0   1  1  -1 -1  1  -1      -1 3  3  8 -1  0 -1 -1 -1
            """;

    private static final String EUCALYPTUS = """
            START 0 i-A NODE0 2
            START 5 i-B NODE1 4
            STOP 9 i-A
            STOP 10 i-X
            START 11 i-B NODE2 1
            STOP 12 i-Y
            """;

    @TempDir
    Path directory = Path.of("");

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(PACKING_VMS, """
                        0,vm,0,43200,43200,0,,,,,,type 13,
                        1,vm,0,21600,21600,1,,,,,,type 12,L
                        2,vm,21600,43200,21600,0,,,,,,type 12,R
                        """, List.of("1 virtual machines ended before the trace")),
                Arguments.of(PACKING_SECONDS, """
                        0,vm,0,21600,21600,,,,2,,,regular,
                        1,vm,0,43200,43200,,,,4,,,regular,
                        2,vm,2,10802,10800,,,,1,,,evictable,
                        3,vm,3,10803,10800,,,,,,,mixed,
                        4,vm,3,10803,10800,,,,,,,mixed,
                        """, List.of("2 virtual machines whose size cannot be told")),
                Arguments.of(VM_TABLE, """
                        0,vm,0,900,900,0,1,,,,,Delay-insensitive,L
                        1,vm,0,2591700,2591700,1,2,,4,8,,Unknown,LR
                        2,vm,600,2591700,2591100,0,0,,2,4,,Interactive,R
                        """, List.of("1 rows tell cores only as >24", "1 rows tell memory only as >64")),
                Arguments.of(INVOCATIONS, """
                        0,invocation,0,0.125,0.125,1,1,,,,,serverless,L
                        1,invocation,0,2,2,0,2,,,,,serverless,
                        2,invocation,10.25,10.5,0.25,0,0,,,,,serverless,
                        """, List.of()),
                Arguments.of(
                        SWF,
                        """
                        0,job,10,110,100,7,3,,4,8,,queue 1,
                        1,job,25,26,1,8,3,,,,,queue 0,
                        2,job,50,55,5,,,,8,,,,
                        """,
                        List.of(
                                "1 jobs whose start is unknown",
                                "1 jobs whose run time is unknown",
                                "1 lines of a part of a job")),
                Arguments.of(
                        EUCALYPTUS,
                        """
                        0,vm,0,9,9,,,NODE0,2,,,2core,L
                        1,vm,5,11,6,,,NODE1,4,,,4core,R
                        2,vm,11,12,1,,,NODE2,1,,,1core,R
                        """,
                        List.of("1 instances started again without a STOP", "2 STOPs without a START")));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void becomesTheNormalisedTable(String content, String rows, List<String> told) throws IOException {
        Cli plain = importing(content.getBytes(StandardCharsets.UTF_8));
        assertThat(plain.status()).as(plain.err()).isZero();
        assertThat(Files.readString(output())).isEqualTo(HEADER + rows);
        assertThat(plain.err().lines()).hasSize(told.size());
        told.forEach(sentence -> assertThat(plain.err()).contains(sentence));
        Cli compressed = importing(compressed(content));
        assertThat(compressed.status()).as(compressed.err()).isZero();
        assertThat(Files.readString(output())).isEqualTo(HEADER + rows);
        Cli streamed = Cli.run("import", input().toString());
        assertThat(streamed.out()).isEqualTo(HEADER + rows);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void saysWhereAFileIsCutOffOrBinaryAndWritesNothing(String content, String rows, List<String> told)
            throws IOException {
        byte[] whole = compressed(content);
        refuses(Arrays.copyOf(whole, whole.length - 12), "cut off");
        refuses((content + "\0").getBytes(StandardCharsets.UTF_8), ":" + (1 + lineCount(content)) + ": expected text");
        refuses(
                (content + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                ":" + (1 + lineCount(content)) + ": expected lines of at most 65536 bytes");
    }

    static Stream<Arguments> damaged() {
        return Stream.of(
                Arguments.of(PACKING_VMS.replace("endtime", "endTime"), ":1: expected the column endtime, found vmId,"),
                Arguments.of(PACKING_VMS.replace("0,0.5", "0,-0.5"), ":3: expected an end at or after the start"),
                Arguments.of(PACKING_VMS.replace("0.25,\n", "0.25\n"), ":2: expected 6 fields, found 5"),
                Arguments.of(PACKING_VMS.replace("0.25,\n", "x,\n"), ":2: starttime: expected a number, found x"),
                Arguments.of(PACKING_VMS.replace("0.25,\n", "1e9,\n"), ":2: starttime: expected a time below"),
                Arguments.of(
                        PACKING_SECONDS.replace("0.500023148", "0.4"),
                        ":4: time: expected instants in order, found one 8641 s before"),
                Arguments.of(PACKING_SECONDS.replace("[],[]", "5,[]"), ":3: lifetime_distribution: expected a list"),
                Arguments.of(PACKING_SECONDS.replace("[0.125]", "[-0.125]"), ":4: lifetime_distribution: expected a"),
                Arguments.of(
                        VM_TABLE.replace("0,900", "0,901"), ":2: deleted: expected a multiple of 300 s, found 901"),
                Arguments.of(VM_TABLE.replace("600,2591700", "600,300"), ":1: expected an end at or after the start"),
                Arguments.of(VM_TABLE.replace(",4,8", ",4"), ":3: expected 11 fields, found 10"),
                Arguments.of(INVOCATIONS.replace("duration", "took"), ":1: expected the column duration, found app"),
                Arguments.of(INVOCATIONS.replace("2,2", "2,-2"), ":4: expected an end at or after the start"),
                Arguments.of(
                        INVOCATIONS.replace("2,2", "2,\"2"), ":4: expected a row of a CSV file, found broken quotes"),
                Arguments.of(SWF.replace(" 0 -1 -1 -1\n  4", " 0 -1 -1\n  4"), ":5: expected 18 fields"),
                Arguments.of(
                        SWF.replace("  1   0  10 100", "  1   0 -10 100"), ":3: wait time: expected a number of at"),
                Arguments.of(EUCALYPTUS.replace("STOP 9", "STOP 4"), ":3: expected events in the order of time"),
                Arguments.of(EUCALYPTUS.replace("START 11 i-B NODE2 1", "START 11"), ":5: expected START second"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void refusesWhatItsFormatDoesNotHold(String content, String problem) throws IOException {
        refuses(content.getBytes(StandardCharsets.UTF_8), problem);
    }

    @Test
    void refusesToOverwriteWhatItReadsAndToReadWhatIsNotThere() throws IOException {
        Files.writeString(input(), SWF);
        Cli same = Cli.run("import", input().toString(), "-o", input().toString());
        assertThat(same.status()).isEqualTo(2);
        assertThat(Files.readString(input())).isEqualTo(SWF);
        Cli missing = Cli.run("import", directory.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("no such file").hasLineCount(1);
    }

    @Test
    void helpListsTheFormats() {
        assertThat(Cli.run("import", "--help").out())
                .contains("ftrace trace", "perf script", "Standard Workload Format", "Eucalyptus", "accel-config JSON");
    }

    /** Two functions; in minute 2 the first runs 3,000 times, the second 5 times; the first takes 100 to 300 ms, in the middle half 200. */
    private static final String COUNTS = "HashOwner,HashApp,HashFunction,Trigger,"
            + minutes(Integer::toString) + "\n"
            + "o1,a1,f1,HTTP," + minutes(minute -> minute == 2 ? "3000" : "0") + "\n"
            + "o1,a2,f2,timer," + minutes(minute -> minute <= 3 ? "5" : "0") + "\n"
            + "o2,a3,f3,queue," + minutes(minute -> minute == 3 ? "7" : "0") + "\n";

    private static final String DURATIONS = """
            HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_0,percentile_Average_1,\
            percentile_Average_25,percentile_Average_50,percentile_Average_75,percentile_Average_99,percentile_Average_100
            o1,a1,f1,200,3000,100,300,100,100,200,200,200,300,300
            o1,a2,f2,50,15,50,50,50,50,50,50,50,50,50
            """;

    @Test
    void keepsTheCountOfEachMinuteAndDrawsTheRest() throws IOException {
        Cli cli = expanding("2-3");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err())
                .contains("are DRAWN, with seed 42", "7 invocations of functions without durations: left out");
        List<String[]> rows = rows();
        assertThat(rows).hasSize(3000 + 5 + 5);
        assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(start(a), start(b)));
        assertThat(rows.stream().filter(row -> row[11].equals("http-drawn") && start(row) < 60))
                .hasSize(3000);
        assertThat(rows.stream().filter(row -> row[11].equals("timer-drawn") && start(row) < 60))
                .hasSize(5);
        assertThat(rows.stream().filter(row -> row[11].equals("timer-drawn") && start(row) >= 60))
                .hasSize(5);
        assertThat(rows).allMatch(row -> row[5].equals("0") && row[12].isEmpty() && start(row) < 120);
    }

    /** Uniform instants in [0, 60) have mean 30 and standard error 60 / sqrt(12 n); half of the durations are 200 ms, 1 % 100 ms. */
    @Test
    void drawsUniformInstantsAndInterpolatedDurations() throws IOException {
        assertThat(expanding("2").status()).isZero();
        List<String[]> first =
                rows().stream().filter(row -> row[11].equals("http-drawn")).toList();
        double mean =
                first.stream().mapToDouble(ImportDataSetsTest::start).average().orElseThrow();
        assertThat(mean).isBetween(30 - 4 * 0.316, 30 + 4 * 0.316);
        double[] durations = first.stream()
                .mapToDouble(row -> Double.parseDouble(row[4]))
                .sorted()
                .toArray();
        assertThat(durations[0]).isEqualTo(0.1);
        assertThat(durations[2999]).isEqualTo(0.3);
        long atMedian =
                Arrays.stream(durations).filter(duration -> duration == 0.2).count();
        assertThat((double) atMedian).as("binomial, 3000 times 1/2").isBetween(1500 - 4 * 27.4, 1500 + 4 * 27.4);
        double lower = Arrays.stream(durations)
                .filter(d -> d > 0.1 && d < 0.2)
                .average()
                .orElseThrow();
        assertThat(lower).as("linear from 100 to 200 ms").isBetween(0.146, 0.154);
    }

    /** A minute of a function has a stream of its own. */
    @Test
    void drawsTheSameInEveryWindowAndAnotherForAnotherSeed() throws IOException {
        assertThat(expanding("3").status()).isZero();
        String alone = Files.readString(output());
        assertThat(expanding("1-3").status()).isZero();
        List<String> durationsAlone =
                alone.lines().skip(1).map(line -> line.split(",", -1)[2]).toList();
        List<String> inAll = rows().stream()
                .filter(row -> start(row) >= 120)
                .map(row -> new java.math.BigDecimal(row[2])
                        .subtract(java.math.BigDecimal.valueOf(120))
                        .stripTrailingZeros()
                        .toPlainString())
                .toList();
        assertThat(inAll).isEqualTo(durationsAlone).hasSize(5);
        assertThat(expanding("3", "--seed", "7").status()).isZero();
        assertThat(Files.readString(output())).isNotEqualTo(alone);
    }

    @Test
    void neverGuessesDurations() throws IOException {
        Files.writeString(input(), COUNTS);
        Cli none = Cli.run("import", input().toString());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--durations FILE").hasLineCount(1);
        Files.writeString(input(), SWF);
        Cli other = Cli.run("import", input().toString(), "--window", "1-2");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("belong to Azure Functions 2019").hasLineCount(1);
    }

    @Test
    void saysWhatIsWrongWithCountsQuantilesAndWindow() throws IOException {
        assertThat(expanding("3-2").err()).contains("expected minutes from 1 to 1440 such as 721-730, found 3-2");
        assertThat(expanding("1500").status()).isEqualTo(2);
        expandingFails(
                COUNTS.replace("3000", "-1"), DURATIONS, "counts:2: 2: expected a whole number from 0 to 5000000");
        String busy = COUNTS.replace("3000", "5000000");
        expandingFails(busy, DURATIONS, "counts:3: minute 2: expected at most 5000000 invocations over all functions");
        expandingFails(COUNTS + COUNTS.lines().toList().get(1), DURATIONS, "counts:5: expected each function once");
        expandingFails(COUNTS.replace(",2,3,4,", ",2,4,"), DURATIONS, "counts:1: expected a column with the count");
        expandingFails(COUNTS, DURATIONS.replace("HashApp", "App"), "durations:1: expected the column HashApp");
        expandingFails(
                COUNTS, DURATIONS.replace("300,300", "300,x"), "durations:2: percentile_Average_100: expected a");
        expandingFails(DURATIONS, DURATIONS, "counts:1: expected a column with the count of each minute");
        Files.writeString(input(), COUNTS);
        Files.writeString(directory.resolve("durations"), DURATIONS.replace("50,50\n", "50,49\n"));
        Cli falling = Cli.run(
                "import",
                input().toString(),
                "--durations",
                directory.resolve("durations").toString());
        assertThat(falling.status()).isZero();
        assertThat(falling.err()).contains("1 functions have quantiles that fall or are negative", "line 3");
    }

    private void expandingFails(String counts, String durations, String problem) throws IOException {
        Files.deleteIfExists(output());
        Path countsFile = Files.writeString(directory.resolve("counts"), counts);
        Path durationsFile = Files.writeString(directory.resolve("durations"), durations);
        Cli cli = Cli.run(
                "import", countsFile.toString(), "--durations", durationsFile.toString(), "-o", output().toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(problem).hasLineCount(1);
        assertThat(output()).doesNotExist();
    }

    private Cli expanding(String window, String... more) throws IOException {
        Files.writeString(input(), COUNTS);
        Path durations = Files.writeString(directory.resolve("durations"), DURATIONS);
        List<String> words = Stream.concat(
                        Stream.of(
                                "import",
                                input().toString(),
                                "--durations",
                                durations.toString(),
                                "--window",
                                window,
                                "-o",
                                output().toString()),
                        Arrays.stream(more))
                .toList();
        return Cli.run(words.toArray(String[]::new));
    }

    private List<String[]> rows() throws IOException {
        return Files.readString(output())
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static double start(String[] row) {
        return Double.parseDouble(row[2]);
    }

    private static String minutes(java.util.function.IntFunction<String> cell) {
        return IntStream.rangeClosed(1, 1440).mapToObj(cell).collect(Collectors.joining(","));
    }

    private static long lineCount(String content) {
        return content.lines().count();
    }

    private void refuses(byte[] content, String problem) throws IOException {
        Files.deleteIfExists(output());
        Cli cli = importing(content);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(problem).hasLineCount(1);
        assertThat(output()).doesNotExist();
    }

    private Cli importing(byte[] content) throws IOException {
        Files.write(input(), content);
        return Cli.run("import", input().toString(), "-o", output().toString());
    }

    private static byte[] compressed(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path input() {
        return directory.resolve("input");
    }

    private Path output() {
        return directory.resolve("out.csv");
    }
}
