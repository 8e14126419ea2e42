package cairn.wallet.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.Script;
import cairn.primitives.filter.BlockFilter;
import cairn.wallet.WalletException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a chain from one height to another, some at a time. While one of these parts is
 * looked at, the next one is asked for. Not thread-safe.
 */
final class Chunks implements AutoCloseable {
  private static final int SIZE = 200;

  private final NodeChain chain;
  private final int to;
  private final boolean filtered;
  private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
  private int next;
  private @Nullable Future<Chunk> asked;

  /**
   * @param chain what only this asks; in another thread
   * @param filtered whether to ask for the blocks' filters, too
   */
  Chunks(NodeChain chain, int from, int to, boolean filtered) {
    this.chain = chain;
    this.next = from;
    this.to = to;
    this.filtered = filtered;
  }

  /**
   * Some blocks in a row.
   *
   * @param filters empty if there are none, and then every block may have anything
   */
  record Chunk(int from, List<BlockHash> hashes, Optional<List<BlockFilter>> filters) {
    Chunk {
      hashes = List.copyOf(hashes);
    }

    /** The height of the last one. */
    int to() {
      return from + hashes.size() - 1;
    }

    /** The places, from one on, of the blocks that may pay some scripts or spend from them. */
    BitSet matching(Collection<Script> scripts, int first) {
      var matching = new BitSet();
      if (filters.isEmpty()) {
        matching.set(first, hashes.size());
        return matching;
      }
      var each = filters.get();
      var wanted = scripts.stream().map(Script::bytes).toList();
      IntStream.range(first, hashes.size())
          .parallel()
          .filter(i -> each.get(i).scripts().containsAny(wanted))
          .boxed()
          .toList()
          .forEach(matching::set);
      return matching;
    }
  }

  boolean hasNext() {
    return next <= to;
  }

  /** The next part. */
  Chunk next() throws WalletException {
    var chunk = asked == null ? read(next) : await(asked);
    next = chunk.to() + 1;
    asked = hasNext() ? reader.submit(() -> read(next)) : null;
    return chunk;
  }

  private Chunk read(int from) throws WalletException {
    var hashes = chain.hashes(from, Math.min(from + SIZE - 1, to));
    return new Chunk(
        from, hashes, filtered ? Optional.of(chain.requireFilters(hashes)) : Optional.empty());
  }

  private static Chunk await(Future<Chunk> asked) throws WalletException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw Asking.failure(e);
    } catch (InterruptedException e) {
      throw Asking.interrupted();
    }
  }

  /** Gives up what was asked last, and waits until nobody uses the chain any more. */
  @Override
  public void close() {
    reader.shutdownNow();
    reader.close();
  }
}
