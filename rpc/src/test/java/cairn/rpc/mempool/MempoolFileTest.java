package cairn.rpc.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.mempoolfile.ImportTerms;
import cairn.ledger.mempoolfile.MempoolFile;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a mempool when it has been in its file. */
class MempoolFileTest {
  private static final long SUBSIDY = 50 * Amount.SATS_PER_COIN;
  private static final long FEE = 10_000;
  private static final Bytes TRUE = Bytes.of(0x51);
  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";
  private static final Script SCRIPT =
      Script.fromHex("00204ae81572f06e1b88fd5ced7a1a000945432e83e1551e6f721ee9c00b8cc33260");
  private static final Txid ABSENT = Txid.fromDisplay("ab".repeat(32));
  private static final long HOUR = 3600;

  @TempDir private Path directory;

  private TestNode node;
  private Transaction parent;
  private Transaction child;
  private long start;

  @BeforeEach
  void fill() throws Exception {
    node = new TestNode(directory);
    var hashes = node.call("generatetoaddress", "[101, \"%s\"]".formatted(ADDRESS)).asArray();
    var block = node.call("getblock", "[\"%s\"]".formatted(hashes.getFirst().asString()));
    var txid = block.asObject().find("tx").asArray().getFirst().asString();
    start = Instant.now().getEpochSecond();
    setTime(start);
    parent = payment(new OutPoint(Txid.fromDisplay(txid), 0), SUBSIDY - FEE);
    child = payment(new OutPoint(parent.txid(), 0), SUBSIDY - 2 * FEE);
    send(parent);
    setTime(start + HOUR);
    send(child);
    prioritise(child.txid(), 77);
    prioritise(ABSENT, -5);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static Transaction payment(OutPoint coin, long sats) {
    var input = new TxIn(coin, Script.EMPTY, 0, Witness.of(TRUE));
    return Transaction.of(2, List.of(input), List.of(new TxOut(new Amount(sats), SCRIPT)), 0);
  }

  private void setTime(long seconds) throws Exception {
    node.call("setmocktime", "[%d]".formatted(seconds));
  }

  private void send(Transaction transaction) throws Exception {
    node.call("sendrawtransaction", "[\"%s\"]".formatted(transaction.serialized().toHex()));
  }

  private void prioritise(Txid txid, long sats) throws Exception {
    node.call("prioritisetransaction", "[\"%s\", null, %d]".formatted(txid, sats));
  }

  private Path save() throws Exception {
    return Path.of(node.call("savemempool", "[]").asObject().find("filename").asString());
  }

  /** What the next run is to find. */
  private void restart(boolean restore) throws Exception {
    node.close();
    node = new TestNode(directory);
    setTime(start + 2 * HOUR);
    if (restore) {
      new MempoolFile(node.ledger, () -> false).restore();
    }
  }

  private List<String> entries() throws Exception {
    var entries = new ArrayList<String>();
    for (var member : node.call("getrawmempool", "[true]").asObject().members()) {
      var entry = member.value().asObject();
      var modified = ((Json.Num) entry.find("fees").asObject().find("modified")).text();
      entries.add(
          "%s %d %s %s"
              .formatted(
                  member.name(),
                  entry.find("time").asLong() - start,
                  modified,
                  entry.find("unbroadcast").asBoolean()));
    }
    return entries;
  }

  private String prioritised() throws Exception {
    return node.response("getprioritisedtransactions", "[]");
  }

  @Test
  void allOfItAfterARestart() throws Exception {
    assertThat(save()).isEqualTo(directory.resolve("mempool.dat"));
    var before = entries();
    var prioritised = prioritised();
    assertThat(before)
        .containsExactlyInAnyOrder(
            parent.txid() + " 0 0.00010000 true", child.txid() + " 3600 0.00010077 true");
    restart(true);
    assertThat(entries()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(prioritised()).isEqualTo(prioritised);
  }

  @Test
  void theTransactionsAloneOfAFileThatIsImported() throws Exception {
    var file = save();
    restart(false);
    node.call("importmempool", "[\"%s\"]".formatted(file));
    assertThat(entries())
        .containsExactlyInAnyOrder(
            parent.txid() + " 7200 0.00010000 false", child.txid() + " 7200 0.00010000 false");
    assertThat(prioritised()).isEqualTo("{\"result\":{},\"error\":null}");
  }

  @Test
  void asMuchOfAFileAsTheCallerBelieves() throws Exception {
    var file = save();
    restart(false);
    node.call(
        "importmempool",
        "[\"%s\", {\"use_current_time\": false, \"apply_fee_delta_priority\": true}]"
            .formatted(file));
    assertThat(entries())
        .containsExactlyInAnyOrder(
            parent.txid() + " 0 0.00010000 false", child.txid() + " 3600 0.00010077 false");
    node.call("importmempool", "[\"%s\", {\"apply_unbroadcast_set\": true}]".formatted(file));
    assertThat(entries()).allMatch(entry -> entry.endsWith("true"));
  }

  @Test
  void nothingOfWhatIsTooOld() throws Exception {
    save();
    node.close();
    node = new TestNode(directory);
    setTime(start + 14 * 24 * HOUR + HOUR / 2);
    new MempoolFile(node.ledger, () -> false).restore();
    assertThat(entries()).isEmpty(); // the child is not too old, but its parent is
  }

  @Test
  void nothingIfTheNodeStops() throws Exception {
    save();
    restart(false);
    assertThat(new MempoolFile(node.ledger, () -> true).load(file(), ImportTerms.ALL)).isFalse();
    assertThat(entries()).isEmpty();
  }

  private Path file() {
    return directory.resolve("mempool.dat");
  }

  @Test
  void whatCameBeforeTheDamage() throws Exception {
    var bytes = Files.readAllBytes(save());
    Files.write(file(), Bytes.wrap(bytes, 0, bytes.length - 50).toArray());
    restart(false);
    assertThatThrownBy(() -> node.call("importmempool", "[\"%s\"]".formatted(file())))
        .hasMessage("Unable to import mempool file, see debug log for details.");
    assertThat(entries()).hasSize(2);
  }

  @Test
  void thereHasToBeAFileToImport() {
    assertThatThrownBy(() -> node.call("importmempool", "[\"/nowhere\"]"))
        .hasMessage("Unable to import mempool file, see debug log for details.");
  }

  @Test
  void theOldFileStaysIfThereCanBeNoNewOne() throws Exception {
    var before = Files.readAllBytes(save());
    Files.createDirectory(directory.resolve("mempool.dat.new"));
    assertThatThrownBy(this::save).hasMessage("Unable to dump mempool to disk");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void isWrittenAtTheEnd() {
    new MempoolFile(node.ledger, () -> false).saveAtEnd();
    assertThat(file()).exists();
  }
}
