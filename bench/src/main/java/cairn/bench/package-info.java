/**
 * Measurements: benchmarks of single operations, the synthetic chain, imports timed from end to
 * end, and connections that are of no use.
 */
@NullMarked
package cairn.bench;

import org.jspecify.annotations.NullMarked;
