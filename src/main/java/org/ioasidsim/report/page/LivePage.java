package org.ioasidsim.report.page;

/**
 * The page that simulates: it holds the engine and a scenario.
 *
 * @param json what its script reads, safe inside a script element
 * @param engine compressed, in base 64
 */
public record LivePage(String scenario, String question, String json, String engine) {
    /** Returns the page. */
    public String html() {
        return Rendering.of((output, interceptor, nonce) -> JteliveGenerated.render(output, interceptor, this, nonce));
    }
}
