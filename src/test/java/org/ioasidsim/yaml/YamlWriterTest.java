package org.ioasidsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written must be read back as the same text, whatever characters a file had in it. */
class YamlWriterTest {
    private static final String LETTERS = "ab1 :#,-?'\"[]{}&*!|>%@`\\\t\n~nul.é/\u202e\u2028\ufeff\u2066\u200d\u00a0";

    @Test
    void readsBackEveryTextThatItWrites() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            assertReadBack(text.toString());
        }
    }

    @Test
    void readsBackWordsThatYamlKnows() {
        for (String text :
                new String[] {"null", "~", "true", "on", "-", "---", "...", "<<", "1e3", "0x1", "?", ".inf"}) {
            assertReadBack(text);
        }
    }

    private static void assertReadBack(String text) {
        var place = new Place("test", Path.of(""), 0, 0);
        var mapping = new Node.Mapping(Map.of("key", Node.Field.of("key", new Node.Scalar(text, true, place))), place);
        var problems = new Problems();

        var read = YamlParser.parseFile(YamlWriter.document(mapping), "test", Path.of(""), problems);

        assertThat(problems.inLineOrder()).as("of '%s'", text).isEmpty();
        assertThat(read.flatMap(node -> node.find(java.util.List.of("key"))))
                .hasValueSatisfying(
                        node -> assertThat(((Node.Scalar) node).text()).isEqualTo(text));
    }

    /** Two trees have a node in common, under the same key, under another, and with another comment: each has the lines that it has alone. */
    @Test
    void writesWhatTreesShareAsItWritesEachAlone() {
        var place = new Place("test", Path.of(""), 0, 0);
        Node one = Node.scalar("1", place);
        Node deep = new Node.Mapping(
                Map.of("a", Node.Field.of("a", new Node.Mapping(Map.of("b", Node.Field.of("b", one)), place))), place);
        var documents = new YamlWriter.Documents();
        for (Node.Field field : java.util.List.of(
                Node.Field.of("web", deep),
                Node.Field.of("web", deep),
                Node.Field.of("batch", deep),
                new Node.Field("web", place, deep, "a comment"))) {
            var tenants = new Node.Mapping(Map.of(field.key(), field), place);
            var tree = new Node.Mapping(Map.of("tenants", Node.Field.of("tenants", tenants)), place);
            assertThat(documents.document(tree)).isEqualTo(YamlWriter.document(tree));
        }
    }
}
