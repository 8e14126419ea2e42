package cairn.rpc.rest;

import cairn.ledger.Ledger;
import cairn.primitives.ByteWriter;
import cairn.rpc.blockchain.HeaderJson;
import cairn.rpc.json.Json;

/**
 * {@code /rest/headers/<hash>?count=<n>}, and as it was before {@code /rest/headers/<n>/<hash>}:
 * headers of the active chain, from a block on.
 */
final class HeadersResource implements Resource {
  private final Ledger ledger;

  HeadersResource(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    var parts = request.parts();
    int count =
        switch (parts.size()) {
          case 1 -> Values.headerCount(request.query());
          case 2 -> Values.headerCount(parts.getFirst());
          default ->
              throw RestException.badRequest(
                  "Invalid URI format. Expected /rest/headers/<hash>.<ext>?count=<count>");
        };
    var hash = Values.blockHash(parts.getLast());
    var chain = ledger.chain();
    var blocks = ChainRun.from(ledger.index().find(hash), chain, count);
    return Answer.of(
        request.format(),
        Caching.NEVER,
        () -> {
          var out = new ByteWriter();
          blocks.forEach(block -> out.bytes(block.header().serialized()));
          return out.toBytes();
        },
        () -> Json.array(blocks.size(), i -> HeaderJson.of(blocks.get(i), chain).build()));
  }
}
