package cairn.ledger;

import cairn.primitives.Block;
import cairn.primitives.Bytes;
import java.util.List;

/** Reads stored blocks from their files. For any thread; each call waits for the disk. */
public interface BlockReader {
  /** A block as it goes over the wire, with its witnesses. Only its header is looked at. */
  Bytes bytes(IndexedBlock block) throws BlockUnavailableException;

  /** Some of a block's bytes as they go over the wire; nothing of them is looked at. */
  Bytes part(IndexedBlock block, int offset, int length) throws BlockUnavailableException;

  /** A block, whose hash has been found to be the right one. */
  Block block(IndexedBlock block) throws BlockUnavailableException;

  /**
   * What a block spent: for each transaction but the first, the coin of each input, in order. The
   * genesis block has spent nothing.
   */
  List<List<Coin>> spent(IndexedBlock block) throws BlockUnavailableException;
}
