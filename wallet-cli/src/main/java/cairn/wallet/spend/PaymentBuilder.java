package cairn.wallet.spend;

import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.wallet.WalletException;
import cairn.wallet.coins.Candidate;
import cairn.wallet.coins.CoinSelector;
import cairn.wallet.coins.Target;
import cairn.wallet.store.Coin;
import cairn.wallet.store.Keychains;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Makes transactions of orders. Not thread-safe. */
public final class PaymentBuilder {
  /** Says that the transaction may be replaced by one with a higher fee (BIP 125). */
  private static final long REPLACEABLE = 0xfffffffdL;

  /** What fees are thought to be in the long run (Core's consolidatefeerate). */
  private static final FeeRate LONG_TERM = FeeRate.perKilobyte(10_000);

  private static final int VERSION = 2;

  /** What nodes pass on at most, in weight units. */
  private static final int MAX_WEIGHT = 400_000;

  private final InputSizes sizes;
  private final Random random;

  public PaymentBuilder(Keychains keychains, Random random) {
    this.sizes = new InputSizes(keychains);
    this.random = random;
  }

  /**
   * Makes the transaction of an order.
   *
   * @throws WalletException if there is not enough money, or an output would be dust
   */
  public Draft build(Order order) throws WalletException {
    for (int i = 0; i < order.recipients().size(); i++) {
      boolean open = order.everything() && i == order.recipients().size() - 1;
      if (!open) {
        requireNoDust(order.recipients().get(i));
      }
    }
    return order.everything() ? sweep(order) : pay(order);
  }

  private static void requireNoDust(Recipient recipient) throws WalletException {
    long least = Dust.threshold(recipient.scriptPubKey());
    if (recipient.sats() < least) {
      throw WalletException.failed(
          "%d satoshis are dust, which nodes do not pass on: at least %d"
              .formatted(recipient.sats(), least));
    }
  }

  private static long sum(List<Coin> coins) {
    return coins.stream().mapToLong(coin -> coin.value().sats()).sum();
  }

  private static long paid(List<Recipient> recipients) {
    return recipients.stream().mapToLong(Recipient::sats).sum();
  }

  /** Gives the last recipient all that is left of all coins that are worth their fee. */
  private Draft sweep(Order order) throws WalletException {
    var coins = new ArrayList<>(order.required());
    for (var coin : order.optional()) {
      if (coin.value().sats() > feeOf(coin, order.rate())) {
        coins.add(coin);
      }
    }
    var others = order.recipients().subList(0, order.recipients().size() - 1);
    var last = order.recipients().getLast();
    var outputs = outputs(others);
    outputs.add(new Recipient(last.scriptPubKey(), 0).output());
    long fee = order.feeFor(virtualSize(coins, outputs, order));
    long left = sum(coins) - paid(others) - fee;
    if (left < Math.max(1, Dust.threshold(last.scriptPubKey()))) {
      throw tooLittle(sum(coins), paid(others) + Dust.threshold(last.scriptPubKey()) + fee);
    }
    outputs.removeLast();
    outputs.add(new Recipient(last.scriptPubKey(), left).output());
    return draft(order, coins, outputs, Optional.empty());
  }

  private Draft pay(Order order) throws WalletException {
    var coins = new ArrayList<>(order.required());
    var outputs = outputs(order.recipients());
    long paid = paid(order.recipients());
    // What the required coins do not pay for, if anything.
    long fixedFee = order.feeFor(virtualSize(coins, outputs, order));
    long missing = paid + fixedFee - sum(coins);
    if (missing > 0) {
      coins.addAll(choose(order, missing));
    }
    return draft(order, coins, outputs, Optional.of(order.change()));
  }

  private List<Coin> choose(Order order, long missing) throws WalletException {
    var change = new TxOut(Amount.ZERO, order.change());
    var target =
        new Target(
            // Two more for the counts of inputs and outputs, which may take more bytes.
            missing + order.rate().feeFor(2),
            order.rate().feeFor(change.serializedSize()),
            LONG_TERM.feeFor(changeInputSize(order)),
            Dust.threshold(order.change()));
    // What is in no block yet only if need be: it may wait, and nodes take no long chains of it.
    var inBlocks = order.optional().stream().filter(coin -> coin.height().isPresent()).toList();
    var chosen = choose(inBlocks, target, order.rate());
    if (chosen.isEmpty()) {
      chosen = choose(order.optional(), target, order.rate());
    }
    return chosen.orElseThrow(() ->
        tooLittle(sum(order.required()) + sum(order.optional()), missing + sum(order.required())));
  }

