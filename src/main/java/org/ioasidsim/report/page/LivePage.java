package org.ioasidsim.report.page;

/** The page that does nothing but simulate a scenario. */
public record LivePage(String scenario, String question, LivePanel panel) {
    /** The name of its file. */
    public static final String FILE = "live.html";

    /** Returns the page. */
    public String html() {
        return Rendering.of((output, interceptor, nonce) -> JteliveGenerated.render(output, interceptor, this, nonce));
    }
}
