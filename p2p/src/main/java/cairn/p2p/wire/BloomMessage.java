package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/** Filters that a light client sets at its peer, and what passes them (BIP 37). */
public sealed interface BloomMessage extends KnownMessage {
  /** The most bytes of a filter. */
  int MAX_FILTER_LENGTH = 36_000;

  /** The most hash functions of a filter. */
  int MAX_HASH_FUNCTIONS = 50;

  /** The most bytes of an element: no more can be pushed in a script. */
  int MAX_ELEMENT_LENGTH = 520;

  /**
   * Announce only transactions that pass this.
   *
   * @param filter eight bits a byte, the least significant first
   * @param hashFunctions 0 to 2^32 - 1
   * @param flags 0 to 255: whether the outputs of transactions that pass are added to the filter
   */
  record FilterLoad(Bytes filter, long hashFunctions, int tweak, int flags)
      implements BloomMessage {
    static FilterLoad read(ByteReader in) throws DecodeException {
      return new FilterLoad(in.sizedBytes(), in.uint32(), in.int32(), in.uint8());
    }

    /** Whether it is larger than anyone needs, which is an offence. */
    public boolean isTooLarge() {
      return filter.length() > MAX_FILTER_LENGTH || hashFunctions > MAX_HASH_FUNCTIONS;
    }

    @Override
    public MessageType type() {
      return MessageType.FILTERLOAD;
    }

    @Override
    public void write(ByteWriter out) {
      out.sizedBytes(filter).uint32(hashFunctions).int32(tweak).uint8(flags);
    }
  }

  /** Add this to the filter. */
  record FilterAdd(Bytes element) implements BloomMessage {
    static FilterAdd read(ByteReader in) throws DecodeException {
      return new FilterAdd(in.sizedBytes());
    }

    /** Whether it is larger than anything that is matched, which is an offence. */
    public boolean isTooLarge() {
      return element.length() > MAX_ELEMENT_LENGTH;
    }

    @Override
    public MessageType type() {
      return MessageType.FILTERADD;
    }

    @Override
    public void write(ByteWriter out) {
      out.sizedBytes(element);
    }
  }

  /** Announce all transactions. */
  record FilterClear() implements BloomMessage {
    @Override
    public MessageType type() {
      return MessageType.FILTERCLEAR;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /** A block's header, and the proof that some transactions are in it. */
  record MerkleBlock(BlockHeader header, PartialMerkleTree tree) implements BloomMessage {
    /** Also reads the proofs of RPC, which look the same. */
    public static MerkleBlock read(ByteReader in) throws DecodeException {
      return new MerkleBlock(BlockHeader.read(in), PartialMerkleTree.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.MERKLEBLOCK;
    }

    @Override
    public void write(ByteWriter out) {
      header.write(out);
      tree.write(out);
    }
  }
}
