package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command prints is what was computed elsewhere with 50 to 60 digits, to every digit that is given, or to twelve: no model may lose
 * digits between its formula and its JSON.
 */
class AnalyticReferenceTest {
    private static final int DIGITS_BEHIND_THE_FIRST = 11;

    /** A line is a command, then its answers in order: name=value, an element of a list as name[index]=value. */
    private static final String VALUES = """
            erlang-b --load 1 --ids 1 | blocking=0.5
            erlang-b --load 1 --ids 5 | blocking=0.003067484662576687116564
            erlang-b --load 10 --ids 10 | blocking=0.2145823431073473406278
            erlang-b --load 100 --ids 100 | blocking=0.07570045271086097048377
            erlang-b --load 1000 --ids 1000 | blocking=0.02481191764616040786114
            erlang-b --load 16384 --ids 16384 | blocking=0.006207644835926765820918
            erlang-b --load 60000 --ids 65536 | blocking=3.455677079047558172907e-111
            erlang-b --load 65000 --ids 65536 | blocking=0.0001751085527810450915942
            erlang-b --load 66000 --ids 65536 | blocking=0.008562154726008808301166
            erlang-b --load 131072 --ids 65536 | blocking=0.500007628928926795922
            erlang-b --load 1048575 --ids 1048575 | blocking=0.0007787799089158002476128
            erlang-b --target 1e-2 --ids 256 | load=234.143466247387
            erlang-b --target 1e-3 --ids 256 | load=217.509500515678
            erlang-b --target 1e-6 --ids 256 | load=190.589671076966
            erlang-b --target 1e-9 --ids 256 | load=173.610617900166
            erlang-b --target 1e-2 --ids 32768 | load=33015.2162408856
            erlang-b --target 1e-3 --ids 32768 | load=32527.6739129971
            erlang-b --target 1e-6 --ids 32768 | load=32062.8434057384
            erlang-b --target 1e-9 --ids 32768 | load=31799.3465693082
            erlang-c --load 1 --ids 2 | waiting=0.333333333333333
            erlang-c --load 90 --ids 100 | waiting=0.2169404809063663792668
            erlang-c --load 65500 --ids 65536 | waiting=0.8349152562963524286427
            engset --sources 10 --ids 5 --alpha .5 | time_congestion=0.147887323943661972 blocking=0.106960950764006791 carried=3.08685446009389671 traffic_congestion=0.0739436619718309859
            engset --sources 100 --ids 10 --alpha .1 | time_congestion=0.179304374419218419 blocking=0.174692253012224567 carried=7.62387330020639475 traffic_congestion=0.161373936977296577
            engset --sources 70000 --ids 65536 --alpha 20 | time_congestion=0.266595318545531719 blocking=0.266431527161553432 carried=65533.2557123930918 traffic_congestion=0.0170011643141036228
            kaufman-roberts --ids 10 --class 2:1 1:3 | blocking[0]=0.0368858620482289975 blocking[1]=0.15391597510373444
            kaufman-roberts --ids 1024 --class 400:1 20:16 4:64 | blocking[0]=0.00372221803582218365 blocking[1]=0.0608892434039233151 blocking[2]=0.256196775349390484 utilisation=0.868593926179
            kaufman-roberts --ids 65536 --class 32000:1 2048:16 | blocking[0]=0.00036849656167382061 blocking[1]=0.00595698270455009976
            trunk-reservation --ids 10 --load 5 --load 4 --reserve 2 | blocking[0]=0.0647251843557195123 blocking[1]=0.427186216747748781
            trunk-reservation --ids 100 --load 50 --load 50 --reserve 5 | blocking[0]=0.00338230418036783402 blocking[1]=0.198505780699010822
            mmck --load 8 --ids 10 --places 15 | empty=0.000309802364079985273 blocking=0.0300380336524195415 mean_waiting=0.631854731321403245 mean_wait_in_holds=0.0814277715574599174
            mmck --load 10 --ids 10 --places 20 | empty=2.47527054117664932e-5 blocking=0.0682118204689332374 mean_waiting=3.75165012579132806 mean_wait_in_holds=0.402629074740934105
            repairman --sources 10 --ids 3 --alpha .2 | empty=0.154643134877781747 mean_present=1.80429793462239688 mean_waiting=0.165157521546876257 mean_wait_in_holds=0.100758617278547267
            repairman --sources 100 --ids 64 --alpha 2 | mean_present=68.3203128169044485 mean_waiting=4.96093845071334553
            time-to-exhaustion --load 1 --ids 1 | mean_in_holds=1
            time-to-exhaustion --load 5 --ids 10 | mean_in_holds=13.214285312
            time-to-exhaustion --load 66000 --ids 65536 | mean_in_holds=4.84426976930496583
            time-to-exhaustion --load 131072 --ids 65536 | mean_in_holds=0.693139551495229053 fluid_in_holds=0.693147180559945309
            time-to-exhaustion --load 2 --ids 5 | exhausted_before_empty=0.235294117647058824
            time-to-exhaustion --load 20 --ids 60 | exhausted_before_empty=0.000273376655944092763
            overflow --load 10 --ids 10 | mean=2.14582343107347341 variance=4.36244728062286347 peakedness=2.03299452203
            overflow --load 100 --ids 100 | mean=7.57004527108609705 variance=38.5959100687513947
            poisson-tail --load 10 --ids 15 | probability=0.0834584729346628249
            poisson-tail --load 64000 --ids 65536 | probability=7.41409387248080206e-10
            retrial --load .5 --ids 1 --retry-rate 1 | blocking=0.5 mean_orbit=1
            retrial --load 4 --ids 5 --retry-rate .5 | blocking=0.439481666556 mean_orbit=8.1319778666
            retrial --load 4 --ids 5 --retry-rate 10 | blocking=0.521467223446 mean_orbit=2.56692184402
            retrial --load 8 --ids 5 --retry-rate 1 --persistence .5 | blocking=0.602287325695 mean_orbit=3.57028516452
            """;

    static Stream<String> values() {
        return VALUES.lines();
    }

    @ParameterizedTest
    @MethodSource("values")
    void printsEveryDigitThatIsKnown(String line) {
        String[] parts = line.split(" \\| ", 2);
        Cli cli = Cli.run(("analytic " + parts[0] + " --format json").split(" ", -1));
        assertThat(cli.status()).as(cli.err()).isZero();
        Map<String, String> expected = Stream.of(parts[1].split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        JsonElement answer = JsonParser.parseString(cli.out());
        expected.forEach((name, value) -> assertThat(number(answer, name))
                .as(name)
                .isCloseTo(Double.parseDouble(value), within(lastDigit(new BigDecimal(value)))));
    }

    private static double number(JsonElement answer, String name) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            return answer.getAsJsonObject().get(name).getAsDouble();
        }
        int index = Integer.parseInt(name.substring(bracket + 1, name.length() - 1));
        return answer.getAsJsonObject()
                .getAsJsonArray(name.substring(0, bracket))
                .get(index)
                .getAsDouble();
    }

    /** Returns one unit of the last digit given, of the twelfth significant one where there are more; short numbers are exact. */
    private static double lastDigit(BigDecimal value) {
        int magnitude = value.precision() - value.scale() - 1;
        int exact = magnitude - DIGITS_BEHIND_THE_FIRST;
        return Math.pow(10, value.precision() < 6 ? exact : Math.max(-value.scale(), exact));
    }
}
