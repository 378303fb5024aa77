/** What all commands share: options, the terminal, exit statuses, and how failures are explained. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli.base;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
