package cairn.node.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import cairn.genesis.Network;
import cairn.ledger.BlockAnswer;
import cairn.ledger.MockableClock;
import cairn.ledger.StorageException;
import cairn.node.HeldDirectories;
import cairn.node.Node;
import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.config.NodeConfig;
import cairn.node.log.Display;
import cairn.node.log.GroupLog;
import cairn.node.peers.Peering;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.address.Address;
import cairn.rpc.NodeMethods;
import cairn.rpc.NodeServices;
import cairn.rpc.OldForms;
import cairn.rpc.RpcConfig;
import cairn.rpc.RpcServer;
import cairn.rpc.RpcStartException;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs in this process until it is closed. Thread-safe.
 *
 * <p>What is waited for ends with an {@link IllegalStateException} where a thread is interrupted
 * meanwhile, which stays interrupted.
 */
public final class CairnNode implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String USER = "embedded";

  private final NodeConfig config;
  private final NodeClock clock;
  private final ThreadGroup group;
  private final GroupLog log;
  private final HeldDirectories directories;
  private final @Nullable Path scratch;
  private final Node node;
  private final Thread thread;
  private final Runnable jumped;
  private final CompletableFuture<Parts> ready = new CompletableFuture<>();
  private final Interruption interruption = new Interruption();

  /** Blocks that pay to nobody differ by this. */
  private final AtomicInteger mined = new AtomicInteger();

  private int port;
  private @Nullable RpcServer server;
  private @Nullable RpcAddress rpc;
  private volatile boolean closed;

  /** What a node consists of that runs. */
  private record Parts(NodeServices services, Peering peering, MethodTable methods) {}

  private CairnNode(Cairn settings, NodeConfig config, @Nullable Path scratch) {
    this.config = config;
    this.scratch = scratch;
    this.clock = settings.clock();
    this.directories = HeldDirectories.of(config);
    this.group = new ThreadGroup("cairn-" + COUNT.incrementAndGet());
    this.log = GroupLog.start(group);
    var nodesClock = new MockableClock(clock);
    this.jumped = nodesClock::jumped;
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    this.node =
        new Node(config, new Display(nowhere, false), new NoSwitches(), nodesClock, this::ready);
    this.thread = new Thread(group, this::run, group.getName());
  }

  static CairnNode start(Cairn settings) {
    var chosen = settings.directory();
    return chosen == null ? startInScratch(settings) : start(settings, chosen, null);
  }

  private static CairnNode startInScratch(Cairn settings) {
    var scratch = Scratch.create();
    try {
      return start(settings, scratch, scratch);
    } catch (NodeStartException e) {
      Scratch.delete(scratch);
      throw e;
    }
  }

  /**
   * @param scratch what is deleted in the end; null for nothing
   */
  private static CairnNode start(Cairn settings, Path home, @Nullable Path scratch) {
    try {
      var arguments = settings.arguments(home);
      if (ConfigReader.request(arguments) != ConfigReader.Request.RUN) {
        throw new ConfigException(
            "-help and -version are for terminals, not for a node in a program");
      }
      var config = ConfigReader.read(arguments, home);
      var node = new CairnNode(settings, config, scratch);
      node.begin();
      return node;
    } catch (ConfigException | StorageException e) {
      throw new NodeStartException(e);
    }
  }

  private void begin() {
    thread.start();
    clock.add(jumped);
    try {
      ready.join();
    } catch (CompletionException e) {
      close();
      throw new NodeStartException(e.getCause() == null ? e : e.getCause(), log());
    }
  }

  /** On the thread of the node. */
  private void run() {
    try {
      node.run();
      ready.completeExceptionally(new IllegalStateException("The node has stopped"));
    } catch (ConfigException | RuntimeException | Error e) {
      ready.completeExceptionally(e);
    }
  }

  /** On the thread of the node. */
  private void ready(NodeServices services, Peering peering) {
    var methods = NodeMethods.of(services, interruption, OldForms.NONE, false);
    ready.complete(new Parts(services, peering, methods));
  }

  /** Which network it is part of. */
  public Network network() {
    return config.network();
  }

  /** Where its files are. */
  public Path directory() {
    return config.networkDirectory();
  }

  /** The clock that it goes by. */
  public NodeClock clock() {
    return clock;
  }

  /** What it has logged, the last 5,000 lines, oldest first. */
  public List<String> log() {
    return log.lines();
  }

  /**
   * Calls a method of JSON-RPC, without any connection; {@code docs/rpc.md} lists them.
   *
   * @param parameters by place: strings, numbers, booleans, hashes, lists, maps, or {@link Json}
   * @throws CallException if the node answers with an error
   */
  public Json call(String method, @Nullable Object... parameters) {
    try {
      return parts().methods().execute(method, Arguments.of(parameters), new FreeTurn());
    } catch (RpcException e) {
      throw new CallException(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " was interrupted", e);
    }
  }

  /** The height of its chain. */
  public int height() {
    return parts().services().ledger().chain().height();
  }

  /** The last block of its chain. */
  public BlockHash tip() {
    return parts().services().ledger().chain().tip().hash();
  }

  /**
   * Takes in blocks, each of which builds on one that it has or on the one before.
   *
   * @throws IllegalArgumentException if one of them is not valid
   */
  public void submit(List<Block> blocks) {
    var commands = parts().services().ledger().commands();
    var answers = new ArrayList<CompletableFuture<BlockAnswer>>();
    for (var block : blocks) {
      if (!commands.hasRoom()) {
        answers.getLast().join();
      }
      answers.add(commands.submitBlock(block, true, true));
    }
    for (var answer : answers) {
      if (answer.join() instanceof BlockAnswer.Refused refused) {
        throw new IllegalArgumentException(refused.toString());
      }
    }
  }

  /**
   * Mines blocks whose reward nobody can spend, with what is in the mempool.
   *
   * @param blocks how many, from 0 on
   * @return their hashes
   * @throws IllegalStateException if the node is closed meanwhile
   */
  public List<BlockHash> mine(int blocks) {
    return mine("generatetodescriptor", blocks, "raw(6a04%08x)".formatted(mined.incrementAndGet()));
  }

  /**
   * Mines blocks whose reward goes to {@code address}, with what is in the mempool.
   *
   * @param blocks how many, from 0 on
   * @return their hashes
   * @throws IllegalStateException if the node is closed meanwhile
   */
  public List<BlockHash> mine(int blocks, Address address) {
    return mine("generatetoaddress", blocks, address.text(network().addresses()));
  }

  private List<BlockHash> mine(String method, int blocks, String payee) {
    if (blocks < 0) {
      throw new IllegalArgumentException(blocks + " blocks cannot be mined");
    }
    var hashes = hashes(call(method, blocks, payee));
    if (hashes.size() < blocks) {
      throw new IllegalStateException(
          "only %d of %d blocks were mined".formatted(hashes.size(), blocks));
    }
    return hashes;
  }

  private static List<BlockHash> hashes(Json array) {
    return array.asArray().stream().map(hash -> BlockHash.fromDisplay(hash.asString())).toList();
  }

  /**
   * Abandons the last blocks of its chain for good and mines one more than they were, which other
   * nodes then follow. What was in them is in the new ones, as far as it still can be.
   *
   * @param depth how many blocks, at least 1
   * @return the new blocks
   */
  public List<BlockHash> reorg(int depth) {
    if (depth < 1 || depth > height()) {
      throw new IllegalArgumentException(
          "there are %d blocks, of which %d cannot be replaced".formatted(height(), depth));
    }
    call("invalidateblock", call("getblockhash", height() - depth + 1));
    return mine(depth + 1);
  }

  /**
   * Waits until its chain ends with a block.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  public void awaitTip(BlockHash tip) {
    call("waitforblock", tip, PATIENCE.toMillis());
    if (!tip().equals(tip)) {
      throw new IllegalStateException("the tip is %s, not %s".formatted(tip(), tip));
    }
  }

  /** Opens a port on this machine, unless that was done before, and returns it. */
  public synchronized int listen() {
    var peering = parts().peering();
    try {
      if (port == 0) {
        port = peering.listenHere();
      }
      return port;
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Connects it to another node for as long as both run, unless that was done before; that one
   * {@linkplain #listen listens}.
   */
  public void connect(CairnNode other) {
    var address = "127.0.0.1:" + other.listen();
    call("addnode", address, "onetry"); // at once
    try {
      call("addnode", address, "add");
    } catch (CallException e) {
      if (e.code() != ErrorCode.CLIENT_NODE_ALREADY_ADDED.code()) {
        throw e;
      }
    }
  }

  /** Answers JSON-RPC at a port that is opened on this machine, unless that was done before. */
  public synchronized RpcAddress rpc() {
    var services = parts().services();
    if (rpc == null) {
      rpc = serve(services);
    }
    return rpc;
  }

  private RpcAddress serve(NodeServices services) {
    var secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    var password = HexFormat.of().formatHex(secret);
    try {
      server = RpcServer.start(rpcConfig(password));
      server.ready(services, null);
      return new RpcAddress(server.port(), USER, password);
    } catch (RpcStartException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RpcConfig rpcConfig(String password) {
    return new RpcConfig(
        List.of(new RpcConfig.Listen("127.0.0.1", 0)),
        List.of(),
        false,
        Duration.ofSeconds(30),
        4,
        64,
        new RpcConfig.Access(USER, password, List.of(), null, "", List.of(), false),
        false,
        0,
        OldForms.NONE,
        false);
  }

  /**
   * Stops it and waits for that. Nothing of it is left but the files, if it was given a directory,
   * and its log. A second call does nothing.
   *
   * @throws IllegalStateException if it does not stop within a minute
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    clock.remove(jumped);
    if (server != null) {
      server.close();
    }
    interruption.interrupt();
    node.stop();
    awaitEnd();
    directories.close();
    log.close();
    if (scratch != null) {
      Scratch.delete(scratch);
    }
  }

  /** Who is interrupted waits all the same, as nobody could close it later. */
  private void awaitEnd() {
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (thread.isAlive()) {
      try {
        if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
          throw new IllegalStateException("The node does not stop");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it consists of, as long as it is not closed. */
  private Parts parts() {
    if (closed) {
      throw new IllegalStateException("the node is closed");
    }
    return ready.join();
  }

  @Override
  public String toString() {
    return group.getName();
  }

  /** Nobody else waits for a turn. */
  private static final class FreeTurn implements Turn {
    @Override
    public <T> T aside(Wait<T> wait) throws InterruptedException {
      return wait.await();
    }
  }
}
