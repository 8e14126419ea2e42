package cairn.rpc.blockchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coin that is mined, and spent by what is first in the mempool, then in a block. */
class GetDescriptorActivityTest {
  /** P2WSH of a script that is true. */
  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";

  private static final Script OTHER = Script.fromHex("0014" + "11".repeat(20));

  private TestNode node;
  private List<String> hashes;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    node = new TestNode(directory);
    hashes = mine(101);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private List<String> mine(int count) throws Exception {
    return node
        .call("generatetoaddress", "[%d, \"%s\"]".formatted(count, ADDRESS))
        .asArray()
        .stream()
        .map(Json::asString)
        .toList();
  }

  private List<Json> activity(String blocks, String objects, boolean withMempool) throws Exception {
    var params = "[[%s], [%s], %b]".formatted(blocks, objects, withMempool);
    return node.call("getdescriptoractivity", params).asObject().find("activity").asArray();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String of(String script) {
    return quoted("raw(" + script + ")");
  }

  private static String text(Json event, String field) {
    return event.asObject().find(field).asString();
  }

  private Transaction spendFirstCoinbase() throws Exception {
    var block = node.call("getblock", "[\"%s\"]".formatted(hashes.getFirst())).asObject();
    var coin = new OutPoint(Txid.fromDisplay(block.find("tx").asArray().getFirst().asString()), 0);
    var input = new TxIn(coin, Script.EMPTY, 0, Witness.of(Bytes.of(0x51)));
    var output = new TxOut(new Amount(49 * Amount.SATS_PER_COIN), OTHER);
    var transaction = Transaction.of(2, List.of(input), List.of(output), 0);
    var hex = quoted(transaction.serialized().toHex());
    node.call("sendrawtransaction", "[%s, 0]".formatted(hex));
    return transaction;
  }

  @Test
  void tellsOfCoinsThatComeAndGo() throws Exception {
    var transaction = spendFirstCoinbase();
    var both = quoted("addr(" + ADDRESS + ")") + "," + of(OTHER.bytes().toHex());
    var first = quoted(hashes.getFirst());
    assertThat(activity(first, both, false))
        .singleElement()
        .satisfies(event -> {
          assertThat(text(event, "type")).isEqualTo("receive");
          assertThat(text(event, "blockhash")).isEqualTo(hashes.getFirst());
        });
    assertThat(activity("", both, true))
        .satisfiesExactly(
            spend -> {
              assertThat(text(spend, "type")).isEqualTo("spend");
              assertThat(text(spend, "spend_txid")).isEqualTo(transaction.txid().display());
              assertThat(spend.asObject().has("blockhash")).isFalse();
            },
            receipt -> {
              assertThat(text(receipt, "txid")).isEqualTo(transaction.txid().display());
              assertThat(receipt.asObject().has("height")).isFalse();
            });
    var last = quoted(mine(1).getFirst());
    assertThat(activity(last + "," + first, both, true))
        .as("by height, whatever the order of the blocks")
        .extracting(event -> text(event, "type"))
        .containsExactly("receive", "receive", "spend", "receive");
  }

  @Test
  void wantsBlocksOfTheActiveChain() throws Exception {
    var last = hashes.getLast();
    node.call("invalidateblock", "[\"%s\"]".formatted(last));
    assertThatThrownBy(() -> activity(quoted(last), of("51"), false))
        .hasMessage("Block is not in main chain");
    assertThatThrownBy(() -> activity(quoted("00".repeat(32)), of("51"), false))
        .hasMessage("Block not found");
  }
}
