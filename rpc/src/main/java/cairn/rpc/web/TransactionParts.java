package cairn.rpc.web;

import cairn.ledger.BlockUnavailableException;
import cairn.primitives.OutPoint;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.transactions.ScriptJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some of a transaction's inputs and outputs, with where they come from and go to. Thread-safe. */
final class TransactionParts {
  static final int MOST = 50;

  /** Of a script or a witness, what a person may want to see; there can be megabytes. */
  private static final int MOST_TEXT = 400;

  private static final int MOST_ITEMS = 20;

  private final Source source;

  TransactionParts(Source source) {
    this.source = source;
  }

  /** Those of an array, from one on. */
  private static List<Json> some(Json array, int from) {
    var all = array.asArray();
    int first = Math.min(from, all.size());
    return all.subList(first, Math.min(first + MOST, all.size()));
  }

  Json inputs(Turn turn, Json.Obj transaction, int from) throws RpcException, InterruptedException {
    var inputs = some(transaction.find("vin"), from);
    var sources = unconfirmedSources(turn, inputs);
    var shown = new ArrayList<Json>();
    for (var each : inputs) {
      var input = each.asObject();
      var json = Json.object();
      for (var member : input.members()) {
        switch (member.name()) {
          case "scriptSig" -> json.put("scriptSig", script(member.value().asObject()));
          case "prevout" -> json.put("prevout", output(member.value().asObject()));
          case "txinwitness" -> witness(member.value(), json);
          default -> json.put(member.name(), member.value());
        }
      }
      var known = sources.get(outPoint(input));
      if (!input.has("prevout") && known != null) {
        json.put("prevout", output(json(known)));
      }
      shown.add(json.build());
    }
    return new Json.Arr(shown);
  }

  private static OutPoint outPoint(Json.Obj input) {
    return input.has("txid")
        ? new OutPoint(Txid.fromDisplay(input.find("txid").asString()), input.find("vout").asLong())
        : OutPoint.NULL;
  }

  /** What inputs spend of which it is not told: it is in the mempool, or among the coins. */
  private Map<OutPoint, TxOut> unconfirmedSources(Turn turn, List<Json> inputs)
      throws RpcException, InterruptedException {
    var found = new HashMap<OutPoint, TxOut>();
    var inChain = new ArrayList<OutPoint>();
    for (var each : inputs) {
      var outPoint = outPoint(each.asObject());
      if (outPoint.isNull() || each.asObject().has("prevout")) {
        continue;
      }
      var maker = source.ledger().mempool().find(outPoint.txid());
      if (maker == null) {
        inChain.add(outPoint);
      } else if (outPoint.index() < maker.transaction().outputs().size()) {
        found.put(outPoint, maker.transaction().outputs().get((int) outPoint.index()));
      }
    }
    if (!inChain.isEmpty()) {
      Waits.answer(turn, source.ledger().commands().coins(inChain))
          .forEach((outPoint, coin) -> found.put(outPoint, coin.output()));
    }
    return found;
  }

  private Json.Obj json(TxOut output) {
    return Json.object()
        .put("value", output.value())
        .put(
            "scriptPubKey",
            ScriptJson.of(output.scriptPubKey(), source.ledger().config().network().addresses()))
        .build();
  }

  private static void witness(Json items, JsonObjectBuilder json) {
    var all = items.asArray();
    json.put("witness_count", all.size())
        .put(
            "witness",
            new Json.Arr(all.stream().limit(MOST_ITEMS).map(item -> shortened(item)).toList()));
  }

  /** An output, with of its script what people want to know. */
  private static Json output(Json.Obj output) {
    var json = Json.object();
    for (var member : output.members()) {
      json.put(
          member.name(),
          member.name().equals("scriptPubKey")
              ? script(member.value().asObject())
              : member.value());
    }
    return json.build();
  }

  private static Json script(Json.Obj script) {
    var json = Json.object();
    for (var member : script.members()) {
      switch (member.name()) {
        case "asm", "hex" -> json.put(member.name(), shortened(member.value()));
        case "address", "type" -> json.put(member.name(), member.value());
        default -> {}
      }
    }
    return json.build();
  }

  private static Json shortened(Json text) {
    if (text instanceof Json.Hex(var bytes)) {
      return bytes.length() * 2 <= MOST_TEXT
          ? text
          : Json.of(
              bytes.slice(0, MOST_TEXT / 2).toHex() + "… (%,d bytes)".formatted(bytes.length()));
    }
    var string = text.asString();
    return string.length() <= MOST_TEXT ? text : Json.of(string.substring(0, MOST_TEXT) + "…");
  }

  Json outputs(Turn turn, Json.Obj transaction, Txid txid, int from)
      throws RpcException, InterruptedException {
    var outputs = some(transaction.find("vout"), from);
    var points = new ArrayList<OutPoint>();
    for (var each : outputs) {
      points.add(new OutPoint(txid, each.asObject().find("n").asLong()));
    }
    boolean mined = transaction.has("blocktime"); // in the active chain
    var coins =
        mined
            ? Waits.answer(turn, source.ledger().commands().coins(points)).keySet()
            : java.util.Set.<OutPoint>of();
    boolean isNew = source.ledger().mempool().find(txid) != null;
    var shown = new ArrayList<Json>();
    for (int i = 0; i < outputs.size(); i++) {
      var json = Json.object().putAll(output(outputs.get(i).asObject()).asObject());
      if (mined || isNew) {
        boolean unspent = putSpender(points.get(i), json);
        json.put("unspent", unspent && (isNew || coins.contains(points.get(i))));
      }
      shown.add(json.build());
    }
    return new Json.Arr(shown);
  }

  /** Adds what spends an output, if it is known; returns whether nothing in the mempool does. */
  private boolean putSpender(OutPoint output, JsonObjectBuilder json) {
    var waiting = source.ledger().mempool().spender(output);
    if (waiting != null) {
      json.put("spent_by", waiting.transaction().txid());
      return false;
    }
    var index = source.services().indexes().spenders();
    if (index.isPresent()) {
      try {
        index
            .get()
            .find(output)
            .ifPresent(found ->
                json.put("spent_by", found.transaction().txid())
                    .put("spent_in", found.block().hash()));
      } catch (BlockUnavailableException e) {
        json.put("spent_in_missing", Unavailable.why(e));
      }
    }
    return true;
  }
}
