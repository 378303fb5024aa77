/**
 * Probabilities of refusals too rare to be counted, by multilevel splitting: {@link org.ioasidsim.experiment.rare.Splitting} finds where paths
 * split and estimates call congestion; {@link org.ioasidsim.experiment.rare.SplitPath} is one path.
 *
 * <p>A path is restored from a saved state ({@link org.ioasidsim.state}) and goes on with other random numbers. What has no memory is drawn
 * anew at that point: the next arrivals and the rest of exponential holds. Without that, all repeats of a path share the departures that lie
 * ahead, and ten times as many events are needed for the same interval (1,023 ids, blocking 7e-10). Holds of other laws keep their ends.
 *
 * <p>Where requests are Poisson and lost when refused, the law of the uncapped demand is known, and paths start just below the limit instead of
 * empty: see {@link org.ioasidsim.experiment.rare.Floor}.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.rare;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
