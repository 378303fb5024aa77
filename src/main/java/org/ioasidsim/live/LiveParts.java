package org.ioasidsim.live;

import java.nio.file.Path;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;

/**
 * What a page takes from the resolved scenarios of all variants, each of which is read once: that of thousands of tenants is long.
 *
 * @param data the files that they name
 * @param keys what they set
 */
record LiveParts(LiveData data, LiveKeys keys) {
    static LiveParts of(ScenarioFile file) {
        var parts = new LiveParts(new LiveData(file), new LiveKeys(file));
        for (ScenarioFile.Variant variant : file.variants()) {
            String yaml = variant.scenario().resolvedYaml();
            YamlParser.parseFile(yaml, "scenario", Path.of(""), new Problems()).ifPresent(tree -> {
                parts.data.collect(tree);
                parts.keys.add(variant.name(), tree);
            });
        }
        return parts;
    }
}
