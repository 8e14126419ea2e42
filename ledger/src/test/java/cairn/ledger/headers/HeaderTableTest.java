package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeaderTableTest {
  private final HeaderTable table = new HeaderTable();

  @Test
  void findsNothingWhileItIsEmpty() {
    assertThat(table.get(new BlockHash(0, 0, 0, 0))).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void tellsEntriesApartWhoseHashesBeginAlike() {
    var entries = new ArrayList<HeaderEntry>();
    for (int i = 0; i < 300; i++) {
      var entry = entry(new BlockHash(-1, i % 7, i, -i));
      entries.add(entry);
      table.add(entry);
    }
    for (var entry : entries) {
      assertThat(table.get(entry.hash())).isSameAs(entry);
    }
    assertThat(table.get(new BlockHash(-1, 0, 0, 1))).isNull();
  }

  @Test
  void wrapsAroundAtItsEnd() {
    var last = entry(new BlockHash(1023, 0, 0, 0));
    var wrapped = entry(new BlockHash(1023, 0, 0, 1));
    table.add(last);
    table.add(wrapped);
    assertThat(table.get(last.hash())).isSameAs(last);
    assertThat(table.get(wrapped.hash())).isSameAs(wrapped);
  }

  /** Readers ask, over and over, for what the writer has said is there. */
  @Test
  void showsReadersEveryEntryThatWasAddedBeforeTheyLook()
      throws InterruptedException, ExecutionException {
    int count = 50_000;
    var entries = new HeaderEntry[count];
    for (int i = 0; i < count; i++) {
      entries[i] = entry(new BlockHash(i * 0x9e3779b97f4a7c15L, i, 0, 0));
    }
    var added = new AtomicInteger();
    try (var readers = Executors.newFixedThreadPool(2)) {
      var found = new ArrayList<Future<Integer>>();
      for (int reader = 0; reader < 2; reader++) {
        found.add(readers.submit(() -> missing(entries, added)));
      }
      for (int i = 0; i < count; i++) {
        table.add(entries[i]);
        added.set(i + 1);
      }
      assertThat(List.of(found.get(0).get(), found.get(1).get())).containsOnly(0);
    }
  }

  /** How many entries could not be found although they had been added. */
  private int missing(HeaderEntry[] entries, AtomicInteger added) {
    int missing = 0;
    int seen;
    do {
      seen = added.get();
      for (int i = Math.max(0, seen - 50); i < seen; i++) {
        if (table.get(entries[i].hash()) != entries[i]) {
          missing++;
        }
      }
    } while (seen < entries.length);
    return missing;
  }

  private static HeaderEntry entry(BlockHash hash) {
    var header = new BlockHeader(1, BlockHash.ZERO, MerkleRoot.ZERO, 0, 0x207fffff, 0);
    return new HeaderEntry(header, hash, null, new Work(0, 1));
  }
}
