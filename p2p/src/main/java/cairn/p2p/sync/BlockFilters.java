package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.primitives.Bytes;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The basic filters of blocks (BIP 158), as an index has them. Answers come later, on the thread of
 * the peers; they are empty if something is not indexed yet.
 */
public interface BlockFilters {
  /** There is no index. */
  BlockFilters NONE =
      new BlockFilters() {
        @Override
        public void filter(KnownBlock block, Consumer<Optional<Bytes>> answer) {
          answer.accept(Optional.empty());
        }

        @Override
        public void hashes(
            int first, KnownBlock last, Consumer<Optional<List<FilterHash>>> answer) {
          answer.accept(Optional.empty());
        }

        @Override
        public void headers(
            List<KnownBlock> blocks, Consumer<Optional<List<FilterHeader>>> answer) {
          answer.accept(Optional.empty());
        }
      };

  /** Reads the filter of a block. */
  void filter(KnownBlock block, Consumer<Optional<Bytes>> answer);

  /** Reads the hashes of the filters of the blocks from height {@code first} on to {@code last}. */
  void hashes(int first, KnownBlock last, Consumer<Optional<List<FilterHash>>> answer);

  /** Reads the filter headers of blocks. */
  void headers(List<KnownBlock> blocks, Consumer<Optional<List<FilterHeader>>> answer);
}
