/**
 * Scenario files: their content as records, and how they are read, overlaid, checked and shown.
 *
 * <p>A file is read in three steps. Includes, variants and values of the command line are overlays of YAML trees; each variant's tree is read
 * key by key ({@code ScenarioParts}), which fills in defaults and keeps the tree that {@code show} prints; then the parts are checked against
 * each other ({@code ScenarioChecks}). All problems of all steps are reported together.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.scenario;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
