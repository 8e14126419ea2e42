package cairn.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** A full node on regtest, in a process of its own, that does what it is told by JSON-RPC. */
abstract class FullNode implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Program program;
  private final Rpc rpc;
  private final int port;

  /**
   * @param port where it listens for other nodes
   */
  FullNode(Program program, Rpc rpc, int port) {
    this.program = program;
    this.rpc = rpc;
    this.port = port;
  }

  final Rpc rpc() {
    return rpc;
  }

  final int rpcPort() {
    return rpc.port();
  }

  final int port() {
    return port;
  }

  /** Waits until it answers. */
  final void awaitStart() {
    await("start of " + this)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e instanceof IOException && program.isAlive())
        .until(() -> height() >= 0);
  }

  /** Has it mine so many blocks, none of which was ever there before. */
  abstract void mine(int blocks) throws IOException;

  final int height() throws IOException {
    return rpc.call("getblockcount").intValue();
  }

  final String tip() throws IOException {
    return rpc.call("getbestblockhash").stringValue();
  }

  final int connections() throws IOException {
    return rpc.call("getconnectioncount").intValue();
  }

  /**
   * Has it call another node, once.
   *
   * @param encrypted whether by BIP 324
   */
  void connectTo(FullNode other, boolean encrypted) throws IOException {
    rpc.call("addnode", other.address(), "onetry", encrypted);
  }

  final String address() {
    return "127.0.0.1:" + port;
  }

  /** Has it abandon all blocks of its chain from {@code height} on, for good. */
  final void abandon(int height) throws IOException {
    rpc.call("invalidateblock", rpc.call("getblockhash", height).stringValue());
  }

  /** Waits until its chain ends as that of another node does. */
  final void awaitTipOf(FullNode other) throws IOException {
    var wanted = other.tip();
    await("tip of " + other + " at " + this)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(PATIENCE)
        .until(() -> tip().equals(wanted));
  }

  final boolean isAlive() {
    return program.isAlive();
  }

  @Override
  public void close() {
    program.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
