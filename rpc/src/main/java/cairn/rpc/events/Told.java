package cairn.rpc.events;

import cairn.primitives.BlockHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.Txid;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What all events together have told: where the chain ends, and what is in the mempool. Not
 * thread-safe.
 */
final class Told {
  private static final int HASH_BYTES = 32;

  BlockHash tip;
  final Set<Txid> mempool = new HashSet<>();

  /** The number of the mempool's next change in this run of the node. */
  long nextSequence = 1;

  Told(BlockHash tip) {
    this.tip = tip;
  }

  /** Both, and a hash of them. */
  Bytes encode() {
    var writer = new ByteWriter(HASH_BYTES * (mempool.size() + 2)).hash(tip);
    mempool.forEach(writer::hash);
    return writer.bytes(Sha256.hash(writer.toBytes())).toBytes();
  }

  /** Empty if these bytes are not what was written. */
  static Optional<Told> decode(byte[] bytes) {
    int length = bytes.length - HASH_BYTES;
    if (length < HASH_BYTES || length % HASH_BYTES != 0) {
      return Optional.empty();
    }
    var hash = Sha256.hash(Bytes.wrap(bytes, 0, length));
    if (!hash.equals(Bytes.wrap(bytes, length, HASH_BYTES))) {
      return Optional.empty();
    }
    var told = new Told(BlockHash.fromWire(bytes, 0));
    for (int at = HASH_BYTES; at < length; at += HASH_BYTES) {
      told.mempool.add(Txid.fromWire(bytes, at));
    }
    return Optional.of(told);
  }
}
