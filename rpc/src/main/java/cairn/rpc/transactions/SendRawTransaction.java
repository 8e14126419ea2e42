package cairn.rpc.transactions;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;

/** {@code sendrawtransaction}: hands a transaction to the mempool, and to peers. */
public final class SendRawTransaction implements RpcMethod {
  private final Broadcast broadcast;

  public SendRawTransaction(Broadcast broadcast) {
    this.broadcast = broadcast;
  }

  @Override
  public String name() {
    return "sendrawtransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Puts a signed transaction into the mempool, and announces it to all peers at once.",
            "Whoever sends the same again tells its peers that it is likely to be its own.")
        .takes(
            Argument.hex("hexstring", "The transaction"),
            Safeguards.MAX_FEE_RATE,
            Safeguards.MAX_BURN_AMOUNT)
        .gives(Result.hex("The transaction id"))
        .example("\"signedhex\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var transaction = HexTransaction.decode(call.text("hexstring"));
    Safeguards.checkBurn(call, List.of(transaction));
    broadcast.send(call, transaction, Safeguards.maxFeeRate(call));
    return Json.of(transaction.txid());
  }
}
