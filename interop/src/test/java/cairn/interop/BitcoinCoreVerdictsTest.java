package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * On transactions that are nearly right Cairn passes the same verdicts as Core, with the same
 * reasons, fees and sizes, and none of them changes anything.
 */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
@Timeout(3600)
class BitcoinCoreVerdictsTest {
  private static final int TRANSACTIONS = 100_000;
  private static final int BATCH = 500;

  private static final Amount OPEN = new Amount(Amount.SATS_PER_COIN);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void areThoseOfCore() throws IOException, DecodeException {
    long seed = new Random().nextLong();
    var differences = new TreeMap<String, String>();
    var reasons = new TreeSet<String>();
    try (var twins = Twins.start(directory)) {
      var originals = originals(twins.core());
      originals.addAll(openCoins(twins));
      var before = List.of(state(twins.core()), state(twins.cairn()));
      var random = new Random(seed);
      var mutations = new Mutations(random, outPoints(originals));
      for (int i = 0; i < TRANSACTIONS / BATCH; i++) {
        var batch = new ArrayList<Transaction>();
        for (int j = 0; j < BATCH; j++) {
          batch.add(mutations.mutate(originals.get(random.nextInt(originals.size()))));
        }
        var texts = batch.stream().map(transaction -> transaction.serialized().toHex()).toList();
        if (i % 2 == 0) {
          texts = signed(twins.core(), texts);
        }
        var expected = verdicts(twins.core(), texts);
        var actual = verdicts(twins.cairn(), texts);
        for (int j = 0; j < BATCH; j++) {
          reasons.add(reason(expected.get(j)));
          if (!expected.get(j).equals(actual.get(j))) {
            differences.putIfAbsent(
                reason(expected.get(j)) + ", not " + reason(actual.get(j)), texts.get(j));
          }
        }
      }
      assertThat(List.of(state(twins.core()), state(twins.cairn()))).isEqualTo(before);
    }
    assertThat(differences).describedAs("seed %d", seed).isEmpty();
    assertThat(reasons).describedAs("seed %d", seed).hasSizeGreaterThan(30).contains("allowed");
  }

  /** What could be changed. */
  private static List<JsonNode> state(FullNode node) throws IOException {
    return List.of(
        node.rpc().call("getbestblockhash"),
        node.rpc().call("gettxoutsetinfo", "muhash").get("muhash"),
        node.rpc().call("getrawmempool"));
  }

  /** Valid ones, of coins of all kinds that Core's wallet has, confirmed or not. */
  private static List<Transaction> originals(BitcoinCore core) throws IOException, DecodeException {
    var originals = new ArrayList<Transaction>();
    for (var coin : core.rpc().call("listunspent", 0)) {
      var input = Map.of("txid", coin.get("txid"), "vout", coin.get("vout"));
      for (var address : List.of("legacy", "p2sh-segwit", "bech32", "bech32m")) {
        var to = core.rpc().call("getnewaddress", "", address).stringValue();
        var outputs =
            List.of(
                Map.of(to, "0.1"),
                Map.of(
                    core.walletAddress(),
                    coin.get("amount").decimalValue().subtract(new BigDecimal("0.101"))));
        var raw = core.rpc().call("createrawtransaction", List.of(input), outputs);
        var signed = core.rpc().call("signrawtransactionwithwallet", raw).get("hex");
        originals.add(Transaction.decode(Bytes.fromHex(signed.stringValue())));
      }
    }
    for (var txid : core.rpc().call("getrawmempool")) {
      var raw = core.rpc().call("getrawtransaction", txid).stringValue();
      originals.add(Transaction.decode(Bytes.fromHex(raw)));
    }
    return originals;
  }

  /** Spends, two by two, coins that a block has made for everybody. */
  private static List<Transaction> openCoins(Twins twins) throws IOException, DecodeException {
    var core = twins.core();
    var coins = OpenCoin.all();
    var paid = core.rpc().call("listunspent", 100).get(0);
    var made =
        Transaction.of(
            2,
            List.of(
                new TxIn(
                    new OutPoint(
                        Txid.fromDisplay(paid.get("txid").stringValue()),
                        paid.get("vout").intValue()),
                    Script.EMPTY,
                    TxIn.SEQUENCE_FINAL)),
            coins.stream().map(coin -> new TxOut(OPEN, coin.scriptPubKey())).toList(),
            0);
    var signed = signed(core, List.of(made.serialized().toHex())).getFirst();
    twins.mine(List.of(signed));
    var txid = Transaction.decode(Bytes.fromHex(signed)).txid();
    var spending = new ArrayList<Transaction>();
    for (int i = 0; i < coins.size(); i++) {
      int next = (i + 1) % coins.size();
      spending.add(
          Transaction.of(
              2,
              List.of(
                  coins.get(i).spending(new OutPoint(txid, i)),
                  coins.get(next).spending(new OutPoint(txid, next))),
              List.of(new TxOut(OPEN, coins.get(next).scriptPubKey())),
              0));
    }
    return spending;
  }

  private static List<OutPoint> outPoints(List<Transaction> transactions) {
    var outPoints = new ArrayList<OutPoint>();
    for (var transaction : transactions) {
      transaction.inputs().forEach(input -> outPoints.add(input.previousOutput()));
      outPoints.add(new OutPoint(transaction.txid(), 0));
    }
    outPoints.add(OutPoint.NULL);
    outPoints.add(new OutPoint(Txid.ZERO, 0));
    return outPoints;
  }

  private static List<String> signed(BitcoinCore core, List<String> texts) throws IOException {
    var answers = ask(core, "signrawtransactionwithwallet", texts);
    var signed = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      signed.add(answers.get(i).path("result").path("hex").stringValue(texts.get(i)));
    }
    return signed;
  }

  private static List<JsonNode> verdicts(FullNode node, List<String> texts) throws IOException {
    var arguments = texts.stream().map(List::of).toList();
    var verdicts = new ArrayList<JsonNode>();
    for (var answer : ask(node, "testmempoolaccept", arguments)) {
      verdicts.add(
          answer.get("error").isNull() ? answer.get("result").get(0) : answer.get("error"));
    }
    return verdicts;
  }

  private static JsonNode ask(FullNode node, String method, List<?> arguments) throws IOException {
    var calls =
        arguments.stream()
            .map(argument -> Map.of("id", 1, "method", method, "params", List.of(argument)))
            .toList();
    return node.rpc().post("", calls);
  }

  private static String reason(JsonNode verdict) {
    if (verdict.has("code")) {
      return verdict.get("code").toString();
    }
    return verdict.get("allowed").booleanValue()
        ? "allowed"
        : verdict.get("reject-reason").stringValue();
  }
}