  private Optional<List<Coin>> choose(List<Coin> coins, Target target, FeeRate rate)
      throws WalletException {
    var candidates = new ArrayList<Candidate>();
    for (int i = 0; i < coins.size(); i++) {
      var coin = coins.get(i);
      candidates.add(
          new Candidate(i, coin.value().sats(), feeOf(coin, rate), feeOf(coin, LONG_TERM)));
    }
    return new CoinSelector(candidates, target, random)
        .select()
        .map(selection ->
            selection.coins().stream().map(candidate -> coins.get(candidate.number())).toList());
  }

  /** What an input is likely to take that spends the change: as much as the others. */
  private int changeInputSize(Order order) throws WalletException {
    var like = order.optional().isEmpty() ? order.required() : order.optional();
    return like.isEmpty() ? 0 : Math.ceilDiv(sizes.weight(like.getFirst()), 4);
  }

  private long feeOf(Coin coin, FeeRate rate) throws WalletException {
    return rate.feeFor(Math.ceilDiv(sizes.weight(coin), Transaction.WITNESS_SCALE_FACTOR));
  }

  private static WalletException tooLittle(long have, long need) {
    return WalletException.tooLittle(
        "not enough money: %s BTC can be spent, and with the fee %s BTC are needed"
            .formatted(new Amount(have), new Amount(need)));
  }

  private static List<TxOut> outputs(List<Recipient> recipients) {
    var outputs = new ArrayList<TxOut>();
    recipients.forEach(recipient -> outputs.add(recipient.output()));
    return outputs;
  }

  private int virtualSize(List<Coin> coins, List<TxOut> outputs, Order order)
      throws WalletException {
    return signed(coins, outputs, order).virtualSize();
  }

  /** The transaction as large as it will be. */
  private Transaction signed(List<Coin> coins, List<TxOut> outputs, Order order)
      throws WalletException {
    var inputs = new ArrayList<TxIn>();
    for (var coin : coins) {
      inputs.add(sizes.input(coin, REPLACEABLE));
    }
    return Transaction.of(VERSION, inputs, outputs, order.lockTime());
  }

  /** Puts it together, in an order that tells nothing, with change if that is worth it. */
  private Draft draft(Order order, List<Coin> coins, List<TxOut> paid, Optional<Script> change)
      throws WalletException {
    var ordered = new ArrayList<>(coins);
    Collections.shuffle(ordered, random);
    var outputs = new ArrayList<>(paid);
    Collections.shuffle(outputs, random);
    long rest = sum(coins) - outputs.stream().mapToLong(output -> output.value().sats()).sum();
    var place = OptionalInt.empty();
    if (change.isPresent()) {
      int at = random.nextInt(outputs.size() + 1);
      outputs.add(at, new TxOut(Amount.ZERO, change.get()));
      long fee = order.feeFor(virtualSize(ordered, outputs, order));
      outputs.remove(at);
      if (rest - fee >= Math.max(1, Dust.threshold(change.get()))) {
        outputs.add(at, new TxOut(new Amount(rest - fee), change.get()));
        place = OptionalInt.of(at);
        rest = fee;
      }
    }
    var whole = signed(ordered, outputs, order);
    if (rest < order.feeFor(whole.virtualSize())) {
      throw tooLittle(sum(coins), sum(coins) - rest + order.feeFor(whole.virtualSize()));
    }
    if (whole.weight() > MAX_WEIGHT) {
      throw WalletException.failed(
          "so many coins make a transaction too large to be passed on; pay in several parts");
    }
    var unsigned =
        Transaction.of(
            VERSION,
            ordered.stream()
                .map(coin -> new TxIn(coin.outPoint(), Script.EMPTY, REPLACEABLE))
                .toList(),
            outputs,
            order.lockTime());
    return new Draft(unsigned, ordered, place, rest, whole.virtualSize());
  }
}
