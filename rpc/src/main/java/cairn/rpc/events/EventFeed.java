package cairn.rpc.events;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.ResponseStream;
import cairn.rpc.http.Route;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells whoever asks at {@code /events} what happens from then on. Thread-safe. */
public final class EventFeed implements LedgerListener, MempoolListener, HttpHandler {
  static final int MAX_READERS = 50;

  private final Set<EventQueue> readers = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Ledger ledger;
  private volatile boolean closed;

  /** What takes the requests. */
  public Route route() {
    return new Route("/events", true, this);
  }

  /** The node is ready. */
  public void ready(Ledger watched) {
    watched.listen((LedgerListener) this);
    watched.listen((MempoolListener) this);
    ledger = watched;
  }

  /** Ends all streams; there will be no more. */
  public void close() {
    closed = true;
    readers.forEach(EventQueue::close);
  }

  @Override
  public boolean isPublic() {
    return true;
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return false;
  }

  @Override
  public Optional<ResponseStream> stream(HttpRequest request) {
    var watched = ledger;
    if (watched == null || !request.head().method().equals("GET")) {
      return Optional.empty();
    }
    var queue = new EventQueue(readers::remove);
    synchronized (this) {
      if (closed || readers.size() >= MAX_READERS) {
        return Optional.empty();
      }
      readers.add(queue);
    }
    var tip = watched.chain().tip();
    queue.add(
        EventQueue.event(
            "tip",
            Json.object()
                .put("hash", tip.hash())
                .put("height", tip.height())
                .put("mempool_sequence", watched.mempool().nextSequence())
                .build()));
    return Optional.of(queue);
  }

  /** Why there is no stream. */
  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory) {
    if (!request.head().method().equals("GET")) {
      return HttpResponse.refusal(HttpStatus.BAD_METHOD, "Only GET is supported\r\n");
    }
    return HttpResponse.refusal(
        HttpStatus.SERVICE_UNAVAILABLE,
        ledger == null
            ? "Service temporarily unavailable: the node is starting\r\n"
            : "Too many readers of events\r\n");
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    tell("block_connected", block, contents);
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    tell("block_disconnected", block, contents);
  }

  private void tell(String event, IndexedBlock block, Block contents) {
    if (!readers.isEmpty()) {
      tell(
          event,
          Json.object()
              .put("hash", block.hash())
              .put("height", block.height())
              .put("time", block.time())
              .put("transactions", contents.transactions().size())
              .put("size", contents.totalSize())
              .put("weight", contents.weight())
              .build());
    }
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    if (!readers.isEmpty()) {
      var transaction = entry.transaction();
      tell(
          "transaction_added",
          Json.object()
              .put("txid", transaction.txid())
              .put("wtxid", transaction.wtxid())
              .put("vsize", entry.virtualSize())
              .put("weight", transaction.weight())
              .put("fee", new Amount(entry.feeSats()))
              .put("mempool_sequence", sequence)
              .build());
    }
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    if (!readers.isEmpty()) {
      tell(
          "transaction_removed",
          Json.object()
              .put("txid", entry.transaction().txid())
              .put("reason", why.name().toLowerCase(Locale.ROOT))
              .put("mempool_sequence", sequence)
              .build());
    }
  }

  private void tell(String name, Json.Obj data) {
    var event = EventQueue.event(name, data);
    readers.forEach(reader -> reader.add(event));
  }
}
