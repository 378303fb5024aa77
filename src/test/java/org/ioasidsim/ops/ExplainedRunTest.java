package org.ioasidsim.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An explanation must name what refused indeed: the resource's own counters, the driver's function, the release's function. */
class ExplainedRunTest {
    private static List<String> explained(String script) {
        List<String> lines = new ArrayList<>();
        OpRunner.runExplained(OpScript.parse("x.ops", script), lines::add);
        return lines;
    }

    @Test
    void anAsidIsExplainedWithTheCountersOfAsids() {
        assertThat(explained("""
                host asid-bits=8 cpus=4 misc-asid=on misc-pasid=on pasid-bits=8
                device dsa
                mkdir /a
                write /a/misc.max asid 1
                spawn A /a
                spawn B /a
                bind A dsa
                bind B dsa
                """))
                .endsWith(
                        "8: -EBUSY", "    misc at /a: 1 of 1 asid charged (kernel/cgroup/misc.c, misc_cg_try_charge).");
    }

    @Test
    void aQueueIsExplainedWithTheFunctionOfItsDriver() {
        String script = "host pasid-bits=8\ndevice %s queues=1\nspawn A /\nspawn B /\nbind A %1$s\nbind B %1$s\n";

        assertThat(explained(String.format(script, "hpre")))
                .last()
                .asString()
                .contains("keeps its PASID", "drivers/misc/uacce/uacce.c, uacce_fops_open");
        assertThat(explained(String.format(script, "dsa0")))
                .last()
                .asString()
                .contains("drivers/dma/idxd/cdev.c, idxd_cdev_open")
                .doesNotContain("keeps");
    }

    @Test
    void thePoolIsExplainedWithTheFunctionOfTheRelease() {
        String script = "host kernel=%s pasid-bits=1\ndevice d\nspawn A /\nspawn B /\nbind A d\nbind B d\n";

        assertThat(explained(String.format(script, "6.12"))).last().asString().contains("iommu_alloc_global_pasid");
        assertThat(explained(String.format(script, "6.1")))
                .last()
                .asString()
                .contains("iommu-sva.c, iommu_sva_alloc_pasid");
        assertThat(explained(String.format(script, "5.10"))).last().asString().contains("iommu-sva-lib.c");
    }

    @Test
    void aFileThatDoesNotExistIsCalledSo() {
        assertThat(explained("host kernel=6.1\nmkdir /a\ncat /a/pids.events.local\nwrite /a/misc.low 5\n"))
                .filteredOn(line -> line.contains("no such file"))
                .hasSize(2);
    }

    @Test
    void oneOpenerIsOneAndNamesAreQuoted() {
        assertThat(explained(
                        "host pasid-bits=8\ndevice hpre queues=1\nspawn A /\nspawn B /\nbind A hpre\nbind B hpre\n"))
                .last()
                .asString()
                .contains("1 opener has its queues");
        assertThat(explained("host pasid-bits=8\nspawn A /\nbind A gone\n"))
                .last()
                .asString()
                .contains("there is no device 'gone'");
    }

    /** 999 processes, of which each asks a device of one id: with host and device there are 2,000 operations, and 998 are refused alike. */
    @Test
    void ofALongScriptTheFirstRefusalOfEachKindIsExplainedAndAllAreCounted() {
        StringBuilder script = new StringBuilder("host pasid-bits=1\ndevice d\n");
        for (int i = 1; i <= 999; i++) {
            script.append("spawn P").append(i).append(" /\nbind P").append(i).append(" d\n");
        }
        script.append("bind P1 gone\nbind P2 lost\n");

        List<String> lines = explained(script.toString());
        assertThat(lines).hasSize(2 * 2 + 1 + 2);
        assertThat(lines.get(0)).isEqualTo("6: -ENOSPC");
        assertThat(lines.get(1)).startsWith("    pool at host: ");
        assertThat(lines.get(2)).isEqualTo("2001: -ENODEV");
        assertThat(lines.get(4)).startsWith("1,000 of 2,002 operations refused, the first of each kind above");
        assertThat(lines.get(5)).matches(" +2  -ENODEV +there is no device.*");
        assertThat(lines.get(6)).matches(" +998  -ENOSPC +pool at host");
    }

    @Test
    void helpOfEveryOperationSaysWhatIsChecked() {
        assertThat(Operations.all())
                .allSatisfy(operation -> assertThat(operation.helpWithChecks())
                        .as(operation.name())
                        .anyMatch(line -> line.startsWith("  checks: ")));
    }

    /** The columns of an array are no queue: the driver says that there is no such device. */
    @Test
    void aContextOfAmdxdnaIsRefusedWithTheErrorOfItsSolver() {
        assertThat(
                        explained(
                                "host pasid-bits=8\ndevice npu queues=1\nspawn A /\nspawn B /\nbind A npu\nbind B npu\nsstat\n"))
                .contains("6: -ENODEV", "7: pasids=2 pinned=0 smmu-asids=0 bonds=1")
                .anyMatch(line -> line.contains("xrs_allocate_resource"));
    }

    @Test
    void helpOfAnOperationHasItsChecksInOrder() {
        assertThat(String.join("\n", OpSession.help("attach")))
                .contains("checks: kernel before 6.15 -EINVAL; open by another");
        assertThat(String.join("\n", OpSession.help())).doesNotContain("checks:");
    }
}
