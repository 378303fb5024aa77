package org.ioasidsim.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit must count for the groups below it and for no neighbour whose name only begins alike, and each instance must get its own path. */
class CgroupPathTest {
    private static CgroupPath path(String text) {
        return new CgroupPath(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, '', '', 0",
        "/web, /, web, web, 1",
        "/web/shop, /web, shop, web, 2",
        "/a/b/c, /a/b, c, a, 3",
        "/web/pids.max, /web, pids.max, web, 2",
        "/pids.max, /, pids.max, pids.max, 1",
        "'/ci/{instance}', /ci, '{instance}', ci, 2"
    })
    void hasParts(String text, String parent, String name, String slice, int depth) {
        assertThat(path(text).parent()).isEqualTo(path(parent));
        assertThat(path(text).name()).isEqualTo(name);
        assertThat(path(text).slice()).isEqualTo(slice);
        assertThat(path(text).depth()).isEqualTo(depth);
        assertThat(path(text).isRoot()).isEqualTo(depth == 0);
        assertThat(path(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/web/shop, /web, true",
        "/web/shop/cart, /web, true",
        "/web, /, true",
        "/web, /web, false",
        "/, /, false",
        "/website, /web, false",
        "/web, /web/shop, false",
        "/, /web, false",
        "'/ci/{instance}', /ci, true"
    })
    void liesBelowWhatItsPathLeadsThrough(String path, String above, boolean isBelow) {
        assertThat(path(path).isBelow(path(above))).isEqualTo(isBelow);
        assertThat(path(path).isAtOrBelow(path(above))).isEqualTo(isBelow || path.equals(above));
    }

    @Test
    void aTemplateStandsForACgroupOfEachInstance() {
        var template = path("/ci/job-{instance}");

        assertThat(template.isTemplate()).isTrue();
        assertThat(template.common()).isEqualTo(path("/ci"));
        assertThat(template.forInstance(0)).isEqualTo(path("/ci/job-0"));
        assertThat(template.forInstance(17)).isEqualTo(path("/ci/job-17"));
        assertThat(template.forInstance(17).isTemplate()).isFalse();
    }

    @Test
    void allInstancesShareAPathThatIsNoTemplate() {
        var shared = path("/web");

        assertThat(shared.isTemplate()).isFalse();
        assertThat(shared.common()).isEqualTo(shared);
        assertThat(shared.forInstance(3)).isEqualTo(shared);
    }

    @ParameterizedTest
    @CsvSource({
        "'/ci/{instance}', /ci/0, true",
        "'/ci/{instance}', /ci/123, true",
        "'/ci/{instance}', /ci, false",
        "'/ci/{instance}', /ci/, false",
        "'/ci/{instance}', /ci/x, false",
        "'/ci/{instance}', /ci/1/sub, false",
        "'/c.i/{instance}', /cxi/1, false",
        "'/ci/{instance}-vm', /ci/7-vm, true",
        "'/ci/{instance}-vm', /ci/7, false"
    })
    void recognisesTheCgroupsOfItsInstances(String template, String text, boolean isOne) {
        assertThat(path(template).instances().matcher(text).matches()).isEqualTo(isOne);
    }
}
