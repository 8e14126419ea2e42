package cairn.node.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.ChainBuilder;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerListener;
import cairn.ledger.MockableClock;
import cairn.ledger.index.IndexOptions;
import cairn.ledger.index.Indexes;
import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.config.NodeConfig;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.rpc.NetworkControl;
import cairn.rpc.PeerReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Whole nodes on this machine's own network, each with a ledger, sockets and files. */
@ResourceLock("the log") // as nodes write to it, and other tests read it
@Timeout(120)
class PeeringTest {
  private static final ChainBuilder CHAIN = ChainBuilder.regtest().mine(20);

  @TempDir private Path directory;
  private final List<Running> running = new ArrayList<>();

  /** A node that runs. */
  private record Running(Path files, int port, Ledger ledger, Indexes indexes, Peering peering)
      implements AutoCloseable {
    void submit(List<Block> blocks) {
      for (var block : blocks) {
        var _ = ledger.commands().submitBlock(block, true, true);
      }
      ledger.commands().settle().join();
    }

    /** Comes when the active chain ends with {@code block}. */
    CompletableFuture<Void> reaches(Block block) {
      var reached = new CompletableFuture<Void>();
      ledger.listen(
          new LedgerListener() {
            @Override
            public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
              complete(tip.hash());
            }

            private void complete(BlockHash tip) {
              if (tip.equals(block.hash())) {
                reached.complete(null);
              }
            }
          });
      if (ledger.chain().tip().hash().equals(block.hash())) {
        reached.complete(null);
      }
      return reached;
    }

    List<PeerReport> peers() {
      return peering.ask(NetworkControl::peers).join();
    }

