package cairn.interop;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The node that all others are compared with, with a wallet. */
final class BitcoinCore extends FullNode {
  /** The path of {@code bitcoind}. */
  static final String PROGRAM = "cairn.bitcoind";

  private static final String USER = "interop";
  private static final String PASSWORD = "interop";

  private BitcoinCore(Program program, Rpc rpc, int port) {
    super(program, rpc, port);
  }

  /** Starts a node that calls nobody by itself, in a new directory, and waits until it answers. */
  static BitcoinCore start(Path directory, String... options) throws IOException {
    Files.createDirectory(directory);
    var ports = Ports.free(2);
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            System.getProperty(PROGRAM),
            "-regtest",
            "-datadir=" + directory,
            "-bind=127.0.0.1:" + ports.get(0),
            "-rpcport=" + ports.get(1),
            "-rpcuser=" + USER,
            "-rpcpassword=" + PASSWORD,
            "-listen=1",
            "-connect=0",
            "-fallbackfee=0.0002",
            "-debug=net",
            "-debug=cmpctblock"));
    command.addAll(List.of(options));
    var program = Program.start(directory.resolve("output"), Map.of(), command);
    var node = new BitcoinCore(program, new Rpc(ports.get(1), USER, PASSWORD), ports.get(0));
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

  @Override
  void connectTo(FullNode other, boolean encrypted) throws IOException {
    rpc().call("addnode", other.address(), "onetry", encrypted);
  }

  /** Mines blocks that pay its wallet. */
  @Override
  void mine(int blocks) throws IOException {
    rpc().call("generatetoaddress", blocks, walletAddress());
  }
}
