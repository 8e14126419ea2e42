package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.ledger.index.BlockFilterIndex;
import cairn.p2p.KnownBlock;
import cairn.p2p.sync.BlockFilters;
import cairn.primitives.Bytes;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The filters that light clients ask for, out of the index. */
final class IndexedFilters implements BlockFilters {
  private final BlockFilterIndex index;
  private final Executor peers;
  private final Executor readers;

  /**
   * @param peers the thread of the peers, on which answers are given
   * @param readers threads that may wait for the disk
   */
  IndexedFilters(BlockFilterIndex index, Executor peers, Executor readers) {
    this.index = index;
    this.peers = peers;
    this.readers = readers;
  }

  @Override
  public void filter(KnownBlock block, Consumer<Optional<Bytes>> answer) {
    read(() -> index.filter(LedgerBlock.indexed(block)), answer);
  }

  @Override
  public void hashes(int first, KnownBlock last, Consumer<Optional<List<FilterHash>>> answer) {
    read(() -> index.hashes(from(first, LedgerBlock.indexed(last))), answer);
  }

  private static List<IndexedBlock> from(int first, IndexedBlock last) {
    var blocks = new ArrayList<IndexedBlock>(last.height() - first + 1);
    for (var block = last; block != null && block.height() >= first; block = block.previous()) {
      blocks.add(block);
    }
    return blocks.reversed();
  }

  @Override
  public void headers(List<KnownBlock> blocks, Consumer<Optional<List<FilterHeader>>> answer) {
    var indexed = blocks.stream().map(LedgerBlock::indexed).toList();
    read(() -> index.headers(indexed), answer);
  }

  private <T> void read(Supplier<Optional<T>> reading, Consumer<Optional<T>> answer) {
    readers.execute(() -> {
      var found = reading.get();
      peers.execute(() -> answer.accept(found));
    });
  }
}
