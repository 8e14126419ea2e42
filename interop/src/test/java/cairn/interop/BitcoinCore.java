package cairn.interop;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** The node that all others are compared with, with a wallet. */
final class BitcoinCore extends FullNode {
  /** The path of {@code bitcoind}. */
  static final String PROGRAM = "cairn.bitcoind";

  private BitcoinCore(Program program, NodeHome home) {
    super(program, home.rpc(), home.port());
  }

  /** Starts a node that calls nobody by itself, in a new directory, and waits until it answers. */
  static BitcoinCore start(Path directory, String... options) throws IOException {
    var home = NodeHome.in(directory);
    var command = List.of(System.getProperty(PROGRAM), "-fallbackfee=0.0002", "-debug=cmpctblock");
    var node = new BitcoinCore(home.start(command, options), home);
    node.awaitStart();
    node.rpc().call("createwallet", "interop");
    return node;
  }

  /** A new address of its wallet. */
  String walletAddress() throws IOException {
    return rpc().call("getnewaddress").stringValue();
  }

  /** Has its wallet pay itself; the transaction's id. */
  String pay() throws IOException {
    return rpc().call("sendtoaddress", walletAddress(), BigDecimal.ONE).stringValue();
  }

  /** Mines blocks that pay its wallet. */
  @Override
  void mine(int blocks) throws IOException {
    rpc().call("generatetoaddress", blocks, walletAddress());
  }
}
