package org.ioasidsim.yaml;

/** Knows which entries of a mapping with free keys say the same under different keys, so that the one that is laid over the other replaces it. */
public interface Synonyms {
    /** Every key says something of its own. */
    Synonyms NONE = (below, over) -> below;

    /** Returns {@code below} without what {@code over}, which is about to be laid over it, says in its place; the entry of the same key stays. */
    Node.Mapping without(Node.Mapping below, Node.Field over);
}
