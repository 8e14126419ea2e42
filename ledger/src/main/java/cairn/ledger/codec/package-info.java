/**
 * The compact forms in which coins and undo data are stored, byte for byte as Bitcoin Core has
 * them.
 *
 * <p>Pure functions between values and bytes. A coin is two numbers and a script, and each has a
 * short form of its own: {@link cairn.ledger.codec.CoinCodec} puts them together, {@link
 * cairn.ledger.codec.BlockUndo} is all the coins that a block spent. Decoders promise nothing of
 * the values but that they could be read.
 */
@NullMarked
package cairn.ledger.codec;

import org.jspecify.annotations.NullMarked;
