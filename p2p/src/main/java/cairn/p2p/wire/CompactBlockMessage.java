package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Blocks without the transactions that the other one has already (BIP 152). */
public sealed interface CompactBlockMessage extends KnownMessage {
  /** The most transactions of a block that can be numbered. */
  int MAX_TRANSACTIONS = 0xffff;

  /**
   * The sender gives and takes compact blocks.
   *
   * @param announce 1 if new blocks shall be announced so, 0 if not; 2 to 255 are an offence
   * @param version of compact blocks: 2 is the one with witnesses
   */
  record SendCmpct(int announce, long version) implements CompactBlockMessage {
    static SendCmpct read(ByteReader in) throws DecodeException {
      return new SendCmpct(in.uint8(), in.int64());
    }

    @Override
    public MessageType type() {
      return MessageType.SENDCMPCT;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(announce).int64(version);
    }
  }

  /**
   * A block of which most transactions are only named.
   *
   * @param nonce the short ids' salt
   * @param shortIds of the transactions that are not prefilled, in block order
   * @param prefilled the others, in block order
   */
  record CmpctBlock(
      BlockHeader header, long nonce, ShortIds shortIds, List<PrefilledTransaction> prefilled)
      implements CompactBlockMessage {
    public CmpctBlock {
      prefilled = List.copyOf(prefilled);
    }

    static CmpctBlock read(ByteReader in) throws DecodeException {
      var header = BlockHeader.read(in);
      long nonce = in.int64();
      var shortIds = ShortIds.read(in);
      var sha256 = new Sha256();
      var prefilled =
          Lists.read(
              in, PrefilledTransaction.MIN_LENGTH, each -> PrefilledTransaction.read(each, sha256));
      if (shortIds.size() + prefilled.size() > MAX_TRANSACTIONS) {
        throw in.failure("indexes overflowed 16 bits");
      }
      return new CmpctBlock(header, nonce, shortIds, prefilled);
    }

    /** How many transactions the block has. */
    public int transactionCount() {
      return shortIds.size() + prefilled.size();
    }

    @Override
    public MessageType type() {
      return MessageType.CMPCTBLOCK;
    }

    @Override
    public void write(ByteWriter out) {
      header.write(out);
      out.int64(nonce);
      shortIds.write(out);
      Lists.write(out, prefilled, PrefilledTransaction::write);
    }
  }

  /**
   * A transaction that a compact block has in full.
   *
   * @param gap how many transactions stand between it and the prefilled one before it, or before it
   *     if it is the first; 0 to 65,535
   */
  record PrefilledTransaction(int gap, Transaction transaction) {
    static final int MIN_LENGTH = 1 + Transaction.MIN_LENGTH;

    public PrefilledTransaction {
      if (gap < 0 || gap > MAX_TRANSACTIONS) {
        throw new IllegalArgumentException("a gap of " + gap);
      }
    }

    private static PrefilledTransaction read(ByteReader in, Sha256 sha256) throws DecodeException {
      int gap = in.compactSize();
      if (gap > MAX_TRANSACTIONS) {
        throw in.failure("index of 16 bits overflowed");
      }
      return new PrefilledTransaction(gap, Transaction.read(in, sha256));
    }

    private void write(ByteWriter out) {
      out.compactSize(gap).bytes(transaction.serialized());
    }
  }

  /**
   * Asks for the transactions of a block that the sender lacks.
   *
   * @param indexes their positions in the block, each larger than the one before, 0 to 65,535; an
   *     empty list is an offence
   */
  record GetBlockTxn(BlockHash block, List<Integer> indexes) implements CompactBlockMessage {
    public GetBlockTxn {
      indexes = List.copyOf(indexes);
      int last = -1;
      for (int index : indexes) {
        if (index <= last || index > MAX_TRANSACTIONS) {
          throw new IllegalArgumentException("index " + index + " after " + last);
        }
        last = index;
      }
    }

    /** On the wire each index is how much it is larger than it must be. */
    static GetBlockTxn read(ByteReader in) throws DecodeException {
      var block = BlockHash.read(in);
      int count = in.count(1);
      if (count > MAX_TRANSACTIONS + 1) {
        throw in.failure("differential value overflow");
      }
      var indexes = new ArrayList<Integer>(count);
      int next = 0;
      for (int i = 0; i < count; i++) {
        next += in.compactSize(); // at most 65,536 and 32 MiB
        if (next > MAX_TRANSACTIONS) {
          throw in.failure("differential value overflow");
        }
        indexes.add(next++);
      }
      return new GetBlockTxn(block, indexes);
    }

    @Override
    public MessageType type() {
      return MessageType.GETBLOCKTXN;
    }

    @Override
    public void write(ByteWriter out) {
      out.hash(block).compactSize(indexes.size());
      int next = 0;
      for (int index : indexes) {
        out.compactSize(index - next);
        next = index + 1;
      }
    }
  }

  /** The transactions that {@link GetBlockTxn} asked for, in block order. */
  record BlockTxn(BlockHash block, List<Transaction> transactions) implements CompactBlockMessage {
    public BlockTxn {
      transactions = List.copyOf(transactions);
    }

    static BlockTxn read(ByteReader in) throws DecodeException {
      var block = BlockHash.read(in);
      var sha256 = new Sha256();
      return new BlockTxn(
          block, Lists.read(in, Transaction.MIN_LENGTH, each -> Transaction.read(each, sha256)));
    }

    @Override
    public MessageType type() {
      return MessageType.BLOCKTXN;
    }

    @Override
    public void write(ByteWriter out) {
      out.hash(block).compactSize(transactions.size());
      for (var transaction : transactions) {
        out.bytes(transaction.serialized());
      }
    }
  }
}
