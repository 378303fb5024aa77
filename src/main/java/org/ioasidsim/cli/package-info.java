/** The commands: the only place with standard output, exit codes and picocli. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
