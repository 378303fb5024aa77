package org.ioasidsim.report.page;

import java.util.Map;

/**
 * A page and the files that it needs beside it.
 *
 * @param beside the contents by the files' names
 */
public record PageFiles(String html, Map<String, String> beside) {
    public PageFiles {
        beside = Map.copyOf(beside);
    }
}
