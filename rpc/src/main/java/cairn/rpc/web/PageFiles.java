package cairn.rpc.web;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The page's own files, which are few, and so in memory. Thread-safe. */
final class PageFiles implements HttpHandler {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String INDEX = "index.html";

  /** All of them, and what they are. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry(INDEX, "text/html; charset=utf-8"),
          Map.entry("style.css", "text/css; charset=utf-8"),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("app.js", SCRIPT),
          Map.entry("api.js", SCRIPT),
          Map.entry("live.js", SCRIPT),
          Map.entry("dom.js", SCRIPT),
          Map.entry("format.js", SCRIPT),
          Map.entry("branches.js", SCRIPT),
          Map.entry("plot.js", SCRIPT),
          Map.entry("overview.js", SCRIPT),
          Map.entry("blocks.js", SCRIPT),
          Map.entry("block.js", SCRIPT),
          Map.entry("transaction.js", SCRIPT),
          Map.entry("address.js", SCRIPT),
          Map.entry("mempool.js", SCRIPT),
          Map.entry("peers.js", SCRIPT),
          Map.entry("charts.js", SCRIPT),
          Map.entry("search.js", SCRIPT));

  /** Where one page is, whatever its scripts then show. */
  private static final Pattern VIEWS =
      Pattern.compile("/|/(blocks|mempool|peers|charts|search)|/(block|tx|address)/[^/]+");

  /** Looked at again each time, as a new version of the node may have others. */
  private static final Map<String, String> KEEPING = Map.of("Cache-Control", "no-cache");

  private static final int TAG_BYTES = 8;

  private final Map<String, Stored> files = new HashMap<>();

  private record Stored(String type, String tag, Bytes bytes) {}

  PageFiles() {
    TYPES.forEach((name, type) -> files.put("/" + name, read(name, type)));
  }

  private static Stored read(String name, String type) {
    try (var in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      var bytes = Bytes.wrap(in.readAllBytes());
      var tag = "\"" + Sha256.hash(bytes).slice(0, TAG_BYTES).toHex() + "\"";
      return new Stored(type, tag, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return false;
  }

  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory) {
    var path = request.head().target().split("[?#]", 2)[0];
    var file = files.get(VIEWS.matcher(path).matches() ? "/" + INDEX : path);
    if (file == null) {
      return HttpResponse.refusal(HttpStatus.NOT_FOUND, "There is nothing here\r\n")
          .plus(Map.of("Content-Type", "text/plain; charset=utf-8"));
    }
    var fields = new HashMap<>(KEEPING);
    fields.put("ETag", file.tag());
    var known = request.head().headers().first("If-None-Match").orElse("");
    if (Set.of(known.split(" *, *", -1)).contains(file.tag())) {
      return HttpResponse.of(HttpStatus.NOT_MODIFIED).plus(fields);
    }
    fields.put("Content-Type", file.type());
    return new HttpResponse(HttpStatus.OK, fields, file.bytes());
  }
}
