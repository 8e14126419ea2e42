package cairn.interop;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The wallet with this project's own node, which is the same for all tests. */
class CairnWalletTest extends WalletTest {
  @SuppressWarnings("NullAway.Init") // before all tests
  @TempDir
  private static Path home;

  private static @Nullable Cairn shared;
  private static int started;

  @Override
  FullNode node(Path directory) throws IOException {
    var node = shared;
    if (node != null && node.isAlive()) {
      node.abandon(1); // the mempool lives on this chain, and ends with it
      return node;
    }
    shared = Cairn.start(home.resolve("node" + ++started), "-blockfilterindex=1");
    return shared;
  }

  @Override
  void release(FullNode node) {
    // The next test has it.
  }

  @AfterAll
  static void end() {
    if (shared != null) {
      shared.close();
    }
  }
}
