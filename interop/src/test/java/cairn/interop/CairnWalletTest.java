package cairn.interop;

import java.io.IOException;
import java.nio.file.Path;

/** The wallet with this project's own node. */
class CairnWalletTest extends WalletTest {
  @Override
  FullNode start(Path directory) throws IOException {
    return Cairn.start(directory, "-blockfilterindex=1");
  }
}