    @Override
    public void close() {
      peering.close();
      indexes.close();
      ledger.close();
    }
  }

  @AfterEach
  void closeAll() {
    running.forEach(Running::close);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private NodeConfig config(String name, int port, String... more) throws Exception {
    var files = Files.createDirectories(directory.resolve(name));
    var arguments =
        new ArrayList<>(
            List.of(
                "-regtest",
                "-datadir=" + files,
                "-bind=127.0.0.1:" + port,
                "-bind=127.0.0.1:" + freePort() + "=onion"));
    arguments.addAll(List.of(more));
    var config = ConfigReader.read(arguments, files);
    Files.createDirectories(config.blocksDirectory());
    Files.createDirectories(config.networkDirectory().resolve("chainstate"));
    return config;
  }

  private Running start(String name, String... options) throws Exception {
    int port = freePort();
    var config = config(name, port, options);
    var clock = new MockableClock(InstantSource.system());
    var ledger = Ledger.open(ledgerConfig(config, clock), () -> false);
    var indexes = Indexes.open(ledger, config.indexes());
    indexes.start(why -> {
      throw new AssertionError(why);
    });
    var peering = new Peering(config, ledger, indexes, clock);
    var node = new Running(config.networkDirectory(), port, ledger, indexes, peering);
    running.add(node);
    peering.start(why -> {
      throw new AssertionError(why);
    });
    return node;
  }

  private static LedgerConfig ledgerConfig(NodeConfig config, MockableClock clock) {
    return SmallLedger.config(
        config.network(), config.networkDirectory(), config.blocksDirectory(), clock);
  }

  private static void await(CompletableFuture<Void> event) throws Exception {
    event.get(1, TimeUnit.MINUTES);
  }

  @Test
  void agreesWithAnotherNodeOnTheChain() throws Exception {
    var first = start("first", "-connect=0");
    first.submit(CHAIN.blocks().subList(1, 15));
    var second = start("second", "-connect=127.0.0.1:" + first.port());
    await(second.reaches(CHAIN.block(14)));
    first.submit(CHAIN.blocks().subList(15, 18));
    await(second.reaches(CHAIN.block(17)));
    second.submit(CHAIN.blocks().subList(18, 21));
    await(first.reaches(CHAIN.tip()));
    var branch = CHAIN.fork(16);
    branch.add(branch.draft().nonce(1 << 20).mine());
    branch.mine(5);
    second.submit(branch.blocks().subList(17, branch.blocks().size()));
    await(first.reaches(branch.tip()));
  }

  @Test
  void speaksTheOldTransportWithThoseWhoKnowNoOther() throws Exception {
    var old = start("old", "-connect=0", "-v2transport=0");
    old.submit(CHAIN.blocks().subList(1, 5));
    var node = start("new", "-connect=127.0.0.1:" + old.port());
    await(node.reaches(CHAIN.block(4)));
    assertThat(node.peers())
        .extracting(peer -> peer.transport().protocol().toString())
        .containsExactly("v1");
  }

  @Test
  void tellsAboutItsPeers() throws Exception {
    var first = start("first", "-connect=0", "-uacomment=one");
    first.submit(CHAIN.blocks().subList(1, 3));
    var second = start("second", "-connect=127.0.0.1:" + first.port(), "-uacomment=two");
    await(second.reaches(CHAIN.block(2)));
    var peer = second.peers().getFirst();
    assertThat(peer.facts().type()).isEqualTo(ConnectionType.MANUAL);
    assertThat(peer.facts().name()).isEqualTo("127.0.0.1:" + first.port());
    assertThat(peer.greeting().userAgent()).contains("(one)");
    assertThat(peer.greeting().services().has(ServiceFlags.NETWORK.with(ServiceFlags.P2P_V2)))
        .isTrue();
    assertThat(peer.transport().protocol()).hasToString("v2");
    assertThat(peer.traffic().sentBy()).containsKeys("version", "verack", "getheaders");
    assertThat(peer.traffic().receivedBy()).containsKeys("headers", "block");
    assertThat(peer.sync().syncedBlocks()).isEqualTo(2);
    var session = peer.transport().sessionId();
    assertThat(first.peers())
        .singleElement()
        .satisfies(other -> {
          assertThat(other.facts().type()).isEqualTo(ConnectionType.INBOUND);
          assertThat(other.greeting().userAgent()).contains("(two)");
          assertThat(other.transport().sessionId()).isEqualTo(session);
        });
    var counts = second.peering().ask(NetworkControl::connections).join();
    assertThat(counts.total()).isOne();
    assertThat(second.peering().ask(NetworkControl::traffic).join().sent()).isPositive();
  }

  @Test
  void keepsWhatItKnowsOfOthersInFiles() throws Exception {
    var node = start("node", "-connect=0");
    node.close();
    running.clear();
    assertThat(node.files()).isDirectoryContaining("glob:**/peers.dat");
    assertThat(node.files()).isDirectoryContaining("glob:**/banlist.json");
    assertThat(node.files()).isDirectoryContaining("glob:**/anchors.dat");
  }

  @Test
  void saysWhereItCannotListen() throws Exception {
    var first = start("first", "-connect=0");
    var config = config("second", first.port(), "-connect=0");
    var clock = new MockableClock(InstantSource.system());
    try (var ledger = Ledger.open(ledgerConfig(config, clock), () -> false);
        var indexes = Indexes.open(ledger, IndexOptions.NONE);
        var peering = new Peering(config, ledger, indexes, clock)) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> peering.start(_ -> {}))
          .withMessage(
              "Unable to bind to 127.0.0.1:%d on this computer. Cairn is probably already running."
                  .formatted(first.port()));
    }
  }

  @Test
  void refusesADamagedFile() throws Exception {
    var config = config("node", freePort(), "-connect=0");
    Files.writeString(config.networkDirectory().resolve("peers.dat"), "no addresses");
    var clock = new MockableClock(InstantSource.system());
    try (var ledger = Ledger.open(ledgerConfig(config, clock), () -> false);
        var indexes = Indexes.open(ledger, IndexOptions.NONE)) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> new Peering(config, ledger, indexes, clock).close())
          .withMessageContaining("Invalid or corrupt peers.dat");
    }
  }
}
