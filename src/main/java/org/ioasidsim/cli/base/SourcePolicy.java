package org.ioasidsim.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.ioasidsim.file.TemporaryFiles;
import org.ioasidsim.policy.PolicyPlugin;

/** Compiles one source file against this program with the JDK's compiler, and loads the policies in it. */
final class SourcePolicy {
    private static final String SUFFIX = ".java";

    private final Path source;

    private SourcePolicy(Path source) {
        this.source = source;
    }

    /** Returns the policies in {@code source}, at least one. Throws {@link CommandFailure} with a line for each error of the compiler. */
    static List<PolicyPlugin> load(Path source) {
        InputFile.requireReadable(source);
        return new SourcePolicy(source).load();
    }

    private List<PolicyPlugin> load() {
        Path classes = temporaryDirectory();
        try {
            compile(classes);
            return plugins(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(classes);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return TemporaryFiles.directory("ioasid-sim-policy");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) throws IOException {
        if (!source.toString().endsWith(SUFFIX)) {
            throw CommandFailure.invalid(source + ": expected a Java source, FILE" + SUFFIX + ", with --policy-source");
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw CommandFailure.usage(
                    "--policy-source needs the compiler of a JDK, and this Java has none: point JAVA_HOME at a JDK");
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-g");
            boolean isCompiled = compiler.getTask(
                            null, files, diagnostics, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!isCompiled) {
                throw new CommandFailure(ExitStatus.INPUT_INVALID, problems(diagnostics));
            }
        }
    }

    private List<String> problems(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(this::problem)
                .toList();
    }

    private String problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", "; ");
        String place = diagnostic.getLineNumber() == Diagnostic.NOPOS
                ? ""
                : diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber() + ": ";
        return source + ":" + place + message;
    }

    private List<PolicyPlugin> plugins(Path classes) throws IOException {
        List<PolicyPlugin> plugins = new ArrayList<>();
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, PolicyPlugin.class.getClassLoader());
                Stream<Path> files = Files.walk(classes)) {
            // all classes are loaded now: the files are deleted when this returns
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".class")) {
                    Class<?> type = load(loader, name(classes, file));
                    if (PolicyPlugin.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        plugins.add(instance(type));
                    }
                }
            }
        }
        if (plugins.isEmpty()) {
            throw CommandFailure.invalid(
                    source + ": expected a class that implements " + PolicyPlugin.class.getName() + ", found none");
        }
        return plugins;
    }

    private static String name(Path classes, Path file) {
        String path = classes.relativize(file).toString();
        return path.substring(0, path.length() - ".class".length()).replace(path.contains("\\") ? '\\' : '/', '.');
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private PolicyPlugin instance(Class<?> type) {
        try {
            return (PolicyPlugin) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    source + ": expected a public class " + type.getName()
                            + " with a public constructor without parameters, which cannot be called: " + cause(e),
                    e);
        }
    }

    private static String cause(ReflectiveOperationException e) {
        return String.valueOf(e.getCause() == null ? e : e.getCause());
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
