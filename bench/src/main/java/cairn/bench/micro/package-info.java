/**
 * Times single operations with JMH: {@code ./cairn bench micro}. Each benchmark has something in
 * the same run that it can be compared with.
 */
@NullMarked
package cairn.bench.micro;

import org.jspecify.annotations.NullMarked;
