package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.p2p.TransactionPool.Answer;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Transactions of Core's wallet, and blocks with them, over both transports. */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
@Timeout(300)
class BitcoinCoreTransactionsTest {
  /** Coinbases can be spent after a hundred blocks: so many of these can. */
  private static final int BLOCKS = 110;

  /** How many transactions there are in a block. */
  private static final int PAYMENTS = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AutoClose private final PoolNode node = new PoolNode();

  @SuppressWarnings("NullAway.Init") // before each test
  @AutoClose
  private BitcoinCore core;

  @BeforeEach
  void start() throws IOException {
    core = BitcoinCore.start(directory.resolve("core"));
    core.mine(BLOCKS);
  }

  private void connect(boolean encrypted) {
    node.connectTo(core, encrypted);
    node.awaitHeight(BLOCKS);
  }

  private List<String> pay() throws IOException {
    var payments = new ArrayList<String>();
    for (int i = 0; i < PAYMENTS; i++) {
      payments.add(core.pay());
    }
    for (var payment : payments) {
      node.awaitInPool(Txid.fromDisplay(payment));
    }
    return payments;
  }

  /** What Core says of this node. */
  private JsonNode peer() throws IOException {
    return core.rpc().call("getpeerinfo").get(0);
  }

  private static long bytes(JsonNode counts, String command) {
    return counts.path(command).longValue(0);
  }

  /** A block that Core has made and told nobody of, not even itself. */
  private Block made(List<String> transactions) throws IOException, DecodeException {
    var block =
        core.rpc().call("generateblock", core.walletAddress(), transactions, false).get("hex");
    return Block.decode(Bytes.fromHex(block.stringValue()));
  }

  @ParameterizedTest(name = "encrypted: {0}")
  @ValueSource(booleans = {true, false})
  void tellsCoreOfTransactions(boolean encrypted) throws IOException, DecodeException {
    connect(encrypted);
    var rpc = core.rpc();
    var coin = rpc.call("listunspent").get(0);
    var inputs = List.of(Map.of("txid", coin.get("txid"), "vout", coin.get("vout")));
    var outputs = List.of(Map.of(core.walletAddress(), 49.999));
    var unsigned = rpc.call("createrawtransaction", inputs, outputs).stringValue();
    var signed = rpc.call("signrawtransactionwithwallet", unsigned).get("hex").stringValue();
    var transaction = Transaction.decode(Bytes.fromHex(signed));
    assertThat(node.announce(transaction)).isInstanceOf(Answer.Accepted.class);
    await()
        .atMost(FullNode.PATIENCE)
        .until(() -> rpc.call("getmempoolinfo").get("size").intValue() == 1);
  }

  @ParameterizedTest(name = "encrypted: {0}")
  @ValueSource(booleans = {true, false})
  void asksForNothingOfABlockWhoseTransactionsItKnows(boolean encrypted) throws IOException {
    connect(encrypted);
    core.mine(1);
    node.awaitHeight(BLOCKS + 1);
    await().atMost(FullNode.PATIENCE).until(() -> peer().get("bip152_hb_from").booleanValue());
    pay();
    var before = node.sent();
    core.mine(1);
    node.awaitHeight(BLOCKS + 2);
    assertThat(node.sent())
        .doesNotContainKey("getblocktxn")
        .containsEntry("getdata", before.get("getdata"));
    assertThat(bytes(peer().get("bytessent_per_msg"), "cmpctblock")).isPositive();
  }

  @ParameterizedTest(name = "encrypted: {0}")
  @ValueSource(booleans = {true, false})
  void isAskedForNothingOfABlockWhoseTransactionsCoreKnows(boolean encrypted)
      throws IOException, DecodeException {
    connect(encrypted);
    node.take(made(List.of()));
    await().atMost(FullNode.PATIENCE).until(() -> peer().get("bip152_hb_to").booleanValue());
    var payments = pay();
    var before = peer();
    node.take(made(payments));
    await().atMost(FullNode.PATIENCE).until(() -> core.height() == BLOCKS + 2);
    var after = peer();
    var asked = after.get("bytessent_per_msg");
    assertThat(asked.has("getblocktxn")).isFalse();
    assertThat(bytes(asked, "getdata"))
        .isEqualTo(bytes(before.get("bytessent_per_msg"), "getdata"));
    assertThat(bytes(after.get("bytesrecv_per_msg"), "cmpctblock"))
        .isGreaterThan(bytes(before.get("bytesrecv_per_msg"), "cmpctblock"));
  }
}
