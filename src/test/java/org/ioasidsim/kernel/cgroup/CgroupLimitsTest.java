package org.ioasidsim.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario's writes leave must be what the kernel would have after them: charts, theory and checks read it and not the kernel. */
class CgroupLimitsTest {
    private static final long NONE = Long.MAX_VALUE;

    private static CgroupLimits limits(String... filesAndValues) {
        List<LimitWrite> writes = new ArrayList<>();
        for (int i = 0; i < filesAndValues.length; i += 2) {
            writes.add(new LimitWrite(filesAndValues[i], filesAndValues[i + 1]));
        }
        return new CgroupLimits(writes);
    }

    @Test
    void nothingIsLeftWhereNothingIsWritten() {
        for (Resource resource : Resource.values()) {
            assertThat(CgroupLimits.NONE.of(resource)).isEmpty();
            assertThat(CgroupLimits.NONE.isLimited(resource)).isFalse();
        }
        assertThat(CgroupLimits.NONE.resources()).isEmpty();
    }

    @Test
    void theLastWriteOfEachResourceWins() {
        var limits = limits("pids.max", "100", "ioasids.max", "7", "pids.max", "50");

        assertThat(limits.of(Resource.PIDS)).hasValue(50);
        assertThat(limits.of(Resource.IOASIDS)).hasValue(7);
        assertThat(limits.of(Resource.MISC_PASID)).isEmpty();
    }

    @Test
    void aWriteToMiscMaxLeavesTheOtherResourceAsItWas() {
        var limits = limits("misc.max", "asid 50", "misc.max", "pasid 100", "misc.max", "asid 60");

        assertThat(limits.of(Resource.MISC_PASID)).hasValue(100);
        assertThat(limits.of(Resource.MISC_ASID)).hasValue(60);
        assertThat(limits.resources()).containsExactly(Resource.MISC_ASID, Resource.MISC_PASID);
    }

    @Test
    void maxTakesALimitAwayAndIsWrittenAllTheSame() {
        var limits = limits("pids.max", "100", "pids.max", "max", "misc.max", "pasid max");

        assertThat(limits.of(Resource.PIDS)).hasValue(NONE);
        assertThat(limits.isLimited(Resource.PIDS)).isFalse();
        assertThat(limits.of(Resource.MISC_PASID)).hasValue(NONE);
        assertThat(limits.of(Resource.MISC_ASID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pids.max, 4194304, 4194304",
        "pids.max, 0x10, 16",
        "pids.max, ' 5 ', 5",
        "ioasids.max, 0, 0",
        "ioasids.max, 010, 8",
        "misc.max, pasid 12, 12",
        "misc.max, ' \t pasid 0x1f\t ', 31",
        "misc.max, pasid +3, 3",
        "misc.max, asid 18446744073709551615, 9223372036854775807"
    })
    void readsNumbersAsTheKernelDoes(String file, String value, long limit) {
        assertThat(new LimitWrite(file, value).limit()).hasValue(limit);
    }

    /** The largest number of tasks is PID_MAX_LIMIT, 4194304; misc.max wants a known key, a blank and a number that is not negative. */
    @ParameterizedTest
    @CsvSource({
        "pids.max, 4194305",
        "pids.max, -1",
        "pids.max, 5 6",
        "pids.max, pasid 5",
        "pids.max, ''",
        "misc.max, 'pasid  12'",
        "misc.max, 'pasid  max'",
        "misc.max, 'pasid \t12'",
        "misc.max, 'pasid\t12'",
        "misc.max, pasid MAX",
        "misc.max, pasid -0",
        "misc.max, 'pasid 5\u2003'",
        "ioasids.max, -1",
        "ioasids.max, 9223372036854775808",
        "misc.max, 100",
        "misc.max, pasid",
        "misc.max, pasid 1 2",
        "misc.max, pasid -1",
        "misc.max, Pasid 1",
        "misc.max, rdma 1",
        "misc.max.pasid, 1",
        "pids.current, 1"
    })
    void aWriteThatTheKernelRefusesLeavesWhatWasThere(String file, String value) {
        var limits = limits("pids.max", "9", "misc.max", "pasid 9", "ioasids.max", "9", file, value);

        assertThat(new LimitWrite(file, value).limit()).isEmpty();
        assertThat(limits.of(Resource.PIDS)).hasValue(9);
        assertThat(limits.of(Resource.MISC_PASID)).hasValue(9);
        assertThat(limits.of(Resource.IOASIDS)).hasValue(9);
        assertThat(limits.writes()).endsWith(new LimitWrite(file, value));
    }

    @Test
    void limitsAreEqualWhereTheSameIsWritten() {
        assertThat(limits("pids.max", "5"))
                .isEqualTo(limits("pids.max", "5"))
                .hasSameHashCodeAs(limits("pids.max", "5"))
                .hasToString("[pids.max: 5]")
                .isNotEqualTo(limits("pids.max", "6"));
    }

    /** The kernel is asked for what its files show after the same writes; a file shows max where no number is left. */
    @Test
    void agreesWithTheKernelOnAnyWrites() {
        List<String> amounts = List.of("0", "1", "17", "4194304", "4194305", "-3", "max", "0x1f", "x", "");
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var tree = new CgroupTree(
                    IoasidsFlavour.LIMIT,
                    new MiscCapacities(1000, 1000, 1000, 1000, 1000),
                    true,
                    new Capacity(),
                    KernelRules.NEWEST);
            Cgroup group = tree.mkdir("/web");
            List<LimitWrite> writes = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                Resource resource = Resource.values()[random.nextInt(Resource.values().length)];
                String key = resource.key().isEmpty() ? "" : resource.key() + " ";
                var write = new LimitWrite(resource.maxFile(), key + amounts.get(random.nextInt(amounts.size())));
                writes.add(write);
                assertThat(tree.write(group, write.file(), write.value()) == null)
                        .as("seed %d, %s", seed, write)
                        .isEqualTo(write.limit().isPresent());
            }
            var limits = new CgroupLimits(writes);
            var misc = new StringBuilder();
            for (Resource resource : List.of(
                    Resource.MISC_SEV,
                    Resource.MISC_SEV_ES,
                    Resource.MISC_TDX,
                    Resource.MISC_PASID,
                    Resource.MISC_ASID)) {
                misc.append(resource.key() + " " + shown(limits.of(resource)) + "\n");
            }

            assertThat(tree.read(group, "pids.max"))
                    .as("seed %d", seed)
                    .isEqualTo(shown(limits.of(Resource.PIDS)) + "\n");
            assertThat(tree.read(group, "misc.max")).as("seed %d", seed).isEqualTo(misc.toString());
            assertThat(tree.read(group, "ioasids.max"))
                    .as("seed %d", seed)
                    .isEqualTo(shown(limits.of(Resource.IOASIDS)) + "\n");
        }
    }

    private static String shown(OptionalLong limit) {
        return limit.orElse(NONE) == NONE ? "max" : Long.toString(limit.getAsLong());
    }
}
