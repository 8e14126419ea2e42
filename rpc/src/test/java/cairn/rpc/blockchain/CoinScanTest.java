package cairn.rpc.blockchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.rpc.TestNode;
import cairn.rpc.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoinScanTest {
  private static final Script WANTED = Script.fromHex("51");
  private static final Coin COIN = new Coin(new TxOut(new Amount(7), WANTED), 0, true);

  private final List<String> percents = new ArrayList<>();
  private TestNode node;
  private CoinScan scan;

  @BeforeEach
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
    scan = new CoinScan(node.interruption);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** Coins of which the ids begin so, and of each as many as are scanned without a look around. */
  private CoinSnapshot coins(long... beginnings) {
    return new CoinSnapshot() {
      @Override
      public @Nullable BestBlock bestBlock() {
        return null;
      }

      @Override
      public @Nullable Coin get(OutPoint outPoint) {
        return null;
      }

      @Override
      public boolean forEach(Visitor visitor) {
        for (long beginning : beginnings) {
          var txid = new Txid(beginning << 48, 0, 0, 0);
          for (int i = 0; i < 4096; i++) {
            if (!visitor.visit(new OutPoint(txid, i), COIN)) {
              return false;
            }
          }
          percents.add(JsonWriter.text(scan.status()));
        }
        return true;
      }

      @Override
      public long diskBytes() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void tellsHowFarItHasCome() throws Exception {
    scan.run(coins(0, 0x4000, 0xffff), Map.of(), node.ledger);
    assertThat(percents)
        .containsExactly("{\"progress\":0}", "{\"progress\":25}", "{\"progress\":99}");
  }

  @Test
  void findsTheCoinsOfAScript() throws Exception {
    var found = scan.run(coins(1), Map.of(WANTED, "raw(51)#8lvh9jxk"), node.ledger).asObject();
    assertThat(found.find("success").asBoolean()).isTrue();
    assertThat(found.find("unspents").asArray()).hasSize(4096);
    assertThat(found.find("total_amount").toString()).contains("0.00028672");
  }

  @Test
  void endsWhenItIsAborted() throws Exception {
    scan.abort();
    var found = scan.run(coins(1, 2), Map.of(), node.ledger).asObject();
    assertThat(found.find("success").asBoolean()).isFalse();
    assertThat(found.find("txouts").asLong()).isOne();
  }

  @Test
  void endsWhenTheNodeStops() {
    node.interruption.interrupt();
    assertThatThrownBy(() -> scan.run(coins(1), Map.of(), node.ledger)).hasMessage("Shutting down");
    assertThat(percents).isEmpty();
  }
}
