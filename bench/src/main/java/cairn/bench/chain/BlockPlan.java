package cairn.bench.chain;

import cairn.bench.chain.Mix.Age;
import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses what a block's transactions spend and pay; makes no signatures. */
final class BlockPlan {
  /** Leaves room below the limit of 4,000,000 for the coinbase. */
  private static final int MAX_WEIGHT = 3_990_000;

  /** Below this many coins the chain first makes more of them. */
  private static final int ENOUGH_COINS = 60_000;

  /** How the last minted coin is then divided: first by this, then each part by the other. */
  private static final int BRANCHES = 10;

  private static final int TWIGS = 1_500;

  private static final int DATA_LENGTH = 32;

  private final CoinPool pool;
  private final RandomGenerator random;
  private final int most;
  private final WalletTraffic wallet;
  private final List<PlannedTransaction> transactions = new ArrayList<>();
  private final List<SpendableCoin> madeHere = new ArrayList<>();
  private int weight;
  private long fees;

  /**
   * @param most how many transactions it has at most, beside those of the wallet
   */
  BlockPlan(CoinPool pool, RandomGenerator random, int most, WalletTraffic wallet) {
    this.pool = pool;
    this.random = random;
    this.most = most;
    this.wallet = wallet;
  }

  /** Takes coins from the pool, and adds those that the block leaves unspent. */
  void fill() {
    if (pool.size() < ENOUGH_COINS) {
      fanOut();
    } else {
      for (int i = wallet.next(); i > 0; i--) {
        spendOfWallet();
      }
      int count = Math.min(Mix.transactions(random), most);
      for (int i = 0; i < count && weight < MAX_WEIGHT; i++) {
        spend();
      }
    }
    madeHere.forEach(pool::add);
  }

  List<PlannedTransaction> transactions() {
    return transactions;
  }

  /** What the coinbase may claim beside the subsidy, in satoshis. */
  long fees() {
    return fees;
  }

  /** Divides the coin that has just matured, the largest there is. */
  private void fanOut() {
    var branches = divide(pool.takeLast(), BRANCHES);
    madeHere.clear();
    for (var branch : branches) {
      divide(branch, TWIGS);
    }
  }

  private List<SpendableCoin> divide(SpendableCoin coin, int parts) {
    long fee = Economy.fee(1, parts, random);
    var transaction = PlannedTransaction.plan(List.of(coin), parts, fee, Bytes.EMPTY, random);
    add(transaction, coin.sats());
    return transaction.made();
  }

  private void spend() {
    int inputs = Mix.inputs(random);
    int outputs = Mix.outputs(random);
    long fee = Economy.fee(inputs, outputs, random);
    var spent = new ArrayList<SpendableCoin>(inputs);
    long sats = 0;
    while (spent.size() < inputs || sats < fee + Economy.SMALLEST_COIN) {
      var coin = takeCoin();
      spent.add(coin);
      sats += coin.sats();
    }
    add(PlannedTransaction.plan(spent, outputs, fee, data(), random), sats);
  }

  /** A transaction that pays the wallet, or that it pays with. */
  private void spendOfWallet() {
    boolean pays = wallet.paysNext();
    var spent = new ArrayList<SpendableCoin>();
    long fee = Economy.fee(2, 2, random);
    long sats = 0;
    while (sats < fee + 2 * Economy.SMALLEST_COIN) {
      var coin = pays && spent.isEmpty() ? wallet.take() : takeCoin();
      spent.add(coin);
      sats += coin.sats();
    }
    var transaction = PlannedTransaction.plan(spent, 2, fee, Bytes.EMPTY, random);
    wallet.give(transaction, pays ? 1 : 0, pays);
    add(transaction, sats);
  }

  private SpendableCoin takeCoin() {
    var age = Mix.age(random);
    if (age == Age.SAME_BLOCK && !madeHere.isEmpty()) {
      int at = random.nextInt(madeHere.size());
      var coin = madeHere.get(at);
      madeHere.set(at, madeHere.getLast());
      madeHere.removeLast();
      return coin;
    }
    return pool.take(age, random);
  }

  private Bytes data() {
    if (!Mix.carriesData(random)) {
      return Bytes.EMPTY;
    }
    var data = new byte[DATA_LENGTH];
    random.nextBytes(data);
    return Bytes.wrap(data);
  }

  private void add(PlannedTransaction transaction, long sats) {
    int added = transaction.estimatedWeight();
    weight += added;
    fees += sats - transaction.made().stream().mapToLong(SpendableCoin::sats).sum();
    transactions.add(transaction);
    transaction.made().stream()
        .filter(coin -> !WalletTraffic.isKey(coin.key()))
        .forEach(madeHere::add);
  }
}
