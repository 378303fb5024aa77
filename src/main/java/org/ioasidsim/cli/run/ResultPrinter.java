package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.report.answer.BriefText;
import org.ioasidsim.report.answer.ComparisonText;
import org.ioasidsim.report.answer.MailingListText;
import org.ioasidsim.report.answer.TerminalTable;

/** Prints results to standard output in the chosen format. JSON is one document: a list if there are several files. */
public final class ResultPrinter {
    private final Console console;
    private final Options options;
    private final Options.Format format;
    private final int files;
    private final String introduction;
    private final boolean isStored;
    private final List<String> documents = new ArrayList<>();

    /** Makes a printer of what was just simulated: what this command line set is said above it. */
    public ResultPrinter(Console console, Options options, int files) {
        this(console, options, files, "", false);
    }

    private ResultPrinter(Console console, Options options, int files, String introduction, boolean isStored) {
        if (options.format == Options.Format.CSV && files > 1) {
            throw CommandFailure.usage("--format csv prints one table: give one FILE, or read summary.csv of each");
        }
        this.console = console;
        this.options = options;
        this.format = options.format;
        this.files = files;
        this.introduction = introduction;
        this.isStored = isStored;
    }

    /** Returns a printer of what was simulated earlier: what was set then is said above it. */
    public static ResultPrinter ofStored(Console console, Options options, int files) {
        return new ResultPrinter(console, options, files, "", true);
    }

    /** Returns a printer of one result that says {@code sentence} above it: what the command itself makes of the scenario. */
    public static ResultPrinter introducedBy(String sentence, Console console, Options options) {
        return new ResultPrinter(console, options, 1, sentence, false);
    }

    /** Prints a result: its comparison if there is one, else each variant. */
    public void print(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        comparison.ifPresentOrElse(made -> print(result, made, info), () -> print(result, info));
    }

    private void print(ExperimentResult result, Comparison comparison, RunInfo info) {
        switch (format) {
            case TEXT ->
                print(
                        result,
                        isColoured -> ComparisonText.brief(result, comparison, isColoured),
                        () -> ComparisonText.text(result, comparison));
            case CSV -> console.out().print(ComparisonText.csv(comparison));
            case MARKDOWN -> console.out().print(ComparisonText.markdown(result, comparison));
            case LKML -> console.out().print(mail(result, Optional.of(comparison), info));
            case JSON -> documents.add(TerminalTable.json(result, Optional.of(comparison)));
        }
    }

    private void print(ExperimentResult result, RunInfo info) {
        switch (format) {
            case TEXT ->
                print(result, isColoured -> BriefText.of(result, isColoured), () -> TerminalTable.text(result));
            case CSV -> console.out().print(TerminalTable.csv(result));
            case MARKDOWN -> console.out().print(TerminalTable.markdown(result));
            case LKML -> console.out().print(mail(result, Optional.empty(), info));
            case JSON -> documents.add(TerminalTable.json(result));
        }
    }

    private String mail(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        return options.full
                ? MailingListText.full(result, comparison, info)
                : MailingListText.of(result, comparison, info);
    }

    /** Prints the answer in brief, or with {@code --full} everything. */
    private void print(ExperimentResult result, Function<Boolean, String> brief, Supplier<String> full) {
        console.out().print(changes(result));
        if (options.full) {
            console.out().print(full.get());
        } else {
            console.printSafe(brief.apply(options.isColoured(console, console.outIsTerminal())));
        }
    }

    /** Prints what needs all results, the JSON document. */
    public void finish() {
        if (format == Options.Format.JSON) {
            console.out().print(files == 1 ? String.join("", documents) : "[" + String.join(",", documents) + "]\n");
        }
    }

    private String changes(ExperimentResult result) {
        List<String> set = isStored
                ? result.file().overrides()
                : options.overrides().lastOfEach().texts();
        return introduction + (set.isEmpty() ? "" : "Changed from the file: " + String.join(", ", set) + "\n");
    }
}
