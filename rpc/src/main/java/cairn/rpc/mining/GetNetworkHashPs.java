package cairn.rpc.mining;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Objects;

/** {@code getnetworkhashps}: how many hashes all miners compute in a second, about. */
public final class GetNetworkHashPs implements RpcMethod {
  /** Stands for the blocks since the target last changed, and for the tip. */
  private static final int USUAL = -1;

  private static final int DEFAULT_BLOCKS = 120;

  private final Ledger ledger;

  public GetNetworkHashPs(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getnetworkhashps";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns about how many hashes all miners compute in a second, by the times of blocks.")
        .takes(
            Argument.number(
                    "nblocks", "How many blocks, or -1 for those since the target last changed.")
                .orElse(Json.of(DEFAULT_BLOCKS)),
            Argument.number("height", "The last of these blocks, or -1 for the tip.")
                .orElse(Json.of(USUAL)))
        .gives(Result.number("Hashes in a second"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    return Json.of(estimate(call.integer("nblocks"), call.integer("height"), ledger.chain()));
  }

  /** As it is answered to whoever says nothing else. */
  double usual(ActiveChain chain) {
    return rate(chain.tip(), Math.min(DEFAULT_BLOCKS, chain.height()));
  }

  private double estimate(int blocks, int height, ActiveChain chain) throws RpcException {
    if (blocks < USUAL || blocks == 0) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Invalid nblocks. Must be a positive number or -1.");
    }
    if (height < USUAL || height > chain.height()) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Block does not exist at specified height");
    }
    var last = height == USUAL ? chain.tip() : Objects.requireNonNull(chain.at(height));
    int period = ledger.config().network().consensus().proofOfWork().retargetPeriod();
    int count = blocks == USUAL ? last.height() % period + 1 : blocks;
    return rate(last, Math.min(count, last.height()));
  }

  /**
   * Hashes in a second, by the last {@code count} blocks up to one; 0 if they took no time.
   *
   * @param count no more than its height
   */
  public static double rate(IndexedBlock last, int count) {
    long least = last.time();
    long most = last.time();
    IndexedBlock block = last;
    for (int i = 0; i < count; i++) {
      block = Objects.requireNonNull(block.previous());
      least = Math.min(least, block.time());
      most = Math.max(most, block.time());
    }
    return least == most ? 0 : last.work().subtract(block.work()).doubleValue() / (most - least);
  }
}
