package cairn.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A wallet and its node, of which one ends in the middle of a command; both are new each time. */
abstract class WalletAccident {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  @AutoClose
  private Cairn node;

  @SuppressWarnings("NullAway.Init") // before each test
  private WalletUser alice;

  @BeforeEach
  final void prepareWallet() throws IOException {
    node = Cairn.start(directory.resolve("node"), "-blockfilterindex=1");
    alice = user("alice");
  }

  /** Somebody with a wallet that is empty. */
  final WalletUser user(String name) throws IOException {
    var user = new WalletUser(directory.resolve(name), node);
    user.ask("create", "--no-check");
    return user;
  }

  final Cairn node() {
    return node;
  }

  final WalletUser alice() {
    return alice;
  }

  /** Has Alice mine three coins that she can spend. */
  final void mineCoins() throws IOException {
    node.mine(103, alice.address());
    alice.ask("balance");
  }

  /** The ids of what the node knows of that is in no block. */
  final List<String> mempool() throws IOException {
    return node.rpc().call("getrawmempool").valueStream().map(JsonNode::stringValue).toList();
  }
}
