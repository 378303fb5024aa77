package org.ioasidsim.yaml;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** A parser that ends at too deep nesting: whoever composes a tree goes down it recursively and would run out of stack. */
final class ShallowParser implements Parser {
    private final Parser parser;
    private final int mostLevels;
    private int levels;

    ShallowParser(Parser parser, int mostLevels) {
        this.parser = parser;
        this.mostLevels = mostLevels;
    }

    /** Returns what is said of a file that is nested deeper. */
    static String message(int mostLevels) {
        return "found more than " + mostLevels + " levels of nesting";
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> levels++;
            case MappingEnd, SequenceEnd -> levels--;
            default -> {}
        }
        if (levels > mostLevels) {
            throw new ParserException(message(mostLevels), event.getStartMark());
        }
        return event;
    }
}
