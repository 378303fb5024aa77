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
        assertThat(OpRunner.run(script)).containsExactlyElementsOf(expected);
    }
}
