package cairn.node;

import static cairn.node.Trial.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.headers.HeaderTree;
import org.junit.jupiter.api.Test;

class TipLogTest {
  @Test
  void describesATipAsBitcoindDoes() {
    var genesis = new HeaderTree(Networks.main()).genesis();
    assertThat(TipLog.line(genesis, 0.25, "0.3MiB(1txo)"))
        .isEqualTo(
            "UpdateTip: new best=000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
                + " height=0 version=0x00000001 log2_work=32.000022 tx=%d"
                    .formatted(genesis.chainTransactionCount())
                + " date='2009-01-03T18:15:05Z' progress=0.250000 cache=0.3MiB(1txo)");
  }

  @Test
  void measuresSmallWorkToo() {
    assertThat(TipLog.line(CHAIN.entry(5), 1, ""))
        .contains("height=5 version=0x20000000 log2_work=3.584963 ");
  }
}
