/** Scenario files: what they say, how they are read, checked, overlaid and shown. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.scenario;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
