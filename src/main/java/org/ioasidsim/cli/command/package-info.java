/** The commands, one file each: the command line of each, what it calls, what it prints. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
