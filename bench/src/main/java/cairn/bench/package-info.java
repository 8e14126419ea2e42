/**
 * Measurements: benchmarks of single operations, the synthetic chain, and imports timed from end to
 * end.
 */
@NullMarked
package cairn.bench;

import org.jspecify.annotations.NullMarked;
