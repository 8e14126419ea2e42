/** Small files that a node keeps for its next start, each written whole. */
@NullMarked
package cairn.p2p.files;

import org.jspecify.annotations.NullMarked;
