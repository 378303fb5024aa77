/** Measures a replication while it runs; part of the hot loop. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.measure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
