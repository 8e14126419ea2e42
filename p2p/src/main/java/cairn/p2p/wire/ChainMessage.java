package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import java.util.List;

/** Headers, and blocks as a whole. */
public sealed interface ChainMessage extends KnownMessage {
  /** The most hashes in a locator. */
  int MAX_LOCATOR_HASHES = 101;

  /** The most headers in one message. */
  int MAX_HEADERS = 2000;

  /**
   * Asks for the headers after the first block of the locator that the receiver has.
   *
   * @param locator the sender's chain from its tip back, with growing gaps
   * @param stop the last one wanted; zeros for as many as there are. With an empty locator, the
   *     only one
   */
  record GetHeaders(List<BlockHash> locator, BlockHash stop) implements ChainMessage {
    public GetHeaders {
      locator = List.copyOf(locator);
    }

    static Message read(ByteReader in) throws DecodeException {
      return Locator.read(in, MessageType.GETHEADERS, GetHeaders::new);
    }

    @Override
    public MessageType type() {
      return MessageType.GETHEADERS;
    }

    @Override
    public void write(ByteWriter out) {
      Locator.write(out, locator, stop);
    }
  }

  /** Asks for an {@code inv} of blocks, as {@link GetHeaders} does for headers. */
  record GetBlocks(List<BlockHash> locator, BlockHash stop) implements ChainMessage {
    public GetBlocks {
      locator = List.copyOf(locator);
    }

    static Message read(ByteReader in) throws DecodeException {
      return Locator.read(in, MessageType.GETBLOCKS, GetBlocks::new);
    }

    @Override
    public MessageType type() {
      return MessageType.GETBLOCKS;
    }

    @Override
    public void write(ByteWriter out) {
      Locator.write(out, locator, stop);
    }
  }

  /** Headers, each after the one before if the sender is honest. */
  record Headers(List<BlockHeader> headers) implements ChainMessage {
    /** A header, and a count of transactions that means nothing. */
    private static final int MIN_ENTRY_LENGTH = BlockHeader.LENGTH + 1;

    public Headers {
      headers = List.copyOf(headers);
    }

    /** Here the count decides alone, before it is known whether there are so many. */
    static Message read(ByteReader in) throws DecodeException {
      int count = in.compactSize();
      if (count > MAX_HEADERS) {
        in.bytes(in.remaining());
        return new Message.Excessive(MessageType.HEADERS, count, MAX_HEADERS);
      }
      if (count * MIN_ENTRY_LENGTH > in.remaining()) {
        throw in.failure("end of data");
      }
      return new Headers(Lists.elements(in, count, Headers::readEntry));
    }

    private static BlockHeader readEntry(ByteReader in) throws DecodeException {
      var header = BlockHeader.read(in);
      in.compactSize();
      return header;
    }

    @Override
    public MessageType type() {
      return MessageType.HEADERS;
    }

    @Override
    public void write(ByteWriter out) {
      out.compactSize(headers.size());
      for (var header : headers) {
        header.write(out);
        out.compactSize(0);
      }
    }
  }

  /** New blocks shall be announced by their headers (BIP 130). */
  record SendHeaders() implements ChainMessage {
    @Override
    public MessageType type() {
      return MessageType.SENDHEADERS;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /**
   * A block. To send one that is on the disk, or without witnesses, see {@link Message.Encoded}.
   */
  record BlockMessage(Block block) implements ChainMessage {
    static BlockMessage read(ByteReader in) throws DecodeException {
      return new BlockMessage(Block.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.BLOCK;
    }

    @Override
    public void write(ByteWriter out) {
      out.bytes(block.serialized());
    }
  }
}
