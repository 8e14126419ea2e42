package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.relay.OrphanTransaction;
import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;

/** {@code getorphantxs}: transactions of peers that spend what is not known. */
public final class GetOrphanTxs implements RpcMethod {
  private final NetworkQuestions network;

  public GetOrphanTxs(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getorphantxs";
  }

  @Override
  public MethodSpec spec() {
    var withHex = new ArrayList<>(fields());
    withHex.add(field("hex", Result.hex("The transaction")));
    return MethodSpec.of(
            name(), "Returns transactions of peers that spend what is not known, and wait for it.")
        .takes(
            Argument.number(
                    "verbosity",
                    "0 for ids, of which some may be the same, 1 for objects, 2 for objects with"
                        + " the transactions")
                .orElse(Json.of(0))
                .with(Trait.ANY_TYPE))
        .gives(
            Result.array("", Result.hex("a transaction's id")).when("for verbose = 0"),
            Result.array("", Result.object("", fields())).when("for verbose = 1"),
            Result.array("", Result.object("", withHex)).when("for verbose = 2"))
        .example("2")
        .build();
  }

  private static List<Field> fields() {
    return List.of(
        field("txid", Result.hex("The transaction id")),
        field("wtxid", Result.hex("The hash with its witnesses")),
        field("bytes", Result.number("The size in bytes")),
        field("vsize", Result.number("The same as vsize_bip141 (deprecated)")),
        field("vsize_bip141", Result.number("The virtual size: a quarter of the weight")),
        field("weight", Result.number("The weight (BIP 141)")),
        field("from", Result.array("Who has sent it", Result.number("a peer's number"))));
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var orphans = network.ask(call, NetworkControl::orphans);
    int verbosity = verbosity(call.json("verbosity"));
    return Json.array(
        orphans.size(),
        i -> {
          var orphan = orphans.get(i);
          return verbosity == 0
              ? Json.of(orphan.transaction().txid())
              : json(orphan, verbosity == 2);
        });
  }

  private static int verbosity(Json value) throws RpcException {
    if (value instanceof Json.Bool) {
      throw new RpcException(
          ErrorCode.TYPE_ERROR, "Verbosity was boolean but only integer allowed");
    }
    int verbosity = value.asInt();
    if (verbosity < 0 || verbosity > 2) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Invalid verbosity value " + verbosity);
    }
    return verbosity;
  }

  private static Json json(OrphanTransaction orphan, boolean withHex) {
    var transaction = orphan.transaction();
    var peers = orphan.announcers().stream().map(peer -> Json.of(peer.number())).toList();
    var json =
        Json.object()
            .put("txid", transaction.txid())
            .put("wtxid", transaction.wtxid())
            .put("bytes", transaction.totalSize())
            .put("vsize", transaction.virtualSize())
            .put("vsize_bip141", transaction.virtualSize())
            .put("weight", transaction.weight())
            .put("from", new Json.Arr(peers));
    if (withHex) {
      json.put("hex", transaction.serialized());
    }
    return json.build();
  }
}
