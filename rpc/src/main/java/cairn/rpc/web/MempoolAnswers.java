package cairn.rpc.web;

import cairn.ledger.Mempool;
import cairn.ledger.MempoolView;
import cairn.ledger.MempoolView.Chunk;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.time.Duration;
import java.util.List;

/** {@code /api/mempool}: what waits, by what it pays, and the blocks it would make. */
final class MempoolAnswers implements Answers {
  private final Source source;
  private final Kept<Json> kept = new Kept<>(Duration.ofSeconds(1));

  MempoolAnswers(Source source) {
    this.source = source;
  }

  @Override
  public Json answer(ApiRequest request) throws RpcException, InterruptedException {
    return kept.get(request.turn(), this::version, () -> look(request));
  }

  private Mempool mempool() {
    return source.ledger().mempool();
  }

  /** A chain that has grown leaves other fees to be paid, too. */
  private Object version() {
    return List.of(mempool().nextSequence(), source.ledger().chain().tip().hash());
  }

  private Json look(ApiRequest request) throws RpcException, InterruptedException {
    List<Chunk> chunks = mempool().reading(MempoolView::chunks);
    var bands = new FeeBands();
    var next = new NextBlocks(source.services().blockOptions());
    var latest = new LatestEntries();
    for (var chunk : chunks) {
      bands.add(chunk);
      next.add(chunk);
      chunk.entries().forEach(latest::add);
    }
    return Json.object()
        .putAll(source.call(request.turn(), "getmempoolinfo").asObject())
        .put("bands", bands.json())
        .putAll(next.json())
        .put("latest", latest.json())
        .build();
  }
}
