package org.ioasidsim.report.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.function.BiConsumer;

/** Renders a template with its content; text is escaped for the place where it stands. */
final class Rendering {
    private static final HtmlInterceptor AS_WRITTEN = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    };

    private Rendering() {}

    static String of(BiConsumer<HtmlTemplateOutput, HtmlInterceptor> template) {
        StringOutput text = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(text), AS_WRITTEN);
        return text.toString();
    }
}
