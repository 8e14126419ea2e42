package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.wire.FilterMessage;
import cairn.p2p.wire.FilterMessage.CFCheckpt;
import cairn.p2p.wire.FilterMessage.CFHeaders;
import cairn.p2p.wire.FilterMessage.CFilter;
import cairn.p2p.wire.FilterMessage.GetCFCheckpt;
import cairn.p2p.wire.FilterMessage.GetCFHeaders;
import cairn.p2p.wire.FilterMessage.GetCFilters;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.BlockHash;
import cairn.primitives.FilterHeader;
import cairn.primitives.filter.BlockFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends filters of blocks to light clients (BIP 157). */
final class FilterServer {
  private static final Logger LOG = LoggerFactory.getLogger(FilterServer.class);

  /** As many as there are: checkpoints are few. */
  private static final long NO_LIMIT = 0xffffffffL;

  /** The filters that a peer is yet to be sent. */
  static final class Task {
    private final KnownBlock stop;
    private int next;
    private boolean isReading;
    private boolean isTending;

    private Task(KnownBlock stop, int next) {
      this.stop = stop;
      this.next = next;
    }

    private boolean isDone() {
      return next > stop.height();
    }

    private void end() {
      next = stop.height() + 1;
    }
  }

  private final SyncSurroundings surroundings;
  private final Disclosure disclosure;
  private final BlockFilters filters;

  FilterServer(SyncSurroundings surroundings, Disclosure disclosure, BlockFilters filters) {
    this.surroundings = surroundings;
    this.disclosure = disclosure;
    this.filters = filters;
  }

  /** Answers a request, or parts with the peer if this node has never offered such a thing. */
  void serve(SyncPeer peer, FilterMessage message) {
    switch (message) {
      case GetCFilters(var type, var start, var stop) ->
          find(peer, type, start, stop, FilterMessage.MAX_FILTERS)
              .ifPresent(last -> begin(peer, new Task(last, (int) start)));
      case GetCFHeaders(var type, var start, var stop) ->
          find(peer, type, start, stop, FilterMessage.MAX_FILTER_HASHES)
              .ifPresent(last -> sendHashes(peer, (int) start, last));
      case GetCFCheckpt(var type, var stop) ->
          find(peer, type, 0, stop, NO_LIMIT).ifPresent(last -> sendCheckpoints(peer, last));
      case CFilter _, CFHeaders _, CFCheckpt _ -> {} // nobody has asked for them
    }
  }

  /** The block up to which filters are wanted, if the peer may have them. */
  private Optional<KnownBlock> find(
      SyncPeer peer, int type, long start, BlockHash stop, long limit) {
    var block = surroundings.chain().find(stop);
    if (type != BlockFilter.BASIC || !peer.peer().ourServices().has(ServiceFlags.COMPACT_FILTERS)) {
      drop(peer, "peer requested unsupported block filter type: " + type);
    } else if (block == null || !disclosure.allows(block)) {
      drop(peer, "peer requested invalid block hash: " + stop);
    } else if (start > block.height()) {
      drop(
          peer,
          "peer sent invalid getcfilters/getcfheaders with start height %d and stop height %d"
              .formatted(start, block.height()));
    } else if (block.height() - start >= limit) {
      drop(
          peer,
          "peer requested too many cfilters/cfheaders: %d / %d"
              .formatted(block.height() - start + 1, limit));
    } else {
      return Optional.of(block);
    }
    return Optional.empty();
  }

  private void drop(SyncPeer peer, String reason) {
    surroundings.discipline().drop(peer.peer(), reason);
  }

  /** All filters of a request are some megabytes, so they are read and sent one by one. */
  private void begin(SyncPeer peer, Task task) {
    peer.serving().filters = task;
    peer.peer().awaitAnswer();
    tend(peer);
  }

  /** Goes on sending filters, if there is room. */
  void tend(SyncPeer peer) {
    var task = peer.serving().filters;
    if (task == null || task.isTending) {
      return;
    }
    task.isTending = true;
    while (!task.isReading && !task.isDone() && !isFull(peer) && !peer.peer().isClosed()) {
      readNext(peer, task);
    }
    task.isTending = false;
    if (task.isDone() && !task.isReading) {
      peer.serving().filters = null;
      peer.peer().answered();
    }
  }

  private boolean isFull(SyncPeer peer) {
    return surroundings.base().out().isFull(peer.peer());
  }

  private void readNext(SyncPeer peer, Task task) {
    var block = task.stop.ancestor(task.next);
    task.isReading = true;
    filters.filter(
        block,
        filter -> {
          task.isReading = false;
          if (filter.isEmpty()) {
            LOG.debug("Failed to find block filter in index: block_hash={}", block.hash());
            task.end();
          } else {
            surroundings.send(
                peer.peer(), new CFilter(BlockFilter.BASIC, block.hash(), filter.get()));
            task.next++;
          }
          tend(peer);
        });
  }

  private void sendHashes(SyncPeer peer, int start, KnownBlock stop) {
    if (start == 0) {
      sendHashes(peer, FilterHeader.ZERO, start, stop);
      return;
    }
    headers(
        peer,
        List.of(stop.ancestor(start - 1)),
        headers -> sendHashes(peer, headers.getFirst(), start, stop));
  }

  private void sendHashes(SyncPeer peer, FilterHeader previous, int start, KnownBlock stop) {
    peer.peer().awaitAnswer();
    filters.hashes(
        start,
        stop,
        hashes -> {
          peer.peer().answered();
          hashes.ifPresentOrElse(
              list ->
                  surroundings.send(
                      peer.peer(), new CFHeaders(BlockFilter.BASIC, stop.hash(), previous, list)),
              () -> LOG.debug("Failed to find block filter hashes in index up to {}", stop));
        });
  }

  private void sendCheckpoints(SyncPeer peer, KnownBlock stop) {
    var blocks = new ArrayList<KnownBlock>();
    int interval = FilterMessage.CHECKPOINT_INTERVAL;
    for (int height = interval; height <= stop.height(); height += interval) {
      blocks.add(stop.ancestor(height));
    }
    headers(
        peer,
        blocks,
        headers ->
            surroundings.send(peer.peer(), new CFCheckpt(BlockFilter.BASIC, stop.hash(), headers)));
  }

  private void headers(SyncPeer peer, List<KnownBlock> blocks, Consumer<List<FilterHeader>> use) {
    peer.peer().awaitAnswer();
    filters.headers(
        blocks,
        headers -> {
          peer.peer().answered();
          headers.ifPresentOrElse(
              use, () -> LOG.debug("Failed to find block filter header in index"));
        });
  }
}
