/** What all commands share: options, the terminal, exit statuses, and the explanation of failures. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli.base;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
