package notebooks;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.ioasidsim.api.Estimate;
import org.ioasidsim.api.ResultChart;

/** What a cell shows besides the text that it prints. */
public final class Notebook {
    private Notebook() {}

    /** Shows a chart at its natural size. */
    public static void show(ResultChart chart) {
        DisplayData data = new DisplayData(chart.alt());
        data.putData("image/png", Base64.getEncoder().encodeToString(chart.png()));
        BaseKernel.notebookKernel().display(data);
    }

    /** Returns a fraction in per cent with its interval. */
    public static String percent(Estimate estimate) {
        return String.format(
                "%.1f %% (%.1f to %.1f)", 100 * estimate.mean(), 100 * estimate.lower(), 100 * estimate.upper());
    }

    /** Shows a table; the heads are separated by {@code |}, each row is its cells. */
    public static void table(String heads, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(List.of(heads.split("\\|"))));
        text.append(line(List.of(heads.split("\\|")).stream().map(head -> "---").collect(Collectors.toList())));
        rows.forEach(row -> text.append(line(row)));
        DisplayData data = new DisplayData(text.toString());
        data.putMarkdown(text.toString());
        BaseKernel.notebookKernel().display(data);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(String::strip).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
