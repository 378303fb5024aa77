package org.ioasidsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.cli.base.Options;
import org.junit.jupiter.api.Test;

class ReproductionTest {
    @Test
    void theWordsOfACommandLineAreThoseItWasMadeOf() {
        List<String> own =
                List.of("--axis", "/web/misc.max.pasid=1,2", "--set", "question=What's \\ it? ", "--variant", "");
        String line = Reproduction.of("sweep", Path.of("my file.yaml"), own, new Options());

        assertThat(Reproduction.words(line))
                .containsExactly(
                        "sweep",
                        "my file.yaml",
                        "--axis",
                        "/web/misc.max.pasid=1,2",
                        "--set",
                        "question=What's \\ it? ",
                        "--variant",
                        "");
    }
}
