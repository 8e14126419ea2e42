package cairn.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node of another family, in JavaScript, with a wallet. */
final class Bcoin extends FullNode {
  private static final String USER = "bitcoinrpc";
  private static final String PASSWORD = "interop";

  private final Rpc wallet;

  private Bcoin(Program program, Rpc rpc, Rpc wallet, int port) {
    super(program, rpc, port);
    this.wallet = wallet;
  }

  /**
   * Starts a node that calls nobody by itself, in a new directory, and waits until it answers. The
   * test is skipped, or fails, where bcoin cannot be installed.
   */
  static Bcoin start(Path directory, String... options) throws IOException {
    var installed = NpmInstallation.BCOIN.directory();
    Files.createDirectory(directory);
    var ports = Ports.free(3);
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "node",
            installed.resolve("start.js").toString(),
            "--network=regtest",
            "--memory=true",
            "--workers=false",
            "--prefix=" + directory,
            "--host=127.0.0.1",
            "--port=" + ports.get(0),
            "--http-host=127.0.0.1",
            "--http-port=" + ports.get(1),
            "--api-key=" + PASSWORD,
            "--wallet-http-host=127.0.0.1",
            "--wallet-http-port=" + ports.get(2),
            "--wallet-api-key=" + PASSWORD,
            "--wallet-no-auth=false",
            "--log-file=false"));
    command.addAll(List.of(options));
    // Its own network would be the main one wherever it does not think of the option.
    var environment = Map.of("NODE_BACKEND", "js", "BCOIN_NETWORK", "regtest");
    var program = Program.start(directory.resolve("output"), environment, command);
    var node =
        new Bcoin(
            program,
            new Rpc(ports.get(1), USER, PASSWORD),
            new Rpc(ports.get(2), USER, PASSWORD),
            ports.get(0));
    node.awaitStart();
    return node;
  }

  Rpc wallet() {
    return wallet;
  }

  /** A new address of its wallet. */
  String walletAddress() throws IOException {
    return wallet.call("getnewaddress", "default").stringValue();
  }

  /** Calls in the clear: it takes BIP 324 for nonsense, and bans for that. */
  @Override
  void connectTo(FullNode other, boolean encrypted) throws IOException {
    if (encrypted) {
      throw new IllegalArgumentException("bcoin does not know BIP 324");
    }
    rpc().call("addnode", other.address(), "onetry");
  }

  /** Mines blocks that pay its wallet. */
  @Override
  void mine(int blocks) throws IOException {
    rpc().call("generatetoaddress", blocks, walletAddress());
  }
}
