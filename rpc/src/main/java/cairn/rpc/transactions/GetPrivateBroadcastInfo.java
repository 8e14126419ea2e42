package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.p2p.own.OwnTransaction;
import cairn.primitives.Transaction;
import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;

/** {@code getprivatebroadcastinfo}: which transactions are sent over connections of their own. */
public final class GetPrivateBroadcastInfo implements RpcMethod {
  static final String ONLY_WITH = "There is such only with -privatebroadcast.";

  private final NetworkQuestions network;

  public GetPrivateBroadcastInfo(NetworkQuestions network) {
    this.network = network;
  }

  /**
   * Refuses a call that makes no sense.
   *
   * @throws RpcException if nothing is sent so
   */
  static void check(NetworkQuestions network) throws RpcException {
    if (!network.sendsOwnPrivately()) {
      throw new RpcException(
          ErrorCode.METHOD_NOT_FOUND,
          "Private broadcast is not enabled. Ensure you're running Bitcoin Core with"
              + " -privatebroadcast=1.");
    }
  }

  @Override
  public String name() {
    return "getprivatebroadcastinfo";
  }

  @Override
  public MethodSpec spec() {
    var peer =
        Result.object(
            "",
            field("address", Result.string("Where the node is")),
            field("sent", Result.time("When it was chosen")),
            optional("received", Result.time("When it has shown that it has the transaction")));
    var fields = new ArrayList<>(ids());
    fields.add(field("time_added", Result.time("When it was handed over")));
    fields.add(field("attempts_remaining", Result.number("To how many more nodes it may be sent")));
    fields.add(field("peers", Result.array("To whom it was or is being sent", peer)));
    return MethodSpec.of(
            name(),
            "Returns the transactions that are sent over connections of their own, until they come"
                + " back from the network.",
            ONLY_WITH)
        .gives(
            Result.object("", field("transactions", Result.array("", Result.object("", fields)))))
        .example("")
        .build();
  }

  static List<Field> ids() {
    return List.of(
        field("txid", Result.hex("The transaction id")),
        field("wtxid", Result.hex("The hash with its witnesses")),
        field("hex", Result.hex("The transaction")));
  }

  static JsonObjectBuilder ids(Transaction transaction) {
    return Json.object()
        .put("txid", transaction.txid())
        .put("wtxid", transaction.wtxid())
        .put("hex", transaction.serialized());
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    check(network);
    var transactions = network.ask(call, NetworkControl::sentPrivately);
    return Json.object()
        .put("transactions", Json.array(transactions.size(), i -> json(transactions.get(i))))
        .build();
  }

  private static Json json(OwnTransaction own) {
    var peers = own.sendings().stream().map(GetPrivateBroadcastInfo::json).toList();
    return ids(own.transaction())
        .put("time_added", own.added().getEpochSecond())
        .put("attempts_remaining", own.attemptsLeft())
        .put("peers", new Json.Arr(peers))
        .build();
  }

  private static Json json(OwnTransaction.Sending sending) {
    var json =
        Json.object()
            .put("address", sending.to().toString())
            .put("sent", sending.chosen().getEpochSecond());
    sending.received().ifPresent(time -> json.put("received", time.getEpochSecond()));
    return json.build();
  }
}
