/** The commands, one file each: its options, the calls that do the work, and what it prints. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
