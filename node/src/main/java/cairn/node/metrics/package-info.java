/**
 * Metrics: how the node is doing, in numbers, for Prometheus to fetch now and then.
 *
 * <p>{@link cairn.node.metrics.Metrics} has them all; each group is a class that registers what it
 * knows of. What has to be counted is counted where it happens, everything else is looked up when
 * somebody asks. {@code docs/metrics.md} lists them, and a test holds it against what is served.
 */
@NullMarked
package cairn.node.metrics;

import org.jspecify.annotations.NullMarked;
