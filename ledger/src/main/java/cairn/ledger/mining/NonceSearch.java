package cairn.ledger.mining;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Sha256;
import cairn.primitives.Target;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BooleanSupplier;

/** Looks for the nonce that gives a block its proof of work, from 0 upwards. */
public final class NonceSearch {
  /** The last nonce is not tried, as in Core. */
  private static final long END = 0xffff_ffffL;

  private static final int LOOK_UP_EVERY = 1 << 16;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private NonceSearch() {}

  /** How a search ended. */
  public sealed interface Outcome {
    /** How many nonces were tried in vain. */
    long tried();

    record Found(Block block, long tried) implements Outcome {}

    /** No nonce will do; another time or coinbase may. */
    record NoneFits(long tried) implements Outcome {}

    /** As many as allowed were tried, or it was to stop. */
    record GivenUp(long tried) implements Outcome {}
  }

  /**
   * Searches on this thread.
   *
   * @param block with a target that there is
   * @param maxTries how many nonces may be tried in vain
   * @param stopping whether to give up; asked now and then
   */
  public static Outcome search(Block block, long maxTries, BooleanSupplier stopping) {
    var header = block.header();
    var target = Target.fromCompact(header.bits()).orElseThrow();
    var bytes = header.serialized().toArray();
    var sha256 = new Sha256();
    for (long nonce = 0; nonce < END; nonce++) {
      if (nonce == maxTries || (nonce % LOOK_UP_EVERY == 0 && stopping.getAsBoolean())) {
        return new Outcome.GivenUp(nonce);
      }
      INT.set(bytes, BlockHeader.NONCE_OFFSET, (int) nonce);
      var digest = sha256.update(bytes, 0, bytes.length).finishTwice();
      if (target.isMetBy(BlockHash.fromWire(digest.backingArray(), digest.backingOffset()))) {
        var found = Block.of(header.withNonce(nonce), block.transactions());
        return new Outcome.Found(found, nonce);
      }
    }
    return new Outcome.NoneFits(END);
  }
}
