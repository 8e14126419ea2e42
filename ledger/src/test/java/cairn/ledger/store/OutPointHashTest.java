package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutPointHashTest {
  private static final int COUNT = 100_000;

  /** Among so many numbers of 32 bits drawn at random, one or two are expected to repeat. */
  private static final int MIN_DISTINCT = COUNT - 20;

  private final OutPointHash hash = new OutPointHash(new Random(1));

  @Test
  void spreadsTheOutputsOfOneTransaction() {
    var txid = new Txid(1, 2, 3, 4);
    var hashes = new HashSet<Integer>();
    for (int i = 0; i < COUNT; i++) {
      hashes.add(hash.of(new OutPoint(txid, i)));
    }
    assertThat(hashes).hasSizeGreaterThan(MIN_DISTINCT);
  }

  @Test
  void spreadsTransactionsWhoseIdsDifferInOneWord() {
    for (int word = 0; word < 4; word++) {
      var hashes = new HashSet<Integer>();
      for (int i = 0; i < COUNT; i++) {
        var words = new long[4];
        words[word] = i;
        hashes.add(hash.of(new Txid(words[0], words[1], words[2], words[3]), 0));
      }
      assertThat(hashes).hasSizeGreaterThan(MIN_DISTINCT);
    }
  }

  @Test
  void dependsOnItsSecret() {
    var outpoint = new OutPoint(new Txid(1, 2, 3, 4), 5);
    assertThat(new OutPointHash(new Random(1)).of(outpoint)).isEqualTo(hash.of(outpoint));
    assertThat(new OutPointHash(new Random(2)).of(outpoint)).isNotEqualTo(hash.of(outpoint));
  }
}
