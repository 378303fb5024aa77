package org.ioasidsim.report.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Renders a template with its content; text is escaped for the place where it stands, and control and bidirectional characters are shown.
 *
 * <p>Only style sheets and scripts with the page's nonce count, so that text that slipped through every escape would still do nothing. The
 * nonce is a digest of the page itself, which makes the same results the same bytes and which no text of the page can foresee. Styles as
 * attributes are allowed: charts consist of them.
 *
 * <p>Source: W3C, Content Security Policy Level 3, section 6.7.
 */
final class Rendering {
    private static final HtmlInterceptor AS_WRITTEN = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    };

    private static final int NONCE_LENGTH = 32;

    private Rendering() {}

    /** A template; it writes {@code nonce} into its policy and into each of its style sheets and scripts. */
    interface Template {
        void render(HtmlTemplateOutput output, HtmlInterceptor interceptor, String nonce);
    }

    static String of(Template template) {
        String mark =
                UUID.randomUUID().toString(); // where the nonce goes; random, so that no text of a user can contain it
        StringOutput text = new StringOutput();
        template.render(new UnbrokenText(text), AS_WRITTEN, mark);
        String page = SafeText.block(text.toString());
        // of what the page says: the same results give the same bytes
        String nonce = Digests.sha256(page.replace(mark, "").getBytes(StandardCharsets.UTF_8));
        return page.replace(mark, nonce.substring(0, NONCE_LENGTH));
    }

    /**
     * Keeps a number and its percent sign or unit of time on one line, and an error code, such as {@code -EBUSY}, which would break behind its hyphen; except
     * in what a reader copies. The code keeps its plain hyphen, so that it is found and copied as it is known.
     */
    private static final class UnbrokenText extends OwaspHtmlTemplateOutput {
        private static final Set<String> COPIED = Set.of("pre", "code", "script");
        private static final Pattern SPACE = Pattern.compile("(?<=\\d) (?=%|(?:[nµm]?s|min|h|d)\\b)");

        private static final Pattern ERRNO = Pattern.compile("(?<![\\w-])-E[A-Z0-9]{2,}\\b");

        /** The elements in which there is text alone. */
        private static final Set<String> UNMARKED = Set.of("title", "option");

        private boolean isProse;
        private boolean takesMarks;

        UnbrokenText(TemplateOutput output) {
            super(output);
        }

        @Override
        public void setContext(String tag, @Nullable String attribute) {
            super.setContext(tag, attribute);
            isProse = attribute == null && !COPIED.contains(tag);
            takesMarks = isProse && !UNMARKED.contains(tag);
        }

        @Override
        public void writeUserContent(@Nullable String text) {
            if (text == null || !isProse) {
                super.writeUserContent(text);
                return;
            }
            String spaced = SPACE.matcher(text).replaceAll("\u00a0");
            Matcher errno = ERRNO.matcher(spaced);
            int written = 0;
            while (takesMarks && errno.find()) {
                super.writeUserContent(spaced.substring(written, errno.start()));
                writeContent("<span class=\"errno\">" + errno.group() + "</span>");
                written = errno.end();
            }
            super.writeUserContent(spaced.substring(written));
        }
    }
}
