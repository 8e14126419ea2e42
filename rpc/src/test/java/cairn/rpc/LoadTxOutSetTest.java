package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.BlockPoint;
import cairn.genesis.ChainFacts;
import cairn.genesis.ChainFacts.Snapshot;
import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.LedgerConfig;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that has loaded what another one has written. */
@Timeout(120)
class LoadTxOutSetTest {
  private static final int BASE = 20;
  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";

  @TempDir Path directory;
  private TestNode source;
  private TestNode node;
  private final List<String> blocks = new ArrayList<>();
  private String path = "";
  private String baseHash = "";

  @BeforeEach
  void open() throws Exception {
    source = new TestNode(directory.resolve("source"));
    var hashes =
        source.call("generatetoaddress", "[%d, \"%s\"]".formatted(BASE + 5, ADDRESS)).asArray();
    for (var hash : hashes) {
      blocks.add(source.call("getblock", "[\"%s\", 0]".formatted(hash.asString())).asString());
    }
    var dump =
        source
            .call(
                "dumptxoutset", "[\"utxo.dat\", \"rollback\", {\"rollback\": %d}]".formatted(BASE))
            .asObject();
    path = dump.find("path").asString();
    baseHash = dump.find("base_hash").asString();
    var coinsHash = Txid.fromDisplay(dump.find("txoutset_hash").asString()).bytes();
    node =
        new TestNode(directory.resolve("node"), LedgerConfig.PRUNE_ON_REQUEST, knowing(coinsHash));
    for (var block : blocks) {
      node.call("submitheader", "[\"%s\"]".formatted(block.substring(0, 160)));
    }
  }

  @AfterEach
  void close() {
    source.close();
    node.close();
  }

  private Network knowing(Bytes coinsHash) {
    var regtest = Networks.regtest();
    var facts = regtest.facts();
    var base = new BlockPoint(BASE, BlockHash.fromDisplay(baseHash));
    return regtest.with(
        new ChainFacts(
            facts.minimumChainWork(),
            null,
            List.of(new Snapshot(base, coinsHash, BASE + 1)),
            facts.transactions(),
            0,
            0));
  }

  private Json.Obj load(String file) throws Exception {
    return node.call("loadtxoutset", "[\"%s\"]".formatted(file)).asObject();
  }

  private List<Json> chainstates() throws Exception {
    return node.call("getchainstates", "[]").asObject().find("chainstates").asArray();
  }

  private void submit(List<String> some) throws Exception {
    for (var block : some) {
      node.call("submitblock", "[\"%s\"]".formatted(block));
    }
  }

  private void assertFails(String file, ErrorCode code, String why) {
    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> load(file))
        .matches(e -> e.code() == code)
        .withMessageContaining(why);
  }

  @Test
  void tellsOfBothChainsUntilTheyMeet() throws Exception {
    var loaded = load(path);
    assertThat(loaded.find("coins_loaded").asInt()).isEqualTo(BASE);
    assertThat(loaded.find("tip_hash").asString()).isEqualTo(baseHash);
    assertThat(loaded.find("base_height").asInt()).isEqualTo(BASE);
    assertThat(loaded.find("path").asString()).isEqualTo(path);

    submit(blocks.subList(BASE, BASE + 5));
    submit(blocks.subList(0, 3));
    while (node.ledger.validatedChain().height() < 3) {
      Thread.onSpinWait();
    }
    var history = chainstates().getFirst().asObject();
    assertThat(history.find("blocks").asInt()).isEqualTo(3);
    assertThat(history.has("snapshot_blockhash")).isFalse();
    assertThat(history.find("validated")).isEqualTo(Json.of(true));
    var active = chainstates().getLast().asObject();
    assertThat(active.find("blocks").asInt()).isEqualTo(BASE + 5);
    assertThat(active.find("snapshot_blockhash").asString()).isEqualTo(baseHash);
    assertThat(active.find("validated")).isEqualTo(Json.of(false));
    var background =
        node.call("getblockchaininfo", "[]").asObject().find("backgroundvalidation").asObject();
    assertThat(background.find("snapshotheight").asInt()).isEqualTo(BASE);
    assertThat(background.find("blocks").asInt()).isEqualTo(3);

    submit(blocks.subList(3, BASE));
    while (chainstates().size() > 1) {
      Thread.onSpinWait();
    }
    assertThat(chainstates().getFirst().asObject().find("validated")).isEqualTo(Json.of(true));
    assertThat(node.call("getblockchaininfo", "[]").asObject().has("backgroundvalidation"))
        .isFalse();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    var missing = directory.resolve("missing").toString();
    assertFails(missing, ErrorCode.INVALID_PARAMETER, "Couldn't open file " + missing);
    assertFails(directory.toString(), ErrorCode.INVALID_PARAMETER, "Couldn't open file");
    var garbage = directory.resolve("garbage");
    Files.writeString(garbage, "no coins");
    assertFails(
        garbage.toString(),
        ErrorCode.DESERIALIZATION_ERROR,
        "Unable to parse metadata: Invalid UTXO set snapshot magic bytes.");
    var longer = Files.readAllBytes(Path.of(path));
    var file = directory.resolve("longer");
    Files.write(file, Arrays.copyOf(longer, longer.length + 1));
    assertFails(
        file.toString(),
        ErrorCode.INTERNAL_ERROR,
        "Unable to load UTXO snapshot: Population failed: Bad snapshot - coins left over after"
            + " deserializing 20 coins. ("
            + file
            + ")");
    load(path);
    assertFails(
        path,
        ErrorCode.INTERNAL_ERROR,
        "Unable to load UTXO snapshot: Can't activate a snapshot-based chainstate more than once");
    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> node.call("invalidateblock", "[\"%s\"]".formatted(baseHash)))
        .withMessageContaining("before it is validated");
  }
}
