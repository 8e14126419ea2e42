package cairn.interop;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The wallet with the node that all others are compared with. */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
class BitcoinCoreWalletTest extends WalletTest {
  @Override
  FullNode start(Path directory) throws IOException {
    return BitcoinCore.start(directory, "-blockfilterindex=1");
  }
}
