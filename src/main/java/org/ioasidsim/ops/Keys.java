package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that one operation takes, in the order in which its help shows them. */
final class Keys {
    /** What an operation without settings takes. */
    static final Keys NONE = of();

    private final Map<String, Key> byName = new LinkedHashMap<>();
    private final Check check;

    /** Finds what is wrong with settings that fit one by one. */
    interface Check {
        List<OpProblem> problems(int line, Settings settings);
    }

    private Keys(Check check, Key... keys) {
        this.check = check;
        for (Key key : keys) {
            byName.put(key.name(), key);
        }
    }

    static Keys of(Key... keys) {
        return checked((line, settings) -> List.of(), keys);
    }

    /** Returns keys whose values must also fit each other, as {@code check} says. */
    static Keys checked(Check check, Key... keys) {
        return new Keys(check, keys);
    }

    /** Returns a line for each key: how it is written, what it says, and what holds without it. */
    List<String> help() {
        return byName.values().stream()
                .flatMap(key -> HelpLines.beside("  " + key.usage(), 35, key.doc()).stream())
                .toList();
    }

    /** Returns the keys that are not there, stand twice, or have a value that they cannot have. */
    List<OpProblem> problems(int line, Settings settings) {
        if (settings.written().isEmpty()) {
            return List.of();
        }
        List<OpProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String setting : settings.written()) {
            String name = Settings.key(setting);
            Key key = byName.get(name);
            boolean isFirst = seen.add(name);
            if (key == null) {
                problems.add(new OpProblem(line, "one of " + String.join(", ", byName.keySet()), "'" + name + "'"));
            } else if (!isFirst) {
                problems.add(new OpProblem(line, name + " once", "'" + setting + "' as well"));
            } else if (!key.fits().test(Settings.value(setting))) {
                problems.add(new OpProblem(line, key.usage(), "'" + setting + "'"));
            }
        }
        return problems;
    }

    /** Returns the contradictions between settings in which {@link #problems} found nothing. */
    List<OpProblem> contradictions(int line, Settings settings) {
        return check.problems(line, settings);
    }
}
