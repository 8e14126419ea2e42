/** Times an import from end to end: {@code ./cairn bench import FILE}. */
@NullMarked
package cairn.bench.imports;

import org.jspecify.annotations.NullMarked;
