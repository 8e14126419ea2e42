package cairn.bench.micro;

import cairn.genesis.Networks;
import cairn.ledger.BestBlock;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.store.CoinsDatabase;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Coins in the cache and in the database, next to a look-up in a map of objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Coins {
  private static final int COUNT = 500_000;
  private static final long CACHE_BYTES = 200L << 20;
  private static final Script SCRIPT =
      Script.fromHex("0014000102030405060708090a0b0c0d0e0f10111213");

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Txid> stored = new ArrayList<>(COUNT);
  private final Map<OutPoint, TxOut> map = new HashMap<>();
  private @Nullable Path directory;
  private @Nullable CoinsDatabase database;
  private @Nullable CoinsCache cache;

  @Setup
  public void fill() throws IOException {
    var network = Networks.regtest();
    directory = Files.createTempDirectory("cairn-bench");
    var identity = new NetworkIdentity(network.genesis().hash(), network.peers().magic());
    var opened = CoinsDatabase.open(directory, identity, 32 << 20);
    var coins = new CoinsCache(opened, CACHE_BYTES, random);
    for (int i = 0; i < COUNT; i++) {
      var transaction = transaction(i);
      stored.add(transaction.txid());
      map.put(new OutPoint(transaction.txid(), 0), transaction.outputs().getFirst());
      coins.addOutputs(transaction, 1);
    }
    coins.setBestBlock(new BestBlock(BlockHash.ZERO, 1));
    coins.flush();
    database = opened;
    cache = coins;
  }

  @TearDown
  public void close() throws IOException {
    cache().close();
    database().close();
    try (var files = Files.walk(Objects.requireNonNull(directory))) {
      for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Benchmark
  public @Nullable TxOut mapGet() {
    return map.get(anyStored());
  }

  @Benchmark
  public boolean cacheHas() {
    return cache().has(anyStored());
  }

  @Benchmark
  public boolean cacheSpendAndRestore() {
    var outpoint = anyStored();
    var coin = cache().spend(outpoint, FetchedCoins.NONE);
    return coin != null && cache().restore(outpoint, coin);
  }

  /** Two hundred at a time, as for a part of a block. */
  @Benchmark
  public FetchedCoins databaseFetch() {
    var outpoints = new ArrayList<OutPoint>(200);
    for (int i = 0; i < 200; i++) {
      outpoints.add(anyStored());
    }
    return database().fetch(outpoints);
  }

  private OutPoint anyStored() {
    return new OutPoint(stored.get(random.nextInt(COUNT)), 0);
  }

  private CoinsCache cache() {
    return Objects.requireNonNull(cache);
  }

  private CoinsDatabase database() {
    return Objects.requireNonNull(database);
  }

  private static Transaction transaction(int number) {
    var input =
        new TxIn(new OutPoint(new Txid(number, 0, 0, 0), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL);
    return Transaction.of(2, List.of(input), List.of(new TxOut(new Amount(number), SCRIPT)), 0);
  }
}
