package org.ioasidsim.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tenants.noisy.processes.arrivals.poisson        | noisy's arrival rate              | noisy's largest arrival rate
            tenants.vms.processes.initial                   | vms' initial processes            | vms' largest initial processes
            tenants.vms.instances                           | number of vms                     | the largest number of vms
            tenants.web.processes.lifetime.uniform.max      | web's max                         | web's largest max
            mix                                             | number of mixes                   | the largest number of mixes
            /web/misc.max.pasid                             | /web's PASID limit                | /web's largest PASID limit
            /web/db/misc.max.pasid.dsa                      | /web/db's PASID limit on dsa      | /web/db's largest PASID limit on dsa
            /ci/pids.max                                    | /ci's process limit               | /ci's largest process limit
            /misc.max.sev                                   | the host's SEV limit              | the host's largest SEV limit
            /x/misc.max                                     | misc.max of /x                    | the largest misc.max of /x
            /x/cgroup.kill                                  | cgroup.kill of /x                 | the largest cgroup.kill of /x
            host.preset                                     | host                              | the largest host
            host.pasid_bits                                 | the host's PASID bits             | the host's largest PASID bits
            controls.policy.name                            | policy                            | the largest policy
            run.duration                                    | run duration                      | the largest run duration
            """)
    void namesAKeyAsASentenceDoes(String path, String words, String largest) {
        assertThat(KeyWords.of(path)).isEqualTo(words);
        assertThat(KeyWords.ofExtreme(path, true)).isEqualTo(largest);
    }

    /** A list of keys leaves their owners out, unless two would have one name. */
    @Test
    void listsKeysWithoutTheirOwners() {
        assertThat(KeyWords.inShort(List.of("/b/misc.max.pasid", "tenants.web.instances", "host.kpti")))
                .containsExactly("PASID limit", "number of web", "KPTI");
        assertThat(KeyWords.inShort(
                        List.of("tenants.a.processes.lifetime", "tenants.b.processes.lifetime", "host.cpus")))
                .containsExactly("a's lifetime", "b's lifetime", "CPUs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1000/s | 1,000/s", "999/h | 999/h", "20000 | 20,000", "arm64-8bit | arm64-8bit", "0.5 | 0.5"})
    void groupsTheDigitsOfALongNumber(String value, String words) {
        assertThat(KeyWords.value(value)).isEqualTo(words);
    }
}
