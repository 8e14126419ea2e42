package cairn.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** This project's node. */
final class Cairn extends FullNode {
  private final Path directory;
  private final long process;
  private int mined;

  private Cairn(Program program, NodeHome home) {
    super(program, home.rpc(), home.port());
    this.directory = home.directory();
    this.process = program.id();
  }

  /** Starts a node that calls nobody by itself, in a new directory, and waits until it answers. */
  static Cairn start(Path directory, String... options) throws IOException {
    var home = NodeHome.in(directory);
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "cairn.node.Main",
            "node");
    var node = new Cairn(home.start(command, options), home);
    node.awaitStart();
    return node;
  }

  @Override
  void mine(int blocks) throws IOException {
    // Another output each time, so that no block is one that was abandoned.
    rpc().call("generatetodescriptor", blocks, "raw(04%08x)".formatted(mined++));
  }

  /** Bytes of the heap that cannot be thrown away. */
  long heapInUse() throws IOException {
    var collector =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("collector").toFile())
            .start();
    try {
      if (collector.waitFor() != 0) {
        throw new IOException(Files.readString(directory.resolve("collector")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return rpc().call("getmemoryinfo").path("locked").path("used").longValue();
  }

  /** What the node has logged. */
  String log() throws IOException {
    return Files.readString(directory.resolve("regtest").resolve("debug.log"));
  }

  /** As {@link #mine}, with the reward for an address. */
  void mine(int blocks, String address) throws IOException {
    rpc().call("generatetoaddress", blocks, address);
  }
}
