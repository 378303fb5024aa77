/**
 * Op scripts: a small language that drives the modelled kernel one operation at a time, without a clock.
 *
 * <p>An operation is one entry of a catalogue, such as {@code DeviceOperations}: how it is written, what help says of it, its settings and
 * its effect. {@code Operations} collects the catalogues; the list of operations, help, completion, reading, checking and running all go
 * through it, so a new operation is a new entry and nothing else.
 *
 * <p>An effect gets a {@code ScriptedHost}, which knows what the script gave names to, and answers a {@code Reply}. Replies are values:
 * they become text only in a result line. The sentence that {@code explain} shows travels with the reply of what was refused.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
