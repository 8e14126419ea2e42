package cairn.junit;

import cairn.node.embedded.Cairn;
import cairn.node.embedded.CairnNode;
import cairn.node.embedded.NodeClock;
import cairn.node.faucet.Faucet;
import cairn.primitives.BlockHash;
import cairn.primitives.Txid;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests nodes of regtest, with funds, in the JVM of the tests:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CairnExtension cairn = CairnExtension.regtest().nodes(2).fundedBlocks(101).build();
 *
 * @Test
 * void isPaid(CairnNode alice, CairnNode bob) {
 *   var txid = cairn.faucet().send(address, amount);
 *   cairn.mine(6);
 * }
 * }</pre>
 *
 * <p>In a static field it is for all tests of the class, else for each test anew. Parameters of
 * type {@link CairnNode} are the nodes, in order; those of type {@link Faucet} and {@link
 * NodeClock} are what the methods of these names return. The log of each node is attached to a test
 * that fails. Thread-safe.
 */
public final class CairnExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private final Cairn settings;
  private final int nodes;
  private final int fundedBlocks;
  private volatile @Nullable TestNetwork network;

  /** By whom the nodes were started, and so are stopped. */
  private String owner = "";

  private CairnExtension(Builder builder) {
    this.settings = builder.settings;
    this.nodes = builder.nodes;
    this.fundedBlocks = builder.fundedBlocks;
  }

  /** Nodes of regtest; one, unless told otherwise. */
  public static Builder regtest() {
    return new Builder();
  }

  /** What nodes there are to be. Not thread-safe. */
  public static final class Builder {
    private Cairn settings = Cairn.regtest();
    private int nodes = 1;
    private int fundedBlocks;

    private Builder() {}

    /** So many nodes, connected with each other. */
    public Builder nodes(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("there must be a node at least, not " + count);
      }
      nodes = count;
      return this;
    }

    /**
     * With so many blocks, all of which have paid to the faucet: it can spend what the first have
     * given once there are 100. Up to 200, the chain is always the same, and need not be mined.
     */
    public Builder fundedBlocks(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("no count of blocks: " + count);
      }
      fundedBlocks = count;
      return this;
    }

    /** With more options, as {@code ./cairn node} takes them: {@code -txindex}. */
    public Builder options(String... options) {
      settings = settings.options(options);
      return this;
    }

    public CairnExtension build() {
      return new CairnExtension(this);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start(context);
  }

  private synchronized void start(ExtensionContext context) {
    if (network == null) {
      network = TestNetwork.start(settings.clock(new NodeClock()), nodes, fundedBlocks);
      owner = context.getUniqueId();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      nodes().forEach(node -> attachLog(context, node));
    }
    stop(context);
  }

  private static void attachLog(ExtensionContext context, CairnNode node) {
    var lines = node.log();
    context.publishFile(
        node + ".log", MediaType.TEXT_PLAIN_UTF_8, file -> Files.write(file, lines));
    context
        .getExecutionException()
        .ifPresent(failure -> failure.addSuppressed(new NodeLogged(node.toString(), lines)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop(context);
  }

  private synchronized void stop(ExtensionContext context) {
    if (network != null && owner.equals(context.getUniqueId())) {
      network.close();
      network = null;
    }
  }

  private TestNetwork network() {
    var running = network;
    if (running == null) {
      throw new IllegalStateException(
          "the nodes do not run: is there a @RegisterExtension, and has the test begun?");
    }
    return running;
  }

  /** The nodes. */
  public List<CairnNode> nodes() {
    return network().nodes();
  }

  /**
   * One of them.
   *
   * @param index 0 for the first
   */
  public CairnNode node(int index) {
    return nodes().get(index);
  }

  /** The clock that all nodes go by. */
  public NodeClock clock() {
    return node(0).clock();
  }

  /** Pays to whoever asks, out of what has been mined. */
  public Faucet faucet() {
    return network().faucet();
  }

  /**
   * Mines blocks at the first node, with what is in its mempool, and waits until all nodes have
   * them. The rewards are the faucet's.
   */
  public List<BlockHash> mine(int blocks) {
    var mined = node(0).mine(blocks, faucet().address());
    awaitTip();
    return mined;
  }

  /**
   * Has the first node abandon its last blocks for a branch with one more, and waits until all
   * nodes follow.
   *
   * @param depth how many blocks
   * @return the new blocks
   */
  public List<BlockHash> reorg(int depth) {
    var mined = node(0).reorg(depth);
    awaitTip();
    return mined;
  }

  /**
   * Waits until the chains of all nodes end as the first one's.
   *
   * @throws IllegalStateException if they do not within a minute
   */
  public void awaitTip() {
    var tip = node(0).tip();
    nodes().forEach(node -> node.awaitTip(tip));
  }

  /**
   * Waits until a transaction is in the mempools of all nodes.
   *
   * @throws IllegalStateException if it is not within a minute
   */
  public void awaitMempool(Txid txid) {
    network().awaitMempool(txid);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == CairnNode.class || type == Faucet.class || type == NodeClock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == Faucet.class) {
      return faucet();
    }
    return type == NodeClock.class ? clock() : node(place(parameter));
  }

  /** How many nodes there are among the parameters before this one. */
  private int place(ParameterContext parameter) {
    var all = parameter.getDeclaringExecutable().getParameterTypes();
    int place = 0;
    for (int i = 0; i < parameter.getIndex(); i++) {
      place += all[i] == CairnNode.class ? 1 : 0;
    }
    if (place >= nodes().size()) {
      throw new IllegalArgumentException(
          "there is no node %d: there are %d".formatted(place + 1, nodes().size()));
    }
    return place;
  }
}
