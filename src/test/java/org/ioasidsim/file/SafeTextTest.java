package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text of others must not move the cursor, hide what stands there, or pass for a line of ours. */
class SafeTextTest {
    @Test
    void showsWhatATerminalWouldObey() {
        assertThat(SafeText.line("a\u001b[2Jb\u0007\u009bc\u007f\r\nx.yaml:1:1: d\t"))
                .isEqualTo("a\\u001b[2Jb\\u0007\\u009bc\\u007f\\u000d\\u000ax.yaml:1:1: d\\u0009");
    }

    @Test
    void showsWhatChangesTheDirectionOfWriting() {
        assertThat(SafeText.block("a\u202eb\u2066c\u200fd\ufeff\u2028\ud800"))
                .isEqualTo("a\\u202eb\\u2066c\\u200fd\\ufeff\\u2028\\ud800");
        assertThat(SafeText.line("\udb40\udc41")).as("a tag").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void leavesTextOfAllLanguages() {
        String text = "é 日本語 😀 می\u200cخواهم\n\tx";
        assertThat(SafeText.block(text)).isSameAs(text);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(SafeText.quote("a\n".repeat(1_000))).isEqualTo("a\\u000a".repeat(1_000));
        assertThat(SafeText.quote("a" + "\ud83d\ude00".repeat(1_000)))
                .isEqualTo("a" + "\ud83d\ude00".repeat(999) + "... (2001 characters)");
    }
}
