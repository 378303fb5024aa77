/**
 * The command line: the only place with standard streams, exit statuses and picocli. {@code command} has one class for each command,
 * {@code run} what several commands do (simulate, print, write), {@code base} what all of them share.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
