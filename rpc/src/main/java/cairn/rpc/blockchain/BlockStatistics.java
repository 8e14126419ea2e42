package cairn.rpc.blockchain;

import cairn.genesis.ConsensusParameters;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.rules.Subsidy;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the transactions of one block come to (Core's getblockstats). Not thread-safe. */
public final class BlockStatistics {
  /** What a coin takes besides its output: its place, and its height, which has the kind in it. */
  private static final int COIN_OVERHEAD = 32 + 4 + 4;

  private static final long[] PERCENTILES = {10, 25, 50, 75, 90};

  /** A transaction's fee for each virtual byte, and its weight. */
  private record FeeRate(long rate, long weight) {}

  private final List<Long> fees = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private final List<FeeRate> feeRates = new ArrayList<>();
  private final boolean makesCoins;

  private int transactions;
  private long inputs;
  private long outputs;
  private long totalOut;
  private long totalFee;
  private long totalSize;
  private long totalWeight;
  private long witnessTransactions;
  private long witnessSize;
  private long witnessWeight;
  private long coins;
  private long coinBytes;
  private long realCoinBytes;

  /**
   * All there is to say of a block.
   *
   * @param spent for each transaction but the first, the coins of its inputs
   */
  public static Json.Obj of(
      IndexedBlock where, Block block, List<List<Coin>> spent, ConsensusParameters consensus) {
    boolean makesCoins =
        where.height() > 0 && !consensus.exceptions().isBip30Repeat(where.height(), where.hash());
    return new BlockStatistics(block, spent, makesCoins)
        .json(where, Subsidy.sats(where.height(), consensus));
  }

  /**
   * Counts a block.
   *
   * @param makesCoins whether what its coinbase makes is new: not in the genesis block, nor where
   *     an older coinbase is repeated (BIP 30)
   */
  private BlockStatistics(Block block, List<List<Coin>> spent, boolean makesCoins) {
    this.makesCoins = makesCoins;
    for (var transaction : block.transactions()) {
      long out = addOutputs(transaction);
      if (transactions > 0) {
        add(transaction, out, spent.get(transactions - 1));
      }
      transactions++;
    }
  }

  private long addOutputs(Transaction transaction) {
    outputs += transaction.outputs().size();
    boolean isNew = makesCoins || transactions > 0;
    long total = 0;
    for (var output : transaction.outputs()) {
      total += output.value().sats();
      long bytes = coinBytes(output);
      coinBytes += bytes;
      if (isNew && !output.scriptPubKey().isUnspendable()) {
        coins++;
        realCoinBytes += bytes;
      }
    }
    return total;
  }

  private void add(Transaction transaction, long out, List<Coin> spent) {
    inputs += transaction.inputs().size();
    totalOut += out;
    long size = transaction.totalSize();
    long weight = transaction.weight();
    sizes.add(size);
    totalSize += size;
    totalWeight += weight;
    if (transaction.hasWitness()) {
      witnessTransactions++;
      witnessSize += size;
      witnessWeight += weight;
    }
    long fee = -out;
    for (var coin : spent) {
      fee += coin.output().value().sats();
      coinBytes -= coinBytes(coin.output());
      realCoinBytes -= coinBytes(coin.output());
    }
    fees.add(fee);
    totalFee += fee;
    feeRates.add(new FeeRate(fee * Transaction.WITNESS_SCALE_FACTOR / weight, weight));
  }

  private static long coinBytes(TxOut output) {
    var bytes = new ByteWriter();
    output.write(bytes);
    return bytes.length() + (long) COIN_OVERHEAD;
  }

  /**
   * Writes it down.
   *
   * @param subsidy in satoshis
   */
  private Json.Obj json(IndexedBlock where, long subsidy) {
    long others = transactions - 1L;
    long virtualBytes = Transaction.WITNESS_SCALE_FACTOR;
    var rates = feeRates.stream().map(FeeRate::rate).toList();
    return Json.object()
        .put("avgfee", others > 0 ? totalFee / others : 0)
        .put("avgfeerate", totalWeight > 0 ? totalFee * virtualBytes / totalWeight : 0)
        .put("avgtxsize", others > 0 ? totalSize / others : 0)
        .put("blockhash", where.hash())
        .put("feerate_percentiles", percentiles())
        .put("height", where.height())
        .put("ins", inputs)
        .put("maxfee", most(fees))
        .put("maxfeerate", most(rates))
        .put("maxtxsize", most(sizes))
        .put("medianfee", median(fees))
        .put("mediantime", where.medianTimePast())
        .put("mediantxsize", median(sizes))
        .put("minfee", least(fees))
        .put("minfeerate", least(rates))
        .put("mintxsize", least(sizes))
        .put("outs", outputs)
        .put("subsidy", subsidy)
        .put("swtotal_size", witnessSize)
        .put("swtotal_weight", witnessWeight)
        .put("swtxs", witnessTransactions)
        .put("time", where.time())
        .put("total_out", totalOut)
        .put("total_size", totalSize)
        .put("total_weight", totalWeight)
        .put("totalfee", totalFee)
        .put("txs", transactions)
        .put("utxo_increase", outputs - inputs)
        .put("utxo_size_inc", coinBytes)
        .put("utxo_increase_actual", coins - inputs)
        .put("utxo_size_inc_actual", realCoinBytes)
        .build();
  }

  private static long most(List<Long> values) {
    return values.stream().mapToLong(value -> value).max().orElse(0);
  }

  private static long least(List<Long> values) {
    return values.stream().mapToLong(value -> value).min().orElse(0);
  }

  /** The one in the middle; of two, their mean, rounded down. */
  private static long median(List<Long> values) {
    if (values.isEmpty()) {
      return 0;
    }
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 0
        ? (sorted.get(middle - 1) + sorted.get(middle)) / 2
        : sorted.get(middle);
  }

  /** The fee rates below which these parts of the weight are. */
  private Json percentiles() {
    var sorted =
        feeRates.stream()
            .sorted(Comparator.comparingLong(FeeRate::rate).thenComparingLong(FeeRate::weight))
            .toList();
    var rates = new ArrayList<Json>();
    long weight = 0;
    for (var each : sorted) {
      weight += each.weight();
      while (rates.size() < PERCENTILES.length
          && weight * 100 >= totalWeight * PERCENTILES[rates.size()]) {
        rates.add(Json.of(each.rate()));
      }
    }
    while (rates.size() < PERCENTILES.length) {
      rates.add(Json.of(0)); // there are no transactions
    }
    return new Json.Arr(rates);
  }
}
