/** Methods by which blocks and headers are handed to the node, and those that mine for tests. */
@NullMarked
package cairn.rpc.mining;

import org.jspecify.annotations.NullMarked;
