package cairn.wallet.cli;

import cairn.genesis.Network;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.WalletFiles;
import cairn.wallet.json.JsonText;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.sync.Progress;
import cairn.wallet.sync.Synchronizer;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command works with: what was configured, the wallet, the node, and the user. Not
 * thread-safe.
 */
final class Session implements AutoCloseable {
  private final Surroundings surroundings;
  private final Config config;
  private final boolean json;
  private final Network network;
  private final Money money;
  private @Nullable Wallet wallet;
  private @Nullable NodeClient node;

  Session(Surroundings surroundings, Config config, boolean json) throws WalletException {
    this.surroundings = surroundings;
    this.config = config;
    this.json = json;
    this.network = config.network();
    this.money = config.money();
  }

  Config config() {
    return config;
  }

  Network network() {
    return network;
  }

  Money money() {
    return money;
  }

  Prompter prompter() {
    return surroundings.prompter();
  }

  Instant now() {
    return surroundings.clock().instant();
  }

  /** The wallet that is meant, open. */
  Wallet wallet() throws WalletException {
    var known = wallet;
    if (known == null) {
      var name = config.get(Setting.WALLET);
      var file = config.files().file(name);
      if (!Files.exists(file)) {
        throw WalletException.failed(
            "there is no wallet '%s' for the network %s: 'create' or 'restore' makes one"
                .formatted(name, network));
      }
      known = Wallet.open(file, network);
      wallet = known;
      if (WalletFiles.isOpenToOthers(file)) {
        warn("other users may read the wallet's file: 'chmod 600 " + file + "' ends that");
      }
    }
    return known;
  }

  NodeClient node() throws WalletException {
    var known = node;
    if (known == null) {
      known = new NodeClient(config.node(network));
      node = known;
    }
    return known;
  }

  /** Brings the wallet up to date, and shows how far that has come if it takes long. */
  Synchronizer.Result synchronize() throws WalletException {
    var shown = new ShownProgress(surroundings);
    var result = new Synchronizer(wallet(), node()).synchronize(json ? Progress.NONE : shown);
    shown.end();
    if (!result.mempoolSeen()) {
      warn("the mempool is too large to be searched: payments in no block yet may be missing");
    }
    return result;
  }

  Passwords passwords() {
    return new Passwords(config, surroundings);
  }

  /**
   * Shows what came of a command: to programs its fields, to people the text.
   *
   * @param text may be empty, and then nothing is shown to people
   */
  void show(Object fields, String text) {
    if (json) {
      surroundings.out().println(JsonText.of(fields, true));
    } else if (!text.isEmpty()) {
      surroundings.out().println(Plain.text(text.stripTrailing()));
    }
  }

  /** Writes text that is neither for people nor an answer in JSON. */
  void print(String text) {
    surroundings.out().print(text);
    surroundings.out().flush();
  }

  /** Where the wallet's key is while it is unlocked. */
  UnlockFile unlockFile() throws WalletException {
    return new UnlockFile(surroundings.environment(), wallet());
  }

  Clock clock() {
    return surroundings.clock();
  }

  boolean isJson() {
    return json;
  }

  Map<String, String> environment() {
    return surroundings.environment();
  }

  /** Says something to people that is not what they asked for. */
  void warn(String text) {
    new Complaints(surroundings.err(), json).warn(text);
  }

  /** Says something that is not an answer, unless a program reads. */
  void say(String text) {
    if (!json) {
      surroundings.err().println(Plain.text(text));
    }
  }

  /** Closes the wallet, so that another can be opened. */
  @Override
  public void close() {
    var open = wallet;
    wallet = null;
    if (open != null) {
      open.close();
    }
    var called = node;
    node = null;
    if (called != null) {
      called.close();
    }
  }
}
