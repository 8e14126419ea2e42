package cairn.node;

import static cairn.node.Trial.CHAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.log.Display;
import cairn.rpc.LogControl;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log")
class NodeTest {
  @TempDir private Path directory;
  private Path blocks;

  @BeforeEach
  void writeBlocks() throws Exception {
    blocks = new Trial(directory).write("blocks.dat", CHAIN.blocks());
    Files.createDirectories(directory.resolve("regtest/blocks"));
  }

  private Node node() throws Exception {
    var arguments =
        List.of(
            "-regtest",
            "-noserver",
            "-connect=0",
            "-datadir=" + directory,
            "-loadblock=" + blocks,
            "-blocksxor=0");
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new Node(
        ConfigReader.read(arguments, directory), new Display(nowhere, false), new NoSwitches());
  }

  private static List<String> run(Node node) {
    try {
      return node.run();
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** A log whose categories stay as they are. */
  private static final class NoSwitches implements LogControl {
    @Override
    public SortedMap<String, Boolean> categories() {
      return Collections.emptySortedMap();
    }

    @Override
    public boolean set(String category, boolean on) {
      return false;
    }
  }

  /** How many blocks are in the first block file, which has nothing else but zeros at its end. */
  private long stored() throws IOException {
    var file = Files.readAllBytes(directory.resolve("regtest/blocks/blk00000.dat"));
    return IntStream.rangeClosed(1, CHAIN.blocks().size())
        .mapToObj(count -> Trial.bytes(CHAIN.blocks().subList(0, count)))
        .filter(bytes -> Arrays.equals(bytes, Arrays.copyOf(file, bytes.length)))
        .count();
  }

  @Test
  void runsUntilItIsToldToStop() throws Exception {
    var node = node();
    var complaints = CompletableFuture.supplyAsync(() -> run(node));
    node.stop();
    assertThat(complaints.get(30, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void importsNothingAfterItIsToldToStop() throws Exception {
    var node = node();
    node.stop();
    assertThat(node.run()).isEmpty();
    assertThat(stored()).isOne();
  }
}
