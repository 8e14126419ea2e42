package cairn.node.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that is to be started. Immutable: what changes it returns another.
 *
 * <p>Unless it is told otherwise, a node keeps its files in memory for as long as it runs, calls
 * nobody, and cannot be called.
 */
public final class Cairn {
  /** Of a chain for tests, one made long ago is as good as a new one. */
  private static final List<String> FOR_TESTS =
      List.of("-maxtipage=10000000000", "-persistmempool=0");

  private static final List<String> ALONE = List.of("-connect=0", "-listen=0");

  /** What a node in a process with others needs no more of. */
  private static final List<String> SMALL =
      List.of("-dbcache=32", "-par=2", "-server=0", "-printtoconsole=0", "-nodebuglogfile");

  private final String chain;
  private final List<String> options;
  private final boolean alone;
  private final @Nullable Path directory;
  private final NodeClock clock;

  private Cairn(
      String chain,
      List<String> options,
      boolean alone,
      @Nullable Path directory,
      NodeClock clock) {
    this.chain = chain;
    this.options = List.copyOf(options);
    this.alone = alone;
    this.directory = directory;
    this.clock = clock;
  }

  /** A node of regtest, where blocks are found at once. */
  public static Cairn regtest() {
    return on("regtest").options(FOR_TESTS);
  }

  /** A node of Cairn's own network for private use, which has real proof of work. */
  public static Cairn devnet() {
    return on("devnet").options(FOR_TESTS);
  }

  /**
   * A node of any network.
   *
   * @param chain as {@code -chain=} takes it: a name, or the path of a network's file
   */
  public static Cairn on(String chain) {
    return new Cairn(chain, List.of(), true, null, new NodeClock());
  }

  /** With more options, as {@code ./cairn node} takes them: {@code -txindex}. */
  public Cairn options(String... more) {
    return options(List.of(more));
  }

  private Cairn options(List<String> more) {
    var all = Stream.concat(options.stream(), more.stream()).toList();
    return new Cairn(chain, all, alone, directory, clock);
  }

  /** With its files in a directory, where they stay; a {@code bitcoin.conf} there is read. */
  public Cairn directory(Path where) {
    return new Cairn(chain, options, alone, where.toAbsolutePath(), clock);
  }

  /** Going by a clock that others may go by too. */
  public Cairn clock(NodeClock other) {
    return new Cairn(chain, options, alone, directory, other);
  }

  /**
   * As part of its network: it calls nodes and can be called, as {@code -connect}, {@code -bind},
   * {@code -port} and the like say.
   */
  public Cairn joining() {
    return new Cairn(chain, options, false, directory, clock);
  }

  /**
   * Starts it, and returns once it is ready.
   *
   * @throws NodeStartException if an option is wrong, or its files cannot be used
   */
  public CairnNode start() {
    return CairnNode.start(this);
  }

  @Nullable Path directory() {
    return directory;
  }

  NodeClock clock() {
    return clock;
  }

  /** All options, with the files in {@code home}. */
  List<String> arguments(Path home) {
    var all = new ArrayList<>(List.of("-chain=" + chain, "-datadir=" + home));
    all.addAll(SMALL);
    if (alone) {
      all.addAll(ALONE);
    }
    all.addAll(options);
    return all;
  }
}
