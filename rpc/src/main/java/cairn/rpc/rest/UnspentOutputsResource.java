package cairn.rpc.rest;

import cairn.ledger.ActiveChain;
import cairn.ledger.Coin;
import cairn.ledger.Ledger;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /rest/getutxos/<txid>-<n>/...} and {@code /rest/getutxos/checkmempool/<txid>-<n>/...}:
 * which outputs are not spent (BIP 64).
 */
final class UnspentOutputsResource implements Resource {
  /** The height of what is in the mempool alone, as Core gives it. */
  private static final int MEMPOOL_HEIGHT = 0x7fffffff;

  private final Ledger ledger;
  private final AddressFormat addresses;

  UnspentOutputsResource(Ledger ledger) {
    this.ledger = ledger;
    this.addresses = ledger.config().network().addresses();
  }

  @Override
  public Answer answer(RestRequest request) throws RestException, InterruptedException {
    var query = OutPointQuery.of(request);
    var found = find(query, request);
    return Answer.of(request.format(), Caching.NEVER, found::serialized, () -> json(found));
  }

  private Found find(OutPointQuery query, RestRequest request)
      throws RestException, InterruptedException {
    var stored = LedgerAnswers.await(request, ledger.commands().coins(query.outPoints()));
    var coins = new ArrayList<@Nullable Coin>();
    for (var outPoint : query.outPoints()) {
      var coin = stored.get(outPoint);
      coins.add(query.withMempool() ? withMempool(outPoint, coin) : coin);
    }
    return new Found(ledger.chain(), coins);
  }

  /** What the mempool makes of an output that the chain has or has not. */
  private @Nullable Coin withMempool(OutPoint outPoint, @Nullable Coin stored) {
    var mempool = ledger.mempool();
    if (mempool.spender(outPoint) != null) {
      return null;
    }
    var maker = mempool.find(outPoint.txid());
    if (maker == null) {
      return stored;
    }
    var outputs = maker.transaction().outputs();
    return outPoint.index() < outputs.size()
        ? new Coin(outputs.get((int) outPoint.index()), MEMPOOL_HEIGHT, false)
        : null;
  }

  /**
   * What was found.
   *
   * @param coins one for each output that was asked for; null if there is none
   */
  private record Found(ActiveChain chain, List<@Nullable Coin> coins) {
    List<Coin> unspent() {
      return coins.stream().filter(Objects::nonNull).toList();
    }

    /** As BIP 64 has it. */
    Bytes serialized() {
      var bitmap = new byte[(coins.size() + 7) / 8];
      for (int i = 0; i < coins.size(); i++) {
        if (coins.get(i) != null) {
          bitmap[i / 8] |= (byte) (1 << i % 8);
        }
      }
      var unspent = unspent();
      var out =
          new ByteWriter()
              .int32(chain.height())
              .hash(chain.tip().hash())
              .sizedBytes(Bytes.wrap(bitmap))
              .compactSize(unspent.size());
      for (var coin : unspent) {
        out.int32(0).int32(coin.height());
        coin.output().write(out);
      }
      return out.toBytes();
    }

    String bits() {
      var bits = new StringBuilder();
      coins.forEach(coin -> bits.append(coin == null ? '0' : '1'));
      return bits.toString();
    }
  }

  private Json json(Found found) {
    var unspent = found.unspent();
    return Json.object()
        .put("chainHeight", found.chain().height())
        .put("chaintipHash", found.chain().tip().hash())
        .put("bitmap", found.bits())
        .put("utxos", Json.array(unspent.size(), i -> json(unspent.get(i))))
        .build();
  }

  private Json json(Coin coin) {
    var json = Json.object().put("height", coin.height());
    return SpentOutputsResource.put(coin, json, addresses).build();
  }
}
