package cairn.rpc.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.OrphanTransaction;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.rpc.TestNode;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers send, and what peers come to know of it. */
class RelayedTransactionsTest {
  private static final long SUBSIDY = 50 * Amount.SATS_PER_COIN;

  /** A script that is true, and P2WSH of it. */
  private static final Bytes TRUE = Bytes.of(0x51);

  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";
  private static final Script SCRIPT =
      Script.fromHex("00204ae81572f06e1b88fd5ced7a1a000945432e83e1551e6f721ee9c00b8cc33260");

  private TestNode node;

  /** The first coinbase. */
  private OutPoint coin;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    node = new TestNode(directory);
    var hashes = node.call("generatetoaddress", "[101, \"%s\"]".formatted(ADDRESS)).asArray();
    var first = node.call("getblock", "[%s]".formatted(JsonWriter.text(hashes.getFirst())));
    var txid = first.asObject().find("tx").asArray().getFirst().asString();
    coin = new OutPoint(Txid.fromDisplay(txid), 0);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static Transaction payment(OutPoint coin, int version, long sats) {
    var input = new TxIn(coin, Script.EMPTY, 0, Witness.of(TRUE));
    return Transaction.of(version, List.of(input), List.of(new TxOut(new Amount(sats), SCRIPT)), 0);
  }

  private static OutPoint output(Transaction transaction) {
    return new OutPoint(transaction.txid(), 0);
  }

  private static String hex(Transaction transaction) {
    return '"' + transaction.serialized().toHex() + '"';
  }

  private Json send(Transaction transaction) throws Exception {
    return node.call("sendrawtransaction", "[%s]".formatted(hex(transaction)));
  }

  private int unbroadcastCount() throws Exception {
    return node.call("getmempoolinfo", "[]").asObject().find("unbroadcastcount").asInt();
  }

  /** Even where the form from before BIP 144 could tell what is meant. */
  @Test
  void cannotBeWithoutInputs() {
    var outputs = "01" + "00".repeat(8) + "00";
    assertThatThrownBy(
            () -> node.call("sendrawtransaction", "[\"0200000000%s00000000\"]".formatted(outputs)))
        .hasMessage("TX decode failed. Make sure the tx has at least one input.");
  }

  @Test
  void areAnnouncedEachTimeThatTheyAreSent() throws Exception {
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    send(transaction);
    send(transaction);
    var announced = "announce " + transaction.wtxid();
    assertThat(node.network.orders).containsExactly(announced, announced);
  }

  @Test
  void goOverConnectionsOfTheirOwnIfTheyAreToStayPrivate() throws Exception {
    node.network.privately = true;
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    assertThat(send(transaction).asString()).isEqualTo(transaction.txid().display());
    assertThat(node.network.orders).isEmpty();
    assertThat(node.call("getrawmempool", "[]").asArray()).isEmpty();
    var told = node.call("getprivatebroadcastinfo", "[]").asObject().find("transactions").asArray();
    assertThat(told).hasSize(1);
    assertThat(JsonWriter.text(told.getFirst()))
        .isEqualTo(
            """
            {"txid":"%s","wtxid":"%s","hex":%s,"time_added":1,"attempts_remaining":998,"peers":[\
            {"address":"1.2.3.4:8333","sent":2},{"address":"1.2.3.5:8333","sent":3,"received":4}]}\
            """
                .formatted(transaction.txid(), transaction.wtxid(), hex(transaction)));
    var ids = "[\"%s\"]".formatted(transaction.txid());
    assertThat(JsonWriter.text(node.call("abortprivatebroadcast", ids)))
        .isEqualTo(
            "{\"removed_transactions\":[{\"txid\":\"%s\",\"wtxid\":\"%s\",\"hex\":%s}]}"
                .formatted(transaction.txid(), transaction.wtxid(), hex(transaction)));
    assertThatThrownBy(() -> node.call("abortprivatebroadcast", ids))
        .hasMessage("Transaction not in private broadcast queue. Check getprivatebroadcastinfo.");
  }

  @Test
  void areRefusedWhereTheyCannotBePrivate() throws Exception {
    assertThatThrownBy(() -> node.call("getprivatebroadcastinfo", "[]"))
        .hasMessage(
            "Private broadcast is not enabled. Ensure you're running Bitcoin Core with"
                + " -privatebroadcast=1.");
    node.network.privately = true;
    var other = payment(new OutPoint(coin.txid(), 9), 2, 1000);
    assertThatThrownBy(() -> send(other)).hasMessage("bad-txns-inputs-missingorspent");
    for (int sats = 1; sats <= 2; sats++) {
      send(payment(coin, 2, SUBSIDY - 1000L * sats));
    }
    assertThatThrownBy(() -> send(payment(coin, 2, SUBSIDY - 3000)))
        .hasMessage("Private broadcast queue is full");
    node.network.reachesTor = false;
    assertThatThrownBy(() -> send(payment(coin, 2, SUBSIDY - 1000)))
        .hasMessageContaining("none of the Tor or I2P networks is reachable");
  }

