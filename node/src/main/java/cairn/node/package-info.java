/** The program: configuration, wiring, start and stop; no rules. */
@NullMarked
package cairn.node;

import org.jspecify.annotations.NullMarked;
