/** Methods about the block chain: what is in it, and which branch is followed. */
@NullMarked
package cairn.rpc.blockchain;

import org.jspecify.annotations.NullMarked;
