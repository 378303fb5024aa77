package org.ioasidsim.kernel.sva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.MmOwner;
import org.junit.jupiter.api.Test;

/** A handle is a number that is used again: nothing of the address space before may show in the one after. */
class AddressSpaceHandlesTest {
    private static final class Owner extends MmOwner {}

    private final AddressSpaces spaces = new AddressSpaces();
    private final Owner owner = new Owner();

    @Test
    void freedHandlesComeBackTheLastOneFirst() {
        List<Integer> handles = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            handles.add(spaces.create(owner));
        }
        assertThat(handles).containsExactly(0, 1, 2, 3);
        spaces.free(1);
        spaces.free(3);
        assertThat(spaces.create(owner)).isEqualTo(3);
        assertThat(spaces.create(owner)).isEqualTo(1);
        assertThat(spaces.create(owner)).isEqualTo(4);
    }

    @Test
    void aNewOneHoldsNothing() {
        int mm = spaces.create(owner);
        spaces.free(mm);
        int other = spaces.create(owner);
        spaces.free(other);
        assertThat(spaces.create(owner)).isEqualTo(mm);
        assertThat(spaces.pasid(mm)).isZero();
        assertThat(spaces.isBound(mm)).isFalse();
        assertThat(spaces.privateIds(mm) + spaces.smmuAsids(mm)).isZero();
    }

    @Test
    void oneThatHoldsSomethingIsNotFreed() {
        int mm = spaces.create(owner);
        spaces.setPasid(mm, 5);
        refusesToFree(mm);
        spaces.setPasid(mm, 0);
        spaces.bind(mm, 2);
        refusesToFree(mm);
        assertThat(spaces.unbind(mm, 2)).isZero();
        spaces.setPrivateIds(mm, 1);
        refusesToFree(mm);
        spaces.setPrivateIds(mm, 0);
        spaces.setSmmuAsids(mm, 1);
        refusesToFree(mm);
        spaces.setSmmuAsids(mm, 0);
        spaces.free(mm);
        assertThat(spaces.create(owner)).isEqualTo(mm);
    }

    private void refusesToFree(int mm) {
        assertThatThrownBy(() -> spaces.free(mm)).hasMessage("address space " + mm + " still holds something");
    }

    @Test
    void aFreedOneHasNoOwner() {
        int mm = spaces.create(owner);
        spaces.free(mm);
        assertThatThrownBy(() -> spaces.owner(mm)).hasMessage("address space " + mm + " does not exist");
    }

    @Test
    void ownersComeAndGoAndAreNeverMixedUp() {
        List<Owner> owners = new ArrayList<>();
        List<Integer> handles = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            owners.add(new Owner());
            handles.add(spaces.create(owners.get(i)));
        }
        for (int i = 0; i < 300; i += 3) {
            spaces.free(handles.get(i));
        }
        for (int i = 0; i < 300; i += 3) {
            owners.set(i, new Owner());
            handles.set(i, spaces.create(owners.get(i)));
        }
        for (int i = 0; i < 300; i++) {
            assertThat(spaces.owner(handles.get(i))).isSameAs(owners.get(i));
        }
        spaces.setOwner(handles.get(0), owners.get(1));
        assertThat(spaces.owner(handles.get(0))).isSameAs(owners.get(1));
        spaces.free(handles.get(1));
        assertThat(spaces.owner(handles.get(0))).isSameAs(owners.get(1));
    }

    @Test
    void aDeviceIsAskedForOnePasidAmongAll() {
        int first = spaces.create(owner);
        int second = spaces.create(owner);
        spaces.setPasid(first, 7);
        spaces.setPasid(second, 9);
        spaces.bind(first, 0);
        spaces.bind(second, 1);
        assertThat(spaces.isBoundTo(0, 7)).isTrue();
        assertThat(spaces.isBoundTo(1, 9)).isTrue();
        assertThat(spaces.isBoundTo(1, 7)).isFalse();
        assertThat(spaces.isBoundTo(0, 9)).isFalse();
        // a free handle keeps a number that is no PASID: handle 1 is the end of the list of free ones
        assertThat(spaces.unbind(second, 1)).isZero();
        spaces.setPasid(second, 0);
        spaces.free(second);
        assertThat(spaces.isBoundTo(1, 9)).isFalse();
    }

    @Test
    void aListLosesItsFirstItsLastAndItsMiddle() {
        int first = AddressSpaces.NONE;
        for (int i = 0; i < 5; i++) {
            first = spaces.link(first, spaces.create(owner));
        }
        // 4, 3, 2, 1, 0
        assertThat(first).isEqualTo(4);
        first = spaces.unlink(first, 2);
        first = spaces.unlink(first, 0);
        first = spaces.unlink(first, 4);
        assertThat(first).isEqualTo(3);
        first = spaces.unlink(first, 3);
        assertThat(first).isEqualTo(1);
        first = spaces.unlink(first, 1);
        assertThat(first).isEqualTo(AddressSpaces.NONE);
    }

    @Test
    void oneBoundInOneGoIsLikeOneBoundStepByStep() {
        int mm = spaces.create(owner);
        assertThat(spaces.holdsAny(mm)).isFalse();
        spaces.bindFirst(mm, 3, 9);
        assertThat(spaces.holdsAny(mm)).isTrue();
        assertThat(spaces.pasid(mm)).isEqualTo(9);
        assertThat(spaces.binds(mm, 3)).isOne();
        assertThat(spaces.bonds()).isOne();
        refusesToFree(mm);
        spaces.freeSimple(mm, owner);
        assertThat(spaces.bonds()).isZero();
        assertThatThrownBy(() -> spaces.owner(mm)).hasMessage("address space " + mm + " does not exist");
        assertThat(spaces.create(owner)).isEqualTo(mm);
        assertThat(spaces.holdsAny(mm)).isFalse();
        spaces.freeSimple(mm, owner);
        assertThat(spaces.bonds()).isZero();
    }

    @Test
    void eachIsSimpleUntilOneHasMoreThanItsRecordHolds() {
        int mm = spaces.create(owner);
        spaces.bind(mm, 3);
        assertThat(spaces.isEachSimple()).isTrue();
        spaces.bind(mm, 3);
        assertThat(spaces.isEachSimple()).isFalse();
        var others = new AddressSpaces();
        others.setPrivateIds(others.create(owner), 1);
        assertThat(others.isEachSimple()).isFalse();
    }
}
