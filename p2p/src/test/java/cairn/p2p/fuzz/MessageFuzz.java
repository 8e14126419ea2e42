package cairn.p2p.fuzz;

import cairn.p2p.bloom.BloomFilter;
import cairn.p2p.compact.CompactBlockReconstruction;
import cairn.p2p.compact.PartialBlock;
import cairn.p2p.compact.PartialBlock.Outcome;
import cairn.p2p.compact.TransactionSource;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Excessive;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.PartialMerkleTree;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message. The first byte says of which type; the rest is its payload.
 *
 * <p>Whatever it is, it is read or it is a {@link DecodeException}, within the memory that it
 * warrants. What was read is written, and reads the same again; and what is done with it first
 * whoever sent it does not bring down whoever does it.
 */
public final class MessageFuzz {
  private MessageFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    var types = MessageType.values();
    var type = types[(input[0] & 0xff) % types.length];
    var payload = Bytes.copyOf(input).slice(1);
    var message = AllocationBound.check(payload.length(), () -> decode(type, payload));
    if (message instanceof Excessive(var what, int count, int limit)) {
      require(what == type && count > limit, message);
    } else if (message != null) {
      var written = MessageCodec.encode(message);
      require(message.equals(decode(type, written)), message);
      use(message);
    }
  }

  private static @Nullable Message decode(MessageType type, Bytes payload) {
    try {
      return MessageCodec.decode(type.command(), payload);
    } catch (DecodeException e) {
      require(e.offset() >= 0 && e.offset() <= payload.length(), e);
      return null;
    }
  }

  private static void use(Message message) {
    switch (message) {
      case MerkleBlock(_, var tree) -> extract(tree);
      case CmpctBlock compact -> reconstruct(compact);
      case FilterLoad filter when !filter.isTooLarge() -> {
        var loaded = BloomFilter.of(filter);
        loaded.insert(Bytes.of(1, 2, 3));
        require(loaded.contains(Bytes.of(1, 2, 3)), filter);
        require(loaded.toMessage().filter().length() == filter.filter().length(), filter);
      }
      default -> {}
    }
  }

  private static void extract(PartialMerkleTree tree) {
    var matches = tree.extract();
    if (matches.isPresent()) {
      var found = matches.get().transactions();
      require(found.size() <= tree.hashes().size(), tree);
      for (int i = 0; i < found.size(); i++) {
        int index = found.get(i).index();
        require(index < tree.transactionCount(), tree);
        require(i == 0 || index > found.get(i - 1).index(), tree);
      }
    }
  }

  private static void reconstruct(CmpctBlock compact) {
    var outcome = CompactBlockReconstruction.start(compact, TransactionSource.NONE, List.of());
    if (outcome instanceof Outcome.Partial(PartialBlock partial)) {
      int missing = partial.missing().size();
      require(missing == compact.shortIds().size(), compact);
      require(partial.transactionCount() == compact.transactionCount(), compact);
      var transaction = Transaction.of(1, List.of(), List.of(), 0);
      var filled = partial.fill(Collections.nCopies(missing, transaction), _ -> false);
      require(
          filled instanceof Outcome.Complete(var block)
              && block.transactions().size() == compact.transactionCount(),
          compact);
    }
  }

  private static void require(boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
