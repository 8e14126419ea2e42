package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import cairn.primitives.Hash256;
import java.util.List;

/**
 * Block filters for light clients (BIP 157). In each, {@code filterType} is 0 to 255, of which 0 is
 * the basic filter and all others are unknown; {@code stop} is the last block of a range.
 */
public sealed interface FilterMessage extends KnownMessage {
  /** The most filters that one {@link GetCFilters} may ask for. */
  int MAX_FILTERS = 1000;

  /** The most filter hashes that one {@link GetCFHeaders} may ask for. */
  int MAX_FILTER_HASHES = 2000;

  /** A checkpoint is the filter header of every block of a height that this divides. */
  int CHECKPOINT_INTERVAL = 1000;

  /**
   * Asks for the filters of a range of blocks.
   *
   * @param startHeight 0 to 2^32 - 1
   */
  record GetCFilters(int filterType, long startHeight, BlockHash stop) implements FilterMessage {
    static GetCFilters read(ByteReader in) throws DecodeException {
      return new GetCFilters(in.uint8(), in.uint32(), BlockHash.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.GETCFILTERS;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).uint32(startHeight).hash(stop);
    }
  }

  /** The filter of one block. */
  record CFilter(int filterType, BlockHash block, Bytes filter) implements FilterMessage {
    static CFilter read(ByteReader in) throws DecodeException {
      return new CFilter(in.uint8(), BlockHash.read(in), in.sizedBytes());
    }

    @Override
    public MessageType type() {
      return MessageType.CFILTER;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).hash(block).sizedBytes(filter);
    }
  }

  /**
   * Asks for the hashes of the filters of a range of blocks.
   *
   * @param startHeight 0 to 2^32 - 1
   */
  record GetCFHeaders(int filterType, long startHeight, BlockHash stop) implements FilterMessage {
    static GetCFHeaders read(ByteReader in) throws DecodeException {
      return new GetCFHeaders(in.uint8(), in.uint32(), BlockHash.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.GETCFHEADERS;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).uint32(startHeight).hash(stop);
    }
  }

  /**
   * The hashes of the filters of a range of blocks.
   *
   * @param previous the filter header of the block before the first
   */
  record CFHeaders(int filterType, BlockHash stop, FilterHeader previous, List<FilterHash> filters)
      implements FilterMessage {
    public CFHeaders {
      filters = List.copyOf(filters);
    }

    static CFHeaders read(ByteReader in) throws DecodeException {
      return new CFHeaders(
          in.uint8(),
          BlockHash.read(in),
          FilterHeader.read(in),
          Lists.read(in, Hash256.LENGTH, FilterHash::read));
    }

    @Override
    public MessageType type() {
      return MessageType.CFHEADERS;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).hash(stop).hash(previous);
      Lists.writeHashes(out, filters);
    }
  }

  /** Asks for the filter headers of all checkpoints up to a block. */
  record GetCFCheckpt(int filterType, BlockHash stop) implements FilterMessage {
    static GetCFCheckpt read(ByteReader in) throws DecodeException {
      return new GetCFCheckpt(in.uint8(), BlockHash.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.GETCFCHECKPT;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).hash(stop);
    }
  }

  /** The filter headers of all checkpoints up to a block, the lowest first. */
  record CFCheckpt(int filterType, BlockHash stop, List<FilterHeader> headers)
      implements FilterMessage {
    public CFCheckpt {
      headers = List.copyOf(headers);
    }

    static CFCheckpt read(ByteReader in) throws DecodeException {
      return new CFCheckpt(
          in.uint8(), BlockHash.read(in), Lists.read(in, Hash256.LENGTH, FilterHeader::read));
    }

    @Override
    public MessageType type() {
      return MessageType.CFCHECKPT;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint8(filterType).hash(stop);
      Lists.writeHashes(out, headers);
    }
  }
}
