package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request needs is refused from the first moment in which it is lacking, and for nothing that the request does not take. */
class RequestShapeTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Hosts hosts = Hosts.pasids(4);
    private final User user = new User(NO_LIMIT);

    private Kernel kernel() {
        return hosts.kernel(Hosts.DEAF);
    }

    private static RequestShape shape(Kernel kernel, User user, int forkedTasks, boolean ofVm) {
        Device[] devices = {kernel.device("dev")};
        return new RequestShape(kernel, Reclaimer.NONE, user, forkedTasks, devices, ofVm);
    }

    private static void bind(Kernel kernel, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(kernel.tryBind(kernel.createMm(kernel.root()), kernel.device("dev")))
                    .isTrue();
        }
    }

    /** Of 4 PASIDs, 0 is never given out. */
    @Test
    void theLastIdIsThereAndThenNone() {
        Kernel kernel = kernel();
        RequestShape shape = shape(kernel, user, 1, false);
        assertThat(shape.narrowestPasids()).isEqualTo(4);
        bind(kernel, 2);
        assertThat(shape.isRefusedByHost()).isFalse();
        assertThat(shape.lacksFree()).isFalse();
        bind(kernel, 1);
        assertThat(shape.isRefusedByHost()).isTrue();
        assertThat(shape.lacksFree()).isTrue();
    }

    @Test
    void theNarrowestDeviceCountsButNoneIsWiderThanTheHost() {
        hosts.devices = List.of(
                new DeviceConfig("narrow", 2, 0, 0, false),
                new DeviceConfig("dev", 4, 0, 0, false),
                new DeviceConfig("wide", 9, 0, 0, false));
        Kernel kernel = kernel();
        Device[] wide = {kernel.device("wide")};
        Device[] all = {kernel.device("wide"), kernel.device("narrow"), kernel.device("dev")};
        assertThat(new RequestShape(kernel, Reclaimer.NONE, user, 1, wide, false).narrowestPasids())
                .isEqualTo(4);
        RequestShape narrow = new RequestShape(kernel, Reclaimer.NONE, user, 1, all, false);
        assertThat(narrow.narrowestPasids()).isEqualTo(2);
        bind(kernel, 1); // id 1, the only one below 2
        assertThat(narrow.isRefusedByHost()).isTrue();
        assertThat(shape(kernel, user, 1, false).isRefusedByHost()).isFalse();
    }

    /** A user of 3 tasks who has 1 or 2, and a host with numbers for 3 of which as many are in use: a process of 2 tasks fits once. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void tasksAreThoseOfTheUserAndOfTheHost(int had, boolean isRefused) {
        Kernel unlimited = kernel();
        User limited = new User(3);
        assertThat(unlimited.tryFork(unlimited.root(), limited, had)).isTrue();
        assertThat(shape(unlimited, limited, 2, false).isRefusedByHost()).isEqualTo(isRefused);
        assertThat(shape(unlimited, limited, 0, true).isRefusedByHost())
                .as("a guest forks nothing")
                .isFalse();

        hosts.pidMax = 303; // numbers below 300 are kept for the system
        Kernel narrow = kernel();
        assertThat(narrow.tryFork(narrow.root(), user, had)).isTrue();
        assertThat(shape(narrow, user, 2, false).isRefusedByHost()).isEqualTo(isRefused);
    }

    @Test
    void aDedicatedQueueIsTakenByTheFirst() {
        hosts.devices = List.of(new DeviceConfig("dev", 4, 0, 1, true));
        Kernel kernel = kernel();
        RequestShape shape = shape(kernel, user, 1, false);
        assertThat(shape.isRefusedByHost()).isFalse();
        bind(kernel, 1);
        assertThat(shape.isRefusedByHost()).isTrue();
        assertThat(shape.lacksFree()).as("ids are left").isFalse();
    }

    @Test
    void theHostsOwnSetIsForItsOwnProcesses() {
        hosts.ioasids = IoasidsFlavour.AS_POSTED;
        hosts.hostSetQuota = 1;
        Kernel kernel = kernel();
        assertThat(shape(kernel, user, 1, false).isRefusedByHost()).isFalse();
        bind(kernel, 1);
        assertThat(shape(kernel, user, 1, false).isRefusedByHost()).isTrue();
        assertThat(shape(kernel, user, 0, true).isRefusedByHost()).isFalse();
    }

    /** 8 bits make 255 ASIDs: a process behind two SMMUs needs two of those that DMA domains leave. */
    @ParameterizedTest
    @CsvSource({"253, false, false", "254, true, false", "255, true, true"})
    void aPrivateAsidIsNeededOnEachSmmu(int dmaDomains, boolean lacksTwo, boolean lacksOne) {
        hosts.devices = List.of(new DeviceConfig("dev", 4, 0, 0, false), new DeviceConfig("other", 4, 1, 0, false));
        hosts.asidBits = 8;
        hosts.scheme = AsidScheme.PRIVATE;
        hosts.dmaDomains = dmaDomains;
        Kernel kernel = kernel();
        Device[] both = {kernel.device("dev"), kernel.device("other")};
        RequestShape two = new RequestShape(kernel, Reclaimer.NONE, user, 1, both, false);
        assertThat(two.takesAsid()).isTrue();
        assertThat(two.isRefusedByHost()).isEqualTo(lacksTwo);
        assertThat(two.lacksFree()).as("a policy grants by the first").isEqualTo(lacksOne);
        assertThat(shape(kernel, user, 1, false).isRefusedByHost()).isEqualTo(lacksOne);
        assertThat(shape(kernel, user, 1, false).lacksFree()).isEqualTo(lacksOne);
    }

    @ParameterizedTest
    @CsvSource({"POOL, true, false", "POOL_AND_ASID, true, true", "NONE, false, false"})
    void aGuestTakesWhatTheHostSays(GuestIds guestIds, boolean takesId, boolean takesAsid) {
        hosts.asidBits = 8;
        hosts.scheme = AsidScheme.PINNED;
        hosts.cpus = 254; // which with ASID 0 and a spare leaves none of 256
        hosts.guestIds = guestIds;
        Kernel kernel = kernel();
        RequestShape guest = shape(kernel, user, 0, true);
        assertThat(guest.takesHostId()).isEqualTo(takesId);
        assertThat(guest.takesAsid()).isEqualTo(takesAsid);
        assertThat(guest.isRefusedByHost()).isEqualTo(takesAsid);
        assertThat(guest.lacksFree()).isEqualTo(takesAsid);
        hosts.maxPasids = 1; // no id at all
        hosts.scheme = AsidScheme.NONE;
        RequestShape withoutIds = shape(kernel(), user, 0, true);
        assertThat(withoutIds.isRefusedByHost()).isEqualTo(takesId);
        assertThat(withoutIds.lacksFree()).isEqualTo(takesId);
    }

    /** Each limit of 2 on a cgroup that is charged for 1: a process of one task and one id fits once more, and not twice. */
    @ParameterizedTest
    @CsvSource({
        "pids.max, 2, PIDS",
        "misc.max, pasid 2, MISC_PASID",
        "ioasids.max, 2, IOASIDS",
        "misc.max, asid 2, MISC_ASID"
    })
    void aLimitRefusesWhatIsBeyondIt(String file, String value, Resource resource) {
        hosts.asidBits = 8;
        hosts.scheme = AsidScheme.PRIVATE;
        hosts.hasMiscPasid = resource == Resource.MISC_PASID;
        hosts.hasMiscAsid = resource == Resource.MISC_ASID;
        hosts.ioasids = IoasidsFlavour.LIMIT;
        Kernel kernel = kernel();
        Cgroup group = kernel.mkdir("/web");
        RequestShape shape = shape(kernel, user, 1, false);
        assertThat(shape.isLimitedAt(group)).isEqualTo(file.equals("misc.max")); // misc is limited by its capacity
        assertThat(kernel.write(group, file, value)).isNull();
        assertThat(shape.isLimitedAt(group)).isTrue();
        assertThat(group.tryCharge(resource, 1)).isNull();
        assertThat(shape.isRefusedAt(group)).isFalse();
        assertThat(group.tryCharge(resource, 1)).isNull();
        assertThat(shape.isRefusedAt(group)).isTrue();
    }

    /** Without ASIDs misc has a capacity of none of them, which is no limit for those who need none. */
    @Test
    void whoNeedsNoAsidIsNotChargedForOne() {
        hosts.hasMiscAsid = true;
        Kernel kernel = kernel();
        RequestShape shape = shape(kernel, user, 1, false);
        assertThat(shape.isLimitedAt(kernel.mkdir("/web"))).isFalse();
    }

    @Test
    void aForkOfThreeNeedsRoomForThree() {
        Kernel kernel = kernel();
        Cgroup group = kernel.mkdir("/web");
        assertThat(kernel.write(group, "pids.max", "4")).isNull();
        assertThat(group.tryCharge(Resource.PIDS, 1)).isNull();
        assertThat(shape(kernel, user, 3, false).isRefusedAt(group)).isFalse();
        assertThat(shape(kernel, user, 4, false).isRefusedAt(group)).isTrue();
        assertThat(shape(kernel, user, 0, true).isRefusedAt(group)).isFalse();
        assertThat(shape(kernel, user, 0, true).isLimitedAt(group)).isFalse();
    }

    /** As posted, ioasids charges VMs only; a guest that owns its ids is charged for none; without controllers nobody is. */
    @ParameterizedTest
    @CsvSource({
        "AS_POSTED,   POOL, false, false",
        "AS_POSTED,   POOL, true,  true",
        "AS_POSTED,   NONE, true,  false",
        "RESERVATION, POOL, false, true",
        "RESERVATION, POOL, true,  true",
        "OFF,         POOL, true,  false"
    })
    void ioasidsChargesWhomItsFlavourSays(IoasidsFlavour flavour, GuestIds guestIds, boolean ofVm, boolean isCharged) {
        hosts.ioasids = flavour;
        hosts.guestIds = guestIds;
        Kernel kernel = kernel();
        Cgroup group = kernel.mkdir("/web"); // as posted and as a reservation it starts with none
        RequestShape shape = shape(kernel, user, 0, ofVm);
        assertThat(shape.isLimitedAt(group)).isEqualTo(isCharged);
        assertThat(shape.isRefusedAt(group)).isEqualTo(isCharged);
    }
}
