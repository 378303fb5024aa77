package org.ioasidsim.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The forms that values take in a scenario, for those who read a {@link Section}: the one catalogue of them, also for the author of a policy. */
public final class Forms {
    private Forms() {}

    /**
     * Returns the form of a text that matches {@code pattern} as a whole.
     *
     * @param expected what a message says was expected
     * @param placeholder the value that stands in for a wrong one
     */
    public static Form<String> text(String expected, String pattern, String placeholder) {
        return ScalarForms.text(expected, pattern, placeholder);
    }

    /** Returns the form of a time above 0, in seconds. */
    public static Form<Double> positiveTime() {
        return ScalarForms.positiveTime();
    }

    /** Returns the form of a time of 0 or more, in seconds. */
    public static Form<Double> time() {
        return ScalarForms.time();
    }

    /** Returns the form of a rate above 0, in events per second. */
    public static Form<Double> rate() {
        return ScalarForms.rate();
    }

    /** Returns the form of a whole number from {@code min} to {@code max}; {@link Long#MAX_VALUE}: without an upper bound. */
    public static Form<Long> count(long min, long max) {
        return ScalarForms.count(min, max);
    }

    /** Returns the form of a whole number of at least {@code min} that fits an {@code int}. */
    public static Form<Integer> smallCount(int min) {
        return map(count(min, Integer.MAX_VALUE), Math::toIntExact);
    }

    /** Returns the form of a whole number or {@code max}, which is {@link Long#MAX_VALUE}. */
    public static Form<Long> countOrMax(long min) {
        return or(Map.of("max", Long.MAX_VALUE), count(min, Long.MAX_VALUE));
    }

    /** Returns the form of a number in {@code [min, max]}; positive infinity: without an upper bound. */
    public static Form<Double> number(double min, double max) {
        return ScalarForms.number(min, max);
    }

    /** Returns the form of a number above 0. */
    public static Form<Double> positive() {
        return ScalarForms.positive();
    }

    /** Returns the form of a number in [0, 1], or a percentage. */
    public static Form<Double> probability() {
        return ScalarForms.probability();
    }

    /** Returns the form of {@code on} or {@code off}. */
    public static Form<Boolean> onOff() {
        return ScalarForms.onOff();
    }

    /** Returns the form of a constant of an enum, as {@link #word} spells it. */
    public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        return ScalarForms.choice(type);
    }

    /** Returns an enum's constant as scenarios spell it: in lower case and with {@code -}. */
    public static String word(Enum<?> constant) {
        return ScalarForms.word(constant);
    }

    /** Returns the form of one of several words; messages list them in the map's order. */
    public static <T> Form<T> words(Map<String, T> words) {
        return ScalarForms.words(words);
    }

    /** Returns the form of a file's path, resolved against the directory of the file that writes it. */
    public static Form<Path> file() {
        return ScalarForms.file();
    }

    /** Returns the form of some words, or else of {@code form}. */
    public static <T> Form<T> or(Map<String, ? extends T> words, Form<T> form) {
        return new CombinedForms.WordsOrForm<>(Map.copyOf(words), form);
    }

    /** Returns the form of {@code first} where it takes the node, else of {@code second}. */
    public static <T> Form<T> either(Form<? extends T> first, Form<? extends T> second) {
        return new CombinedForms.EitherForm<>(first, second);
    }

    /** Returns the form of {@code keyed} where a mapping has the key {@code key}, else of {@code otherwise}, which messages name. */
    public static <T> Form<T> withKey(String key, Form<? extends T> keyed, Form<T> otherwise) {
        return new CombinedForms.KeyedForm<>(key, keyed, otherwise);
    }

    /** Returns {@code form} followed by {@code function}, which converts the value. */
    public static <T, R> Form<R> map(Form<T> form, Function<? super T, ? extends R> function) {
        return new CombinedForms.MappedForm<>(form, function);
    }

    /** Returns {@code form} followed by {@code function}, which may check or convert the value and report problems at its place. */
    public static <T, R> Form<R> then(
            Form<T> form, R placeholder, BiFunction<? super T, Cursor, ? extends R> function) {
        return new CombinedForms.ThenForm<>(form, placeholder, function);
    }

    /** Returns a form that may contain itself, known by {@code name}. */
    public static <T> Form<T> named(String name, T placeholder, Supplier<Form<T>> form) {
        return new CombinedForms.NamedForm<>(name, placeholder, form);
    }

    /** Returns the form of a mapping read key by key. */
    public static <T> Form<T> section(Function<Section, T> read) {
        return new CollectionForms.SectionForm<>(read);
    }

    /** Returns the form of a list. */
    public static <T> Form<List<T>> list(Form<T> item) {
        return new CollectionForms.ListForm<>(item, 0);
    }

    /** Returns the form of a list with at least one item. */
    public static <T> Form<List<T>> listOfSome(Form<T> item) {
        return new CollectionForms.ListForm<>(item, 1);
    }

    /** Returns the form of a mapping with free keys that match {@code keyPattern}, in the order of the file; {@code value} gives the form of each key's value. */
    public static <T> Form<Map<String, T>> mapOf(
            String keyExpected, String keyPattern, Function<String, Form<T>> value) {
        return mapOf(keyExpected, keyPattern, value, Synonyms.NONE);
    }

    /** Returns the same of a mapping some of whose keys say the same; what is laid over it replaces these as {@code synonyms} knows. */
    public static <T> Form<Map<String, T>> mapOf(
            String keyExpected, String keyPattern, Function<String, Form<T>> value, Synonyms synonyms) {
        return new CollectionForms.MapForm<>(keyExpected, keyPattern, value, synonyms);
    }

    /** Returns the form of a mapping with exactly one of several keys, each with a form of its own. */
    public static <T> Form<T> oneOf(List<Alternative<? extends T>> alternatives) {
        return new CollectionForms.OneOfForm<>(List.copyOf(alternatives));
    }

    /** Returns the form of a mapping whose key {@code tag} names one of {@code alternatives}, which reads the other keys; the name alone will do. */
    public static <T> Form<T> tagged(String tag, List<Alternative<? extends T>> alternatives) {
        return new CollectionForms.TaggedForm<>(tag, List.copyOf(alternatives));
    }

    /** Returns a key that {@link #oneOf} or {@link #tagged} may find. */
    public static <T> Alternative<T> alternative(String key, String doc, Form<T> form) {
        return new Alternative<>(key, doc, form);
    }

    /** Returns the form of a node that is read elsewhere. */
    public static Form<Node> raw(String expected) {
        return new RawForm(expected);
    }
}
