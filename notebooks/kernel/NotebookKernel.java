package notebooks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * A Jupyter kernel that runs Java by the JDK's own shell, within this process and on its class path. What a cell prints is its output;
 * {@link Notebook} shows tables and pictures. The value of an expression is not shown.
 */
final class NotebookKernel extends BaseKernel {
    private final JShell shell = JShell.builder().executionEngine("local").build();

    private NotebookKernel(Builder builder) {
        super(
                "ioasid-sim",
                "1",
                new LanguageInfo.Builder("Java")
                        .version(System.getProperty("java.specification.version"))
                        .mimetype("text/x-java-source")
                        .fileExtension(".java")
                        .build(),
                List.of(),
                builder.history(),
                builder.io(),
                builder.comms(),
                builder.renderer(),
                builder.magics(),
                builder.registry(),
                false,
                builder.styler());
        shell.addToClasspath(System.getProperty("java.class.path"));
        evalRaw("import java.nio.file.*; import java.util.*; import java.util.stream.*;");
        evalRaw("import static notebooks.Notebook.*;");
    }

    /** Serves the notebook whose connection file is the only argument. */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        var connection = new JupyterConnection(properties);
        var kernel = new Builder().build();
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    /** Runs a cell, statement by statement; the first that does not compile or that throws ends it. */
    @Override
    public Object evalRaw(String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = next.source() == null ? rest : next.source();
            shell.eval(source).forEach(this::require);
            rest = next.source() == null ? "" : next.remaining();
        }
        return null;
    }

    private void require(SnippetEvent event) {
        if (event.status() == Snippet.Status.REJECTED) {
            throw new IllegalArgumentException(shell.diagnostics(event.snippet())
                    .map(problem -> problem.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n", "", "\nin: " + event.snippet().source())));
        }
        if (event.exception() instanceof EvalException thrown) {
            throw new IllegalStateException(thrown.getExceptionClassName() + ": " + thrown.getMessage(), thrown);
        }
        if (event.exception() != null) {
            throw new IllegalStateException(event.exception().getMessage(), event.exception());
        }
    }

    @Override
    public DisplayData eval(String cell) {
        evalRaw(cell);
        return null;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        String text = shell.sourceCodeAnalysis().documentation(code, at, true).stream()
                .map(found -> found.signature() + "\n" + String.valueOf(found.javadoc()))
                .collect(Collectors.joining("\n\n"));
        return text.isEmpty() ? null : new DisplayData(text);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        int[] anchor = {at};
        List<String> words = shell.sourceCodeAnalysis().completionSuggestions(code, at, anchor).stream()
                .map(suggestion -> suggestion.continuation())
                .distinct()
                .collect(Collectors.toList());
        return new ReplacementOptions(words, anchor[0], at);
    }

    @Override
    public String isComplete(String code) {
        Completeness completeness =
                shell.sourceCodeAnalysis().analyzeCompletion(code).completeness();
        return completeness == Completeness.UNKNOWN
                ? IS_COMPLETE_BAD
                : completeness.isComplete() ? IS_COMPLETE_YES : IS_COMPLETE_MAYBE;
    }

    @Override
    public void interrupt() {
        shell.stop();
    }

    /** The library's parts, as it makes them by default. */
    private static final class Builder extends BaseKernelBuilder<Builder, NotebookKernel> {
        @Override
        public NotebookKernel build() {
            return new NotebookKernel(this);
        }

        private HistoryManager history() {
            return buildHistoryManager();
        }

        private JupyterIO io() {
            return buildJupyterIO(StandardCharsets.UTF_8);
        }

        private CommManager comms() {
            return buildCommManager();
        }

        private Renderer renderer() {
            return buildRenderer();
        }

        private MagicParser magics() {
            return new MagicParser("(?!)(.)", "(?!)(.)", buildMagicTranspiler());
        }

        private MagicsRegistry registry() {
            return buildMagicsRegistry();
        }

        private StringStyler styler() {
            return buildErrorStyler();
        }
    }
}
