package cairn.rpc.mempool;

import cairn.ledger.Ledger;
import cairn.ledger.policy.Dust;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code prioritisetransaction}: has a transaction judged as if it paid another fee. */
public final class PrioritiseTransaction implements RpcMethod {
  private final Ledger ledger;

  public PrioritiseTransaction(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "prioritisetransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Has a transaction judged as if it paid another fee, for the mempool and for blocks.",
            "What it really pays stays as it is.")
        .takes(
            Argument.hex("txid", "The transaction id, be it in the mempool or not."),
            Argument.number("dummy", "For compatibility; zero or null. Best left out by name.")
                .optional()
                .with(Trait.PLACEHOLDER),
            Argument.number(
                "fee_delta", "What to add to the fee, in satoshis; below zero to take away."))
        .gives(Result.bool("true"))
        .example("\"txid\"", "0.0", "10000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var txid = call.txid("txid");
    long sats = call.number("fee_delta");
    if (call.json("dummy") instanceof Json.Num(var number) && Double.parseDouble(number) != 0) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Priority is no longer supported, dummy argument to prioritisetransaction must be 0.");
    }
    if (hasDust(txid)) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Priority is not supported for transactions with dust outputs.");
    }
    Waits.answer(call.turn(), ledger.commands().prioritise(txid, sats));
    return Json.of(true);
  }

  /** Dust is only taken if there is no fee for it, and miners gain nothing from it alone. */
  private boolean hasDust(Txid txid) {
    var policy = ledger.config().mempool().policy();
    var entry = ledger.mempool().find(txid);
    return entry != null
        && !policy.acceptNonStandard()
        && !Dust.of(entry.transaction(), policy.dustRelayFee()).isEmpty();
  }
}
