package cairn.rpc.rest;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.ByteWriter;
import cairn.rpc.json.Json;
import cairn.rpc.rest.Answer.Content;
import java.util.regex.Pattern;

/** {@code /rest/blockhashbyheight/<height>}: the hash of a block of the active chain. */
final class BlockHashResource implements Resource {
  /** What a path may have; the rest of what should have been a height is not repeated. */
  private static final Pattern UNSAFE =
      Pattern.compile("[^A-Za-z0-9!*'();:@&=+$,/?#\\[\\]\\-_.~%]");

  private final Ledger ledger;

  BlockHashResource(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    var hash = block(request.parameter()).hash();
    return new Answer(
        switch (request.format()) {
          case BINARY -> new Content.Binary(new ByteWriter().hash(hash).toBytes());
          case HEX -> new Content.Line(hash.display());
          case JSON -> new Content.Tree(Json.object().put("blockhash", hash).build());
          case UNKNOWN -> throw RestException.unknownFormat();
        },
        Caching.NEVER);
  }

  private IndexedBlock block(String text) throws RestException {
    // "-0" is 0 to Core too
    long height = Values.unsigned64(text.matches("-0+") ? "0" : text).orElse(-1);
    if (height < 0 || height > Integer.MAX_VALUE) {
      throw RestException.badRequest("Invalid height: " + UNSAFE.matcher(text).replaceAll(""));
    }
    var block = ledger.chain().at((int) height);
    if (block == null) {
      throw RestException.notFound("Block height out of range");
    }
    return block;
  }
}
