/** Reads YAML mappings key by key and gathers every problem with its place. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.yaml;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
