package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code pruneblockchain}: deletes old blocks. */
public final class PruneBlockchain implements RpcMethod {
  private static final Logger log = LoggerFactory.getLogger(PruneBlockchain.class);

  /** A higher number is no height but a time, which none before September 2001 is. */
  private static final int MAX_HEIGHT = 1_000_000_000;

  /** How much older than the blocks after it a block may seem, in seconds. */
  private static final int TIMESTAMP_WINDOW = 2 * 60 * 60;

  /** Never deleted, so that there can be reorganisations. */
  private static final int MIN_BLOCKS_TO_KEEP = 288;

  private final Ledger ledger;

  public PruneBlockchain(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "pruneblockchain";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Deletes old blocks, and what they spent, as far as that is allowed.",
            "The node must have been started with -prune.")
        .takes(
            Argument.number(
                "height",
                "The last block that may go: its height, or a time in seconds since 1970, two hours"
                    + " before which it must have been made."))
        .gives(Result.number("The height of the last block that is gone"))
        .example("1000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (!ledger.config().prunes()) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "Cannot prune blocks because node is not in prune mode.");
    }
    int height = height(call.integer("height"));
    int tip = ledger.chain().height();
    if (tip < ledger.config().network().defaults().pruneAfterHeight()) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Blockchain is too short for pruning.");
    }
    if (height > tip) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Blockchain is shorter than the attempted prune height.");
    }
    if (height > tip - MIN_BLOCKS_TO_KEEP) {
      log.debug(
          "Attempt to prune blocks close to the tip.  Retaining the minimum number of blocks.");
      height = tip - MIN_BLOCKS_TO_KEEP;
    }
    Waits.answer(call.turn(), ledger.commands().pruneTo(height));
    return Json.of(PruneHeight.lastPruned(ledger.chain()));
  }

  private int height(int heightOrTime) throws RpcException {
    if (heightOrTime < 0) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Negative block height.");
    }
    if (heightOrTime <= MAX_HEIGHT) {
      return heightOrTime;
    }
    var block = ledger.chain().earliestAtLeast(heightOrTime - TIMESTAMP_WINDOW, 0);
    if (block == null) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Could not find block with at least the specified timestamp.");
    }
    return block.height();
  }
}
