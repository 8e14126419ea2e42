package cairn.ledger.index;

import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.SetHash;
import cairn.ledger.coins.CoinElement;
import cairn.ledger.coins.MuHash3072;
import cairn.ledger.index.CoinTotals.InBlock;
import cairn.ledger.index.CoinTotals.Unspendable;
import cairn.ledger.rules.Subsidy;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import cairn.primitives.OutPoint;
import java.util.List;
import java.util.Optional;

/** What all coins came to after each block that was ever connected. */
public final class CoinStatisticsIndex extends Index {
  static final String NAME = "coinstatsindex";

  private static final byte ROW = 'c';
  private static final byte[] MUHASH = {'M'};
  private static final Amount ZERO = new Amount(0);

  private final ByteWriter element = new ByteWriter();

  /** Over the coins after the last block. */
  private MuHash3072 muhash = new MuHash3072();

  private long coins;
  private long bogoSize;
  private long totalSats;
  private long unspendableSats;

  CoinStatisticsIndex(Ledger ledger, IndexDatabase database) {
    super(NAME, ledger, database);
    resume();
  }

  /** Adds up what a block does. One thread's, for one block. */
  private final class Sums {
    private long spentSats;
    private long coinbaseSats;
    private long createdSats;
    private long scriptsSats;

    /** Goes through the coins of a block. */
    void add(IndexedBlock block, Block contents, List<List<Coin>> spent, boolean forward) {
      var transactions = contents.transactions();
      for (int i = 0; i < transactions.size(); i++) {
        var transaction = transactions.get(i);
        boolean coinbase = i == 0;
        if (coinbase && isRepeatedLater(block)) {
          continue;
        }
        for (int n = 0; n < transaction.outputs().size(); n++) {
          var output = transaction.outputs().get(n);
          long sats = output.value().sats();
          if (output.scriptPubKey().isUnspendable()) {
            scriptsSats += sats;
            continue;
          }
          count(
              new OutPoint(transaction.txid(), n),
              new Coin(output, block.height(), coinbase),
              forward);
          if (coinbase) {
            coinbaseSats += sats;
          } else {
            createdSats += sats;
          }
        }
        if (!coinbase) {
          var inputs = transaction.inputs();
          for (int n = 0; n < inputs.size(); n++) {
            var coin = spent.get(i - 1).get(n);
            count(inputs.get(n).previousOutput(), coin, !forward);
            spentSats += coin.output().value().sats();
          }
        }
      }
    }

    private void count(OutPoint outPoint, Coin coin, boolean comes) {
      CoinElement.write(element.clear(), outPoint, coin);
      long sign = comes ? 1 : -1;
      if (comes) {
        muhash.add(element.toBytes());
      } else {
        muhash.remove(element.toBytes());
      }
      coins += sign;
      bogoSize += sign * CoinElement.bogoSize(coin);
      totalSats += sign * coin.output().value().sats();
    }

    InBlock result(long subsidySats, boolean repeated) {
      long repeatedSats = repeated ? subsidySats : 0;
      long unclaimed =
          spentSats + subsidySats - createdSats - coinbaseSats - scriptsSats - repeatedSats;
      return new InBlock(
          new Amount(spentSats),
          new Amount(coinbaseSats),
          new Amount(createdSats),
          new Unspendable(
              ZERO, new Amount(repeatedSats), new Amount(scriptsSats), new Amount(unclaimed)));
    }
  }

  private boolean isRepeatedLater(IndexedBlock block) {
    return ledger()
        .config()
        .network()
        .consensus()
        .exceptions()
        .isBip30Overwritten(block.height(), block.hash());
  }

  @Override
  boolean needsSpent() {
    return true;
  }

  @Override
  boolean carriesState() {
    return true;
  }

  @Override
  void add(IndexedBlock block, Block contents, List<List<Coin>> spent, IndexDatabase.Batch batch) {
    long subsidy = Subsidy.sats(block.height(), ledger().config().network().consensus());
    InBlock inBlock;
    if (block.height() == 0) {
      reset();
      inBlock =
          new InBlock(ZERO, ZERO, ZERO, new Unspendable(new Amount(subsidy), ZERO, ZERO, ZERO));
    } else {
      var sums = new Sums();
      sums.add(block, contents, spent, true);
      inBlock = sums.result(subsidy, isRepeatedLater(block));
    }
    unspendableSats += inBlock.unspendable().total().sats();
    batch.put(
        BlockKeys.key(ROW, block),
        encode(
            new CoinTotals(
                coins,
                bogoSize,
                new Amount(totalSats),
                new Amount(unspendableSats),
                muhash.hash(),
                inBlock)));
  }

  @Override
  void leave(IndexedBlock block, Block contents, List<List<Coin>> spent) {
    new Sums().add(block, contents, spent, false);
    var totals = totals(block).orElseThrow(() -> missing(block));
    unspendableSats -= totals.block().unspendable().total().sats();
  }

  @Override
  void restore(IndexedBlock block) {
    var totals = totals(block).orElseThrow(() -> missing(block));
    var quotient = database().get(MUHASH);
    if (quotient == null || quotient.length != MuHash3072.LENGTH) {
      throw database().damaged("the product of all coins is missing");
    }
    muhash = MuHash3072.of(Bytes.wrap(quotient));
    if (!muhash.hash().equals(totals.muhash())) {
      throw database().damaged("the product of all coins is another one");
    }
    coins = totals.coins();
    bogoSize = totals.bogoSize();
    totalSats = totals.total().sats();
    unspendableSats = totals.unspendable().sats();
  }

  @Override
  void save(IndexDatabase.Batch batch) {
    batch.put(MUHASH, muhash.quotient().toArray());
  }

  private void reset() {
    muhash = new MuHash3072();
    coins = 0;
    bogoSize = 0;
    totalSats = 0;
    unspendableSats = 0;
  }

  private RuntimeException missing(IndexedBlock block) {
    return database().damaged("what it knows of block %s is missing".formatted(block));
  }

  /** What all coins came to after {@code block}; empty if it is not there. */
  public Optional<CoinTotals> totals(IndexedBlock block) {
    return Optional.ofNullable(database().get(BlockKeys.key(ROW, block))).map(this::decode);
  }

  private static byte[] encode(CoinTotals totals) {
    var block = totals.block();
    var unspendable = block.unspendable();
    return new ByteWriter()
        .int64(totals.coins())
        .int64(totals.bogoSize())
        .int64(totals.total().sats())
        .int64(totals.unspendable().sats())
        .bytes(totals.muhash().bytes())
        .int64(block.spent().sats())
        .int64(block.coinbase().sats())
        .int64(block.created().sats())
        .int64(unspendable.genesis().sats())
        .int64(unspendable.repeated().sats())
        .int64(unspendable.scripts().sats())
        .int64(unspendable.unclaimed().sats())
        .toArray();
  }

  private CoinTotals decode(byte[] value) {
    try {
      var in = new ByteReader(Bytes.wrap(value));
      return new CoinTotals(
          in.int64(),
          in.int64(),
          new Amount(in.int64()),
          new Amount(in.int64()),
          new SetHash(in.bytes(Hash256.LENGTH)),
          new InBlock(
              new Amount(in.int64()),
              new Amount(in.int64()),
              new Amount(in.int64()),
              new Unspendable(
                  new Amount(in.int64()),
                  new Amount(in.int64()),
                  new Amount(in.int64()),
                  new Amount(in.int64()))));
    } catch (DecodeException e) {
      throw database().damaged("what all coins came to cannot be read: " + e.getMessage());
    }
  }
}
