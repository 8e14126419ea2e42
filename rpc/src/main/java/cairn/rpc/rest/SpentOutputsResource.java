package cairn.rpc.rest;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.Ledger;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.transactions.ScriptJson;
import java.util.List;

/** {@code /rest/spenttxouts/<hash>}: the outputs that a block spends, by its transactions. */
final class SpentOutputsResource implements Resource {
  private final Ledger ledger;
  private final AddressFormat addresses;

  SpentOutputsResource(Ledger ledger) {
    this.ledger = ledger;
    this.addresses = ledger.config().network().addresses();
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    var parts = request.parts();
    if (parts.size() != 1) {
      throw RestException.badRequest("Invalid URI format. Expected /rest/spenttxouts/<hash>.<ext>");
    }
    var hash = parts.getFirst();
    var block = StoredBlocks.find(ledger, hash);
    List<List<Coin>> spent;
    try {
      spent = ledger.blocks().spent(block);
    } catch (BlockUnavailableException e) {
      throw RestException.notFound(hash + " undo not available");
    }
    return Answer.of(
        request.format(), Caching.FOR_A_DAY, () -> serialized(spent), () -> json(spent));
  }

  /** The coinbase is there too, and spends nothing. */
  private static Bytes serialized(List<List<Coin>> spent) {
    var out = new ByteWriter().compactSize(spent.size() + 1L).compactSize(0);
    for (var coins : spent) {
      out.compactSize(coins.size());
      coins.forEach(coin -> coin.output().write(out));
    }
    return out.toBytes();
  }

  private Json json(List<List<Coin>> spent) {
    return Json.array(spent.size() + 1, i -> i == 0 ? Json.Arr.EMPTY : coins(spent.get(i - 1)));
  }

  private Json coins(List<Coin> coins) {
    return Json.array(coins.size(), i -> put(coins.get(i), Json.object(), addresses).build());
  }

  /** Adds what a coin is worth, and who may spend it. */
  static JsonObjectBuilder put(Coin coin, JsonObjectBuilder json, AddressFormat addresses) {
    return json.put("value", coin.output().value())
        .put("scriptPubKey", ScriptJson.of(coin.output().scriptPubKey(), addresses));
  }
}
