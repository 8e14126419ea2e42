package cairn.rpc.rest;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Ledger;
import cairn.primitives.Bytes;
import cairn.rpc.http.Query;
import cairn.rpc.rest.Answer.Content;
import java.util.OptionalLong;

/** {@code /rest/blockpart/<hash>?offset=<n>&size=<n>}: some bytes of a block. */
final class BlockPartResource implements Resource {
  private final Ledger ledger;

  BlockPartResource(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    long offset = number(request.query(), "offset");
    long size = number(request.query(), "size");
    var hash = request.parameter();
    var where = StoredBlocks.find(ledger, hash);
    Bytes block;
    try {
      block = ledger.blocks().bytes(where);
    } catch (BlockUnavailableException e) {
      throw StoredBlocks.unavailable(hash, e);
    }
    int length = block.length();
    boolean isInside =
        size != 0
            && Long.compareUnsigned(offset, length) <= 0
            && Long.compareUnsigned(size, length - offset) <= 0;
    if (!isInside) {
      throw RestException.badRequest(
          "Bad block part offset/size %s/%s for %s"
              .formatted(Long.toUnsignedString(offset), Long.toUnsignedString(size), hash));
    }
    var part = block.slice((int) offset, (int) (offset + size));
    return switch (request.format()) {
      case BINARY -> new Answer(new Content.Binary(part), Caching.FOR_A_DAY);
      case HEX -> new Answer(new Content.Hex(part), Caching.FOR_A_DAY);
      case JSON ->
          throw RestException.badRequest("JSON output is not supported for this request type");
      case UNKNOWN -> throw RestException.unknownFormat();
    };
  }

  private static long number(Query query, String name) throws RestException {
    OptionalLong number = Values.unsigned64(query.find(name));
    return number.orElseThrow(
        () -> RestException.badRequest("Block part %s missing or invalid".formatted(name)));
  }
}
