package cairn.bench.mempool;

import cairn.bench.rpc.NodeAddress;
import cairn.bench.rpc.NodeRpc;
import cairn.genesis.Networks;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./cairn bench mempool}: how fast a node on regtest takes unrelated transactions, each of
 * one P2WPKH input and two outputs, over RPC and from a peer. They are all signed before.
 */
@Command(
    name = "mempool",
    description = "Time how fast a node of regtest on this machine takes signed transactions.",
    mixinStandardHelpOptions = true)
public final class MempoolCommand implements Callable<Integer> {
  /** So many outputs are made of one coin: a transaction with more is not standard. */
  private static final int SPLIT = 3000;

  /** All coins are those of the first blocks, which are mature after this many more. */
  private static final int MATURITY = 100;

  private static final long FEE = 1000;
  private static final long SPLIT_FEE = 1_000_000;
  private static final long POLL = TimeUnit.MILLISECONDS.toNanos(20);

  @Spec private CommandSpec spec;

  @Option(
      names = "--rpcport",
      paramLabel = "PORT",
      defaultValue = "18443",
      description = "Where the node answers RPC (${DEFAULT-VALUE}).")
  private int rpcPort;

  @Option(
      names = "--credentials",
      paramLabel = "USER:PASSWORD",
      required = true,
      description = "Who may call it.")
  private String credentials;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "18444",
      description = "Where it listens for peers (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many transactions each way (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of them in a request (${DEFAULT-VALUE}).")
  private int batch;

  private final Payer payer = new Payer(20_000);

  @Override
  public Integer call() throws IOException {
    if (count < 1 || batch < 1) {
      throw new ParameterException(spec.commandLine(), "--count and --batch are at least 1");
    }
    var out = spec.commandLine().getOut();
    try (var rpc = new NodeRpc(new NodeAddress(rpcPort, credentials))) {
      var transactions = prepare(rpc, 2 * count);
      report(out, "rpc", sendByRpc(rpc, transactions.subList(0, count)));
      awaitSize(rpc, count);
      report(out, "p2p", sendByPeer(rpc, transactions.subList(count, 2 * count)));
    }
    return 0;
  }

  private void report(PrintWriter out, String way, long nanos) {
    double seconds = nanos / 1e9;
    out.printf("%s: %d transactions in %.2f s, %.0f/s%n", way, count, seconds, count / seconds);
    out.flush();
  }

  /**
   * Mines coins and splits them, and signs a transaction for each part. The mempool is empty then.
   */
  private List<Transaction> prepare(NodeRpc rpc, int wanted) throws IOException {
    int coins = Math.ceilDiv(wanted, SPLIT);
    var address =
        Address.WitnessPublicKeyHash.of(payer.publicKey()).text(Networks.regtest().addresses());
    var blocks = rpc.call("generatetoaddress", coins + MATURITY, address);
    // They may be worth less than the first ones, and not all the same.
    long least = value(coinbase(rpc, blocks.get(coins - 1).asString()));
    long part = (least - SPLIT_FEE) / SPLIT;
    var splits = new ArrayList<Transaction>();
    for (int i = 0; i < coins; i++) {
      var coinbase = coinbase(rpc, blocks.get(i).asString());
      var coin = new OutPoint(Txid.fromDisplay(coinbase.path("txid").asString()), 0);
      var split = payer.pay(coin, value(coinbase), SPLIT, part);
      rpc.call("sendrawtransaction", split.serialized().toHex());
      splits.add(split);
    }
    while (!rpc.call("getrawmempool").isEmpty()) {
      rpc.call("generatetoaddress", 1, address);
    }
    long half = (part - FEE) / 2;
    return IntStream.range(0, wanted)
        .parallel()
        .mapToObj(i -> {
          var coin = new OutPoint(splits.get(i / SPLIT).txid(), i % SPLIT);
          return payer.pay(coin, part, 2, half);
        })
        .toList();
  }

  private static JsonNode coinbase(NodeRpc rpc, String block) throws IOException {
    return rpc.call("getblock", block, 2).path("tx").get(0);
  }

  private static long value(JsonNode coinbase) {
    var coins = coinbase.path("vout").get(0).path("value").decimalValue();
    return coins.multiply(BigDecimal.valueOf(Amount.SATS_PER_COIN)).longValueExact();
  }

  private long sendByRpc(NodeRpc rpc, List<Transaction> transactions) throws IOException {
    var texts = transactions.stream().map(each -> each.serialized().toHex()).toList();
    long start = System.nanoTime();
    for (int i = 0; i < count; i += batch) {
      rpc.callEach("sendrawtransaction", texts.subList(i, Math.min(i + batch, count)));
    }
    return System.nanoTime() - start;
  }

  private long sendByPeer(NodeRpc rpc, List<Transaction> transactions) throws IOException {
    try (var sender = new Sender(port, Networks.regtest().peers().magic())) {
      long start = System.nanoTime();
      for (var transaction : transactions) {
        sender.send(transaction);
      }
      sender.flush();
      awaitSize(rpc, 2 * count);
      return System.nanoTime() - start;
    }
  }

  private static void awaitSize(NodeRpc rpc, int size) throws IOException {
    while (rpc.call("getmempoolinfo").path("size").asInt() < size) {
      LockSupport.parkNanos(POLL);
    }
  }
}
