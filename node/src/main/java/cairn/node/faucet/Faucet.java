package cairn.node.faucet;

import cairn.genesis.Network;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import cairn.primitives.address.PrivateKey;
import cairn.rpc.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Pays from one key to whoever asks, with what blocks have paid to it. It asks a node each time
 * what there is, so that no reorganisation can confuse it, and knows nothing by itself.
 * Thread-safe.
 */
public final class Faucet {
  private static final int COINBASE_MATURITY = 100;

  /** A reorganisation of more blocks is rare, even where people try them out. */
  private static final int DEEP = 20;

  private static final long SATS_PER_VBYTE = 5;
  private static final int BASE_VBYTES = 11;
  private static final int INPUT_VBYTES = 68;

  /** The largest that an output usually is. */
  private static final int OUTPUT_VBYTES = 43;

  /** The output of a payment that is the faucet's own again. */
  private static final int CHANGE = 1;

  /** Less than this is not worth an output. */
  private static final long MIN_CHANGE_SATS = 1000;

  private final Network network;
  private final PrivateKey key;
  private final Address address;
  private final Caller node;

  /**
   * @param key compressed
   * @param node is asked what coins there are, and told of payments
   * @throws IllegalArgumentException if the network's coins are worth something
   */
  public Faucet(Network network, PrivateKey key, Caller node) {
    if (!network.testChain()) {
      throw new IllegalArgumentException("no coins are for nothing on " + network.name());
    }
    this.network = network;
    this.key = key;
    this.address = Address.WitnessPublicKeyHash.of(key.publicKey());
    this.node = node;
  }

  /**
   * Something that can be spent.
   *
   * @param deep whether a usual reorganisation leaves it as it is
   */
  private record Coin(OutPoint outPoint, Amount amount, boolean deep) {}

  private static Json toJson(OutPoint outPoint) {
    return Json.object().put("txid", outPoint.txid()).put("vout", outPoint.index()).build();
  }

  /** Where its coins are, and who mines for it pays to. */
  public Address address() {
    return address;
  }

  /** What it could pay now, fees included. */
  public synchronized Amount balance() {
    return sum(spendable());
  }

  /**
   * Pays, with a transaction that is in the node's mempool then.
   *
   * @param to an address of this network
   * @throws FaucetException if there is not enough that can be spent
   */
  public synchronized Txid send(Address to, Amount amount) {
    if (amount.sats() <= 0 || !amount.inRange()) {
      throw new FaucetException(amount + " is nothing that can be paid");
    }
    var coins = spendable();
    var inputs = new ArrayList<Coin>();
    while (sum(inputs).sats() < amount.sats() + feeSats(inputs.size())) {
      if (inputs.size() == coins.size()) {
        throw new FaucetException(
            "The faucet has %s to spend, not %s and a fee; there is more 100 blocks after it was mined"
                .formatted(sum(coins), amount));
      }
      inputs.add(coins.get(inputs.size()));
    }
    return send(to, amount, inputs);
  }

  private Txid send(Address to, Amount amount, List<Coin> inputs) {
    var left = new Amount(sum(inputs).sats() - amount.sats() - feeSats(inputs.size()));
    boolean hasChange = left.sats() >= MIN_CHANGE_SATS && !to.equals(address);
    var outputs = new ArrayList<Json>();
    outputs.add(output(to, amount));
    if (hasChange) {
      outputs.add(output(address, left));
    }
    var draft =
        node.call(
            "createrawtransaction",
            new Json.Arr(inputs.stream().map(Coin::outPoint).map(Faucet::toJson).toList()),
            new Json.Arr(outputs));
    var signed =
        node.call(
            "signrawtransactionwithkey", draft, Json.array(Json.of(key.text(network.addresses()))));
    return Txid.fromDisplay(
        node.call("sendrawtransaction", signed.asObject().find("hex")).asString());
  }

  private Json output(Address to, Amount amount) {
    return Json.object().put(to.text(network.addresses()), amount).build();
  }

  private static long feeSats(int inputs) {
    return SATS_PER_VBYTE * (BASE_VBYTES + 2 * OUTPUT_VBYTES + (long) INPUT_VBYTES * inputs);
  }

  private static Amount sum(List<Coin> coins) {
    return new Amount(coins.stream().map(Coin::amount).mapToLong(Amount::sats).sum());
  }

  /**
   * Coins of the chain, the deep and large ones first; then what is left of payments that no block
   * has.
   */
  private List<Coin> spendable() {
    var spendable = new ArrayList<Coin>();
    var payments = new ArrayDeque<Txid>();
    var confirmed = confirmed();
    var spenders = spenders(confirmed.stream().map(Coin::outPoint).toList());
    for (int i = 0; i < confirmed.size(); i++) {
      var coin = confirmed.get(i);
      spenders.get(i).ifPresentOrElse(payments::add, () -> spendable.add(coin));
    }
    var seen = new HashSet<Txid>();
    while (!payments.isEmpty()) {
      var payment = payments.remove();
      if (seen.add(payment)) {
        var change = new OutPoint(payment, CHANGE);
        spenders(List.of(change))
            .getFirst()
            .ifPresentOrElse(payments::add, () -> own(change).ifPresent(spendable::add));
      }
    }
    return spendable;
  }

  /** Which transaction in the mempool spends each of these. */
  private List<Optional<Txid>> spenders(List<OutPoint> outPoints) {
    if (outPoints.isEmpty()) {
      return List.of();
    }
    return node
        .call(
            "gettxspendingprevout",
            new Json.Arr(outPoints.stream().map(Faucet::toJson).toList()),
            Json.object().put("mempool_only", true).build())
        .asArray()
        .stream()
        .map(Json::asObject)
        .map(found ->
            found.has("spendingtxid")
                ? Optional.of(Txid.fromDisplay(found.find("spendingtxid").asString()))
                : Optional.<Txid>empty())
        .toList();
  }

  /** What is there and pays to this faucet. */
  private Optional<Coin> own(OutPoint outPoint) {
    var txid = Json.of(outPoint.txid().display());
    if (!(node.call("gettxout", txid, Json.of(outPoint.index()), Json.of(true))
        instanceof Json.Obj found)) {
      return Optional.empty();
    }
    var payee = found.find("scriptPubKey").asObject();
    var here = Json.of(address.text(network.addresses()));
    return payee.has("address") && payee.find("address").equals(here)
        ? Optional.of(new Coin(outPoint, amount(found.find("value")), false))
        : Optional.empty();
  }

  private List<Coin> confirmed() {
    var descriptor = Json.of("addr(" + address.text(network.addresses()) + ")");
    var scan = node.call("scantxoutset", Json.of("start"), Json.array(descriptor)).asObject();
    int height = scan.find("height").asInt();
    var coins = new ArrayList<Coin>();
    for (var each : scan.find("unspents").asArray()) {
      var coin = each.asObject();
      int confirmations = height - coin.find("height").asInt() + 1;
      int wanted = coin.find("coinbase").asBoolean() ? COINBASE_MATURITY : 1;
      if (confirmations >= wanted) {
        var txid = Txid.fromDisplay(coin.find("txid").asString());
        coins.add(
            new Coin(
                new OutPoint(txid, coin.find("vout").asInt()),
                amount(coin.find("amount")),
                confirmations >= wanted + DEEP));
      }
    }
    coins.sort(Comparator.comparing(Coin::deep).thenComparing(Coin::amount).reversed());
    return coins;
  }

  private static Amount amount(Json value) {
    return Amount.parse(((Json.Num) value).text()).orElseThrow();
  }
}
