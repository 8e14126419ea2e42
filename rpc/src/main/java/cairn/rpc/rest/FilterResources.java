package cairn.rpc.rest;

import cairn.ledger.Ledger;
import cairn.ledger.index.BlockFilterIndex;
import cairn.ledger.index.Indexes;
import cairn.primitives.ByteWriter;
import cairn.primitives.FilterHeader;
import cairn.rpc.json.Json;
import java.util.ArrayList;

/**
 * {@code /rest/blockfilter/<type>/<hash>} and {@code /rest/blockfilterheaders/<type>/<hash>}: the
 * compact filter of a block, and the headers of filters from a block on (BIP 157, BIP 158).
 */
final class FilterResources {
  private static final String BASIC = "basic";

  /** What a filter of that type begins with. */
  private static final int BASIC_CODE = 0;

  private final Ledger ledger;
  private final Indexes indexes;

  FilterResources(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  Answer filter(RestRequest request) throws RestException, InterruptedException {
    var parts = request.parts();
    if (parts.size() != 2) {
      throw RestException.badRequest(
          "Invalid URI format. Expected /rest/blockfilter/<filtertype>/<blockhash>");
    }
    var hash = parts.getLast();
    Values.hash(hash);
    var index = index(parts.getFirst());
    var block = StoredBlocks.find(ledger, hash);
    boolean connected = block.isFullyValid();
    boolean ready = LedgerAnswers.await(request, index.caughtUp());
    var filter = index.filter(block);
    if (filter.isEmpty()) {
      throw connected
          ? missing(ready)
          : RestException.notFound("Filter not found. Block was not connected to active chain.");
    }
    return Answer.of(
        request.format(),
        Caching.FOR_A_DAY,
        () ->
            new ByteWriter()
                .uint8(BASIC_CODE)
                .hash(block.hash())
                .sizedBytes(filter.get())
                .toBytes(),
        () -> Json.object().put("filter", filter.get()).build());
  }

  Answer headers(RestRequest request) throws RestException, InterruptedException {
    var parts = request.parts();
    int count =
        switch (parts.size()) {
          case 2 -> Values.headerCount(request.query());
          case 3 -> Values.headerCount(parts.get(1));
          default ->
              throw RestException.badRequest(
                  "Invalid URI format. Expected"
                      + " /rest/blockfilterheaders/<filtertype>/<blockhash>.<ext>?count=<count>");
        };
    var first = Values.blockHash(parts.getLast());
    var index = index(parts.getFirst());
    var blocks = ChainRun.from(ledger.index().find(first), ledger.chain(), count);
    boolean ready = LedgerAnswers.await(request, index.caughtUp());
    var headers = new ArrayList<FilterHeader>();
    for (var block : blocks) {
      headers.add(index.header(block).orElseThrow(() -> missing(ready)));
    }
    return Answer.of(
        request.format(),
        Caching.NEVER,
        () -> {
          var out = new ByteWriter();
          headers.forEach(out::hash);
          return out.toBytes();
        },
        () -> Json.strings(headers.stream().map(FilterHeader::display).toList()));
  }

  private BlockFilterIndex index(String type) throws RestException {
    if (!type.equals(BASIC)) {
      throw RestException.badRequest("Unknown filtertype " + type);
    }
    return indexes
        .blockFilters()
        .orElseThrow(() -> RestException.badRequest("Index is not enabled for filtertype " + type));
  }

  private static RestException missing(boolean ready) {
    return RestException.notFound(
        ready
            ? "Filter not found. This error is unexpected and indicates index corruption."
            : "Filter not found. Block filters are still in the process of being indexed.");
  }
}
