/**
 * Blocks and their undo data in numbered files, named and framed as Bitcoin Core's, so that a
 * {@code blocks} folder of Core's can be taken over, and tools that read such files work.
 *
 * <p>{@code blk00000.dat} holds blocks in the order in which they came, each as the network's
 * magic, the length in four bytes, and the block; {@code rev00000.dat} holds, framed the same and
 * with a checksum behind it, what undoes the blocks of {@code blk00000.dat}, in the order in which
 * they were connected. All bytes are XORed with the key in {@code xor.dat}.
 *
 * <p>{@link cairn.ledger.blockfiles.BlockFiles} writes at the end and reads anywhere. The files do
 * not say where a block is: that is in the header index, which is written later, and what it does
 * not name is overwritten. {@link cairn.ledger.blockfiles.BlockScanner} finds blocks without it.
 */
@NullMarked
package cairn.ledger.blockfiles;

import org.jspecify.annotations.NullMarked;
