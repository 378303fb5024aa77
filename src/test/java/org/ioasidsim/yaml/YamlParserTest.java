package org.ioasidsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file has in it, its reading must end soon, with one line and the place; and what is accepted must be read back. */
class YamlParserTest {
    private static final int MOST_LEVELS = 100;

    @Test
    void endsAtTooDeepNestingWithItsPlace() {
        assertThat(problem("a: " + "[".repeat(MOST_LEVELS - 1) + "]".repeat(MOST_LEVELS - 1)))
                .isEmpty();
        assertThat(problem("a: " + "[".repeat(100_000)))
                .isEqualTo("f:1:" + (MOST_LEVELS + 3) + ": expected YAML, found more than 100 levels of nesting");
    }

    @Test
    void endsWhereAnchorsMultiplyValues() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThat(problem(text.toString()))
                .endsWith("expected YAML, found more than 1000000 values, anchors followed");
    }

    @Test
    void endsWhereAnchorsDeepenWhatIsShallow() {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(problem(text.toString())).endsWith("expected YAML, found more than 100 levels of nesting");
    }

    @ParameterizedTest
    @MethodSource("controls")
    void tellsAControlCharacterWithLineAndColumn(String text, String problem) {
        assertThat(problem(text)).isEqualTo(problem);
    }

    static Stream<Arguments> controls() {
        String refused = "expected text without control characters, found ";
        return Stream.of(
                arguments("a: b\n# \u001b[31mx", "f:2:3: expected YAML, found the character U+001B"),
                arguments("a: \"b\\u009bc\"", "f:1:4: " + refused + "U+009B"),
                arguments("a:\n  \"b\\nc\\r\": d", "f:2:3: " + refused + "U+000D"),
                arguments("a: \"\\ud800\"", "f:1:4: " + refused + "U+D800"));
    }

    @Test
    void takesLineBreaksTabsAndLettersOfAllLanguages() {
        assertThat(problem("a: \"b\\n\\tc\"\nd: |\n  e\n  f\ng: 日本語 😀\nh: \"\\u202e\""))
                .isEmpty();
    }

    @Test
    void refusesAKeyThatYamlWouldNotReadBack() {
        assertThat(problem("k".repeat(1000) + ": 1")).isEmpty();
        assertThat(problem("? " + "k".repeat(1001) + "\n: 1"))
                .isEqualTo("f:1:3: expected a key of at most 1000 characters, found 1001");
    }

    /** Returns the only problem of a text; empty if there is none. */
    private static String problem(String text) {
        var problems = new Problems();
        var unused = YamlParser.parseFile(text, "f", Path.of(""), problems);
        assertThat(problems.inLineOrder()).hasSizeLessThanOrEqualTo(1);
        return problems.isEmpty() ? "" : problems.inLineOrder().get(0).toString();
    }
}
