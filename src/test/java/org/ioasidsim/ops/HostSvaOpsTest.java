package org.ioasidsim.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the domain notes that no vector records: each line is an operation and what the kernel answers. */
class HostSvaOpsTest {
    static List<Arguments> examples() {
        return List.of(
                Arguments.of("V46: the PASID goes back with the last unbind", """
                        host sva=last-unbind => ok
                        device d1 => ok
                        device d2 => ok
                        spawn A / => ok
                        bind A d1 => ok 1
                        bind A d2 => ok 1
                        unbind A d1 => ok
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=1
                        unbind A d2 => ok freed
                        """),
                Arguments.of("V47: the PASID goes back when the address space is dropped", """
                        host sva=mm-drop => ok
                        device d => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A d => ok 1
                        unbind A d => ok
                        bind B d => ok 2
                        bind A d => ok 1
                        exit A => ok
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=1
                        """),
                Arguments.of("V49: fork has no PASID, exec leaves the old one to the old bonds", """
                        host sva=mm-drop => ok
                        device d => ok
                        spawn A / => ok
                        bind A d => ok 1
                        fork A B => ok
                        bind B d => ok 2
                        exec A => ok
                        sstat => pasids=2 pinned=0 smmu-asids=0 bonds=2
                        bind A d => ok 3
                        unbind A d => ok
                        sstat => pasids=3 pinned=0 smmu-asids=0 bonds=2
                        unbind A d => ok freed
                        sstat => pasids=2 pinned=0 smmu-asids=0 bonds=1
                        """),
                Arguments.of(
                        "V49: an inherited device file keeps the bond and the PASID of a process that exited", """
                        host sva=mm-drop => ok
                        device d => ok
                        spawn A / => ok
                        spawn C / => ok
                        bind A d => ok 1
                        fd A C => ok
                        exit A => ok
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=1
                        unbind C d => ok freed
                        """),
                Arguments.of("V50: a wide device's processes take the small ids", """
                        host sva=mm-drop => ok
                        device wide => ok
                        device narrow pasid-bits=1 => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A wide => ok 1
                        bind B narrow => -ENOSPC
                        bind B wide => ok 2
                        bind B narrow => -EOVERFLOW
                        bind A narrow => ok 1
                        """),
                Arguments.of("V53: the same bond twice needs two unbinds", """
                        host sva=last-unbind => ok
                        device d => ok
                        spawn A / => ok
                        bind A d => ok 1
                        bind A d => ok 1
                        unbind A d => ok
                        unbind A d => ok freed
                        unbind A d => -EINVAL
                        """),
                Arguments.of("V54: the width's last id is the last that binds", """
                        host sva=mm-drop pasid-bits=16 => ok
                        device gpu max-pasids=65535 => ok
                        rep 65535 spawn p% / => 65535/65535 last=ok
                        rep 65535 bind p% gpu => 65534/65535 last=-ENOSPC
                        """),
                Arguments.of("V57: a dedicated queue's second opener takes no PASID, a shared queue takes all", """
                        host sva=mm-drop => ok
                        device ded queues=1 mode=dedicated => ok
                        device shr queues=1 mode=shared => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A ded => ok 1
                        bind B ded => -EBUSY
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=1
                        bind A shr => ok 1
                        bind A shr => ok 1
                        bind B shr => ok 2
                        """),
                Arguments.of(
                        "V43: RLIMIT_NPROC counts a user's tasks in every cgroup, but holds nobody with CAP_SYS_ADMIN",
                        """
                        host => ok
                        mkdir /a => ok
                        mkdir /b => ok
                        user u nproc=2 => ok
                        spawn A /a user=u => ok
                        spawn B /b user=u => ok
                        fork B C => -EAGAIN
                        spawn D /b user=u => -EAGAIN
                        spawn E /b => ok
                        spawn F /b user=u capable=on => ok
                        fork F G => ok
                        cat /b/pids.events => max 0
                        exit A => ok
                        reap A => ok
                        spawn H /a user=u => -EAGAIN
                        """),
                Arguments.of("V56: a kernel with the x86 gate binds nobody and takes no PASID", """
                        host sva=mm-drop x86-gate=on => ok
                        device d => ok
                        device ded queues=1 mode=dedicated => ok
                        spawn A / => ok
                        bind A d => -EOPNOTSUPP
                        bind A ded => -EOPNOTSUPP
                        sstat => pasids=0 pinned=0 smmu-asids=0 bonds=0
                        """),
                Arguments.of(
                        "V57: one process that opens often has one PASID, and each opener of a shared queue its own",
                        """
                        host sva=mm-drop => ok
                        device shr queues=1 mode=shared => ok
                        rep 5 spawn p% / => 5/5 last=ok
                        rep 5 bind p% shr => 5/5 last=ok 5
                        rep 5 bind p1 shr => 5/5 last=ok 1
                        sstat => pasids=5 pinned=0 smmu-asids=0 bonds=5
                        """),
                Arguments.of(
                        "V58: a close waits for the descriptors first; the PASID goes with the address space only",
                        """
                        host sva=mm-drop => ok
                        device wq queues=1 mode=dedicated => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A wq => ok 1
                        submit A wq 128 => ok
                        submit A wq 72 => ok
                        unbind A wq => ok drained 200
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=0
                        bind B wq => ok 2
                        unbind B wq => ok
                        submit B wq 1 => -EBADF
                        exit A => ok
                        sstat => pasids=1 pinned=0 smmu-asids=0 bonds=0
                        """),
                Arguments.of(
                        "V59: a driver whose own pool is empty opens with PASID 0, and takes none of the host's", """
                        host sva=mm-drop => ok
                        device gpu own-pool=2 => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A gpu => ok 2
                        bind A gpu => ok 3
                        bind A gpu => ok 1
                        bind B gpu => ok 0
                        sstat => pasids=0 pinned=0 smmu-asids=0 bonds=0
                        unbind A gpu => ok
                        bind B gpu => ok 1
                        exit A => ok
                        spawn C / => ok
                        bind C gpu => ok 2
                        """),
                Arguments.of("a pinned number outlives exec and a rollover", """
                        host asid-bits=8 cpus=1 kpti=off kpti-config=off => ok
                        rep 255 spawn p% / => 255/255 rollovers=0 last=ok
                        pin p1 => ok 1
                        rep 254 exec p1 => 254/254 rollovers=0 last=ok
                        rep 255 switch 0 p% => 255/255 rollovers=1 last=ok 2 rollover
                        spawn q / => ok
                        switch 0 q => ok 3
                        """),
                Arguments.of(
                        "guests: each guest process takes an id of the VM's set; a killed VM's charges stay, as posted",
                        """
                        host sva=last-unbind ioasids=as-posted capacity=100 => ok
                        device d => ok
                        mkdir /vms => ok
                        write /vms/ioasids.max 10 => ok
                        vm V /vms quota=2 guest-pid-max=3 threads=4 => ok
                        cat /vms/pids.current => 4
                        rmdir /vms => -EBUSY
                        rep 4 guest V g% => 3/4 last=-EAGAIN
                        rep 3 bind g% d => 2/3 last=-EINVAL
                        cat /vms/ioasids.current => 3
                        private g1 => -EINVAL
                        unbind g1 d => ok freed
                        unbind g1 d => -EINVAL
                        bind g3 d => ok 1
                        kill V => ok
                        bind g3 d => -ESRCH
                        cat /vms/ioasids.current => 4
                        cat /vms/pids.current => 0
                        sstat => pasids=0 pinned=0 smmu-asids=0 bonds=0
                        vm W /vms quota=1000 => ok no-set
                        guest W h => ok
                        bind h d => -ENOSPC
                        stop W => ok
                        rmdir /vms => ok
                        """),
                Arguments.of("private ids are charged as the first one, and go with the address space", """
                        host sva=last-unbind misc-pasid=on max-pasids=5 => ok
                        device d => ok
                        mkdir /q => ok
                        write /q/misc.max pasid 3 => ok
                        spawn A /q => ok
                        bind A d => ok 1
                        rep 3 private A => 2/3 last=-EBUSY
                        unbind A d => ok freed
                        cat /q/misc.current => pasid 2
                        exit A => ok
                        cat /q/misc.current => pasid 0
                        """),
                Arguments.of("V60: iommufd's PASIDs are each device's own", """
                        host sva=mm-drop iommufd=on => ok
                        device d1 => ok
                        device d2 => ok
                        spawn V1 / => ok
                        spawn V2 / => ok
                        attach V1 d1 5 => ok
                        attach V2 d2 5 => ok
                        attach V2 d1 5 => -EBUSY
                        attach V2 d1 0 => -EINVAL
                        sstat => pasids=0 pinned=0 smmu-asids=0 bonds=0
                        detach V2 d1 5 => -EINVAL
                        detach V1 d1 5 => ok
                        attach V2 d1 5 => ok
                        """),
                Arguments.of("V61: the bind after the last pin fails and, under mm-drop, keeps its PASID", """
                        host sva=mm-drop asid-scheme=pinned asid-bits=8 cpus=4 kpti=on kpti-config=on => ok
                        device d => ok
                        rep 123 spawn p% / => 123/123 rollovers=0 last=ok
                        rep 123 bind p% d => 122/123 rollovers=0 last=-ESRCH
                        sstat => pasids=123 pinned=122 smmu-asids=0 bonds=122
                        """),
                Arguments.of("V69: private ASIDs are taken on each SMMU", """
                        host sva=mm-drop asid-scheme=private asid-bits=8 dma-domains=252 => ok
                        device d0 => ok
                        device d1 smmu=1 => ok
                        spawn A / => ok
                        spawn B / => ok
                        bind A d0 => ok 1
                        bind A d1 => ok 1
                        bind B d0 => ok 2
                        bind B d1 => -EBUSY
                        sstat => pasids=2 pinned=0 smmu-asids=3 bonds=3
                        unbind A d1 => ok
                        bind B d1 => ok 2
                        """),
                Arguments.of("V70: with KPTI built in but off, only the first generation has even numbers alone", """
                        host asid-bits=8 cpus=4 kpti=off kpti-config=on => ok
                        rep 128 spawn p% / => 128/128 rollovers=0 last=ok
                        rep 128 switch 0 p% => 128/128 rollovers=1 last=ok 1 rollover
                        spawn q / => ok
                        switch 1 q => ok 2
                        spawn r / => ok
                        switch 2 r => ok 3
                        """),
                Arguments.of("V72: a set dies with its last id, and a new open may find no capacity", """
                        host capacity=1000 vm-quota=0 errors=internal => ok
                        mkdir /g => ok
                        write /g/ioasids.max 5 => ok
                        spawn A /g => ok
                        open A => ok
                        alloc A => ok 1
                        free A 1 => ok
                        stat => avail=0 capacity=1000 sets=0 ids=0
                        alloc A => -EINVAL set
                        close A => ok
                        """),
                Arguments.of("V12: a queued holder's drop runs as the kernel worker and uncharges nobody", """
                        host capacity=100 vm-quota=10 => ok
                        mkdir /g => ok
                        write /g/ioasids.max 5 => ok
                        spawn A /g => ok
                        open A => ok
                        rep 2 alloc A => 2/2 last=ok 2
                        hold iommu 1 queued => ok
                        free A 1 => ok
                        flush => ok 1
                        cat /g/ioasids.current => 2
                        stat => avail=85 capacity=100 sets=1 ids=1
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void answersAsTheKernelWould(String claim, String example) {
        List<String> ops = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : example.lines().toList()) {
            String[] sides = line.split(" => ", -1);
            ops.add(sides[0]);
            expected.add(ops.size() + ": " + sides[1]);
        }
        OpScript script = OpScript.parse(claim, String.join("\n", ops));

        assertThat(script.problems()).isEmpty();
        assertThat(Answers.to(script)).containsExactlyElementsOf(expected);
    }
}
