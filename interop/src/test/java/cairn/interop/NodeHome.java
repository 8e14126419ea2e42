package cairn.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a node on regtest lives that takes Core's options.
 *
 * @param port where it listens for other nodes
 */
record NodeHome(Path directory, int port, int rpcPort) {
  static final String USER = "interop";
  static final String PASSWORD = "interop";

  /** A directory that was not there before, and ports that nobody uses. */
  static NodeHome in(Path directory) throws IOException {
    Files.createDirectory(directory);
    var ports = Ports.free(2);
    return new NodeHome(directory, ports.get(0), ports.get(1));
  }

  Rpc rpc() {
    return new Rpc(rpcPort, USER, PASSWORD);
  }

  /**
   * Starts a node that calls nobody by itself.
   *
   * @param command without the options that have it live here
   */
  Program start(List<String> command, String... options) throws IOException {
    var whole = new ArrayList<>(command);
    whole.addAll(
        List.of(
            "-regtest",
            "-datadir=" + directory,
            "-bind=127.0.0.1:" + port,
            "-rpcport=" + rpcPort,
            "-rpcuser=" + USER,
            "-rpcpassword=" + PASSWORD,
            "-listen=1",
            "-connect=0",
            "-debug=net"));
    whole.addAll(List.of(options));
    return Program.start(directory.resolve("output"), Map.of(), whole);
  }
}