  @Test
  void areAnnouncedWithTheWitnessThatTheMempoolHas() throws Exception {
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    send(transaction);
    var input = transaction.inputs().getFirst().with(Witness.of(Bytes.of(1), TRUE));
    var other = Transaction.of(2, List.of(input), transaction.outputs(), 0);
    assertThat(send(other).asString()).isEqualTo(transaction.txid().display());
    assertThat(node.network.orders.getLast()).isEqualTo("announce " + transaction.wtxid());
  }

  @Test
  void areNotAnnouncedIfTheMempoolRefusesThem() {
    var transaction = payment(coin, 2, SUBSIDY + 1);
    assertThatThrownBy(() -> send(transaction)).hasMessageStartingWith("bad-txns-in-belowout");
    assertThat(node.network.orders).isEmpty();
  }

  @Test
  void countAsUnbroadcastUntilAPeerHasFetchedThem() throws Exception {
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    send(transaction);
    assertThat(unbroadcastCount()).isEqualTo(1);
    node.ledger.mempool().fetched(transaction.txid());
    assertThat(unbroadcastCount()).isZero();
    send(transaction);
    assertThat(unbroadcastCount()).isZero();
  }

  @Test
  void areAnnouncedAsFarAsTheMempoolTakesTheirPackage() throws Exception {
    var parent = payment(coin, 3, SUBSIDY);
    var child = payment(output(parent), 3, SUBSIDY - 1000);
    node.call("submitpackage", "[[%s, %s]]".formatted(hex(parent), hex(child)));
    assertThat(node.network.orders)
        .containsExactly("announce " + parent.wtxid(), "announce " + child.wtxid());
    assertThat(unbroadcastCount()).isZero();
  }

  @Test
  void areInTheNextBlock() throws Exception {
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    send(transaction);
    var template = node.call("getblocktemplate", "[{\"rules\": [\"segwit\"]}]").asObject();
    assertThat(template.find("transactions").asArray())
        .singleElement()
        .satisfies(json ->
            assertThat(json.asObject().find("txid").asString())
                .isEqualTo(transaction.txid().display()));
    assertThat(node.call("getmininginfo", "[]").asObject().find("pooledtx")).isEqualTo(Json.of(1));
    node.call("generatetoaddress", "[1, \"%s\"]".formatted(ADDRESS));
    assertThat(node.ledger.mempool().find(transaction.txid())).isNull();
  }

  @Test
  void areLeftOutOfTheNextTemplateIfTheOperatorTakesFromTheirFees() throws Exception {
    node.call("setmocktime", "[1800000000]");
    var transaction = payment(coin, 2, SUBSIDY - 1000);
    send(transaction);
    assertThat(templateSize()).isEqualTo(1);
    var id = transaction.txid().display();
    node.call("prioritisetransaction", "[\"%s\", 0, -2000]".formatted(id));
    node.call("setmocktime", "[1800000010]");
    assertThat(templateSize()).isZero();
  }

  private int templateSize() throws Exception {
    var template = node.call("getblocktemplate", "[{\"rules\": [\"segwit\"]}]").asObject();
    return template.find("transactions").asArray().size();
  }

  @Test
  void areShownWhileTheirParentsAreMissing() throws Exception {
    var orphan = payment(output(payment(coin, 2, SUBSIDY)), 2, 1000);
    node.network.orphans.add(
        new OrphanTransaction(orphan, new TreeSet<>(List.of(new PeerId(7), new PeerId(3)))));
    assertThat(node.call("getorphantxs", "[]")).isEqualTo(Json.array(Json.of(orphan.txid())));
    var shown = node.call("getorphantxs", "[2]").asArray().getFirst().asObject();
    assertThat(shown.find("wtxid").asString()).isEqualTo(orphan.wtxid().display());
    assertThat(shown.find("vsize").asInt()).isEqualTo(orphan.virtualSize());
    assertThat(shown.find("hex").asString()).isEqualTo(orphan.serialized().toHex());
    assertThat(shown.find("from")).isEqualTo(Json.array(Json.of(3), Json.of(7)));
    assertThat(node.call("getorphantxs", "[1]").asArray().getFirst().asObject().has("hex"))
        .isFalse();
  }
}
