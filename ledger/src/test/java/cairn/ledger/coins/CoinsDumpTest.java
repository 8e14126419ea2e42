package cairn.ledger.coins;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.CoinsDump;
import cairn.ledger.chain.RandomBlocks;
import cairn.ledger.index.IndexOptions;
import cairn.ledger.index.IndexedLedger;
import cairn.primitives.Bytes;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinsDumpTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void holdsTheCoinsAfterABlock(int seed, @TempDir Path directory) throws Exception {
    var tree = new RandomBlocks(new Random(seed), 60);
    try (var node = IndexedLedger.open(directory, IndexOptions.NONE)) {
      node.submit(tree.blocks().subList(1, tree.blocks().size()));
      int height = node.ledger.chain().height();
      for (int back : List.of(0, 1, 7, 20, height)) {
        var base = Objects.requireNonNull(node.ledger.chain().at(height - back));
        var file = directory.resolve("coins" + back);
        CoinsDump dump;
        try (var snapshot = node.ledger.commands().snapshotCoins().join();
            var out = FileChannel.open(file, CREATE_NEW, WRITE)) {
          dump = CoinsDump.write(node.ledger, snapshot, base, out, _ -> true).orElseThrow();
        }
        var read = CoreSnapshot.decode(Bytes.wrap(Files.readAllBytes(file)));
        var block =
            tree.blocks().stream()
                .filter(each -> each.hash().equals(base.hash()))
                .findFirst()
                .orElseThrow();
        assertThat(read.block()).isEqualTo(base.hash());
        assertThat(read.coins()).isEqualTo(tree.coinsAfter(block));
        assertThat(dump.coins()).isEqualTo(read.coins().size());
        assertThat(dump.base()).isEqualTo(base);
      }
    }
  }
}
