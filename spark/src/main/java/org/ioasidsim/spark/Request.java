package org.ioasidsim.spark;

import java.io.Serializable;

/** A task, with the number by which its answer is known. */
record Request(long number, byte[] bytes) implements Serializable {}
