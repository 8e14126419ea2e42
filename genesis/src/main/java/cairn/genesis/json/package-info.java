/** JSON for programs that are over in a moment: the least of a library that reads it. */
@NullMarked
package cairn.genesis.json;

import org.jspecify.annotations.NullMarked;
