package cairn.rpc.web;

import cairn.rpc.NodeServices;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.AnswerMemory.NoRoomException;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.Query;
import cairn.rpc.http.RequestException;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data that the page asks for, in JSON. It is for this page alone and changes with it; programs
 * have RPC and REST. Thread-safe.
 *
 * <p>What is well asked and not there is no error to a browser, which would tell people of it: the
 * answer then has a member {@code missing} that says why.
 */
final class Api implements HttpHandler {
  static final String PATH = "/api/";

  private static final Map<String, String> FIELDS =
      Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

  private volatile String status = "The node is starting";
  private volatile @Nullable Map<String, Answers> kinds;

  /** Says what the node is doing before it is ready. */
  void starting(String what) {
    status = what;
  }

  /** The node is ready. */
  void ready(NodeServices services, MethodTable methods, Interruption interruption) {
    var source = new Source(services, methods);
    var ledger = services.ledger();
    var facts = new BlockFacts(ledger);
    kinds =
        Map.of(
            "node", new NodeAnswers(source),
            "blocks", new BlockListAnswers(ledger, facts),
            "branches", new BranchAnswers(ledger),
            "block", new BlockAnswers(ledger, facts),
            "tx", new TransactionAnswers(source),
            "address", new AddressAnswers(ledger, interruption),
            "mempool", new MempoolAnswers(source),
            "peers", new PeerAnswers(source),
            "charts", new ChartAnswers(ledger),
            "search", new SearchAnswers(ledger));
  }

  /** What is answered where there is nothing to show. */
  static Json missing(String why) {
    return Json.object().put("missing", why).build();
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return false;
  }

  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    var target = request.head().target();
    var path = target.split("[?#]", 2)[0].substring(PATH.length());
    int slash = path.indexOf('/');
    var kind = slash < 0 ? path : path.substring(0, slash);
    var name = slash < 0 ? "" : path.substring(slash + 1);
    var known = kinds;
    if (known == null) {
      return response(HttpStatus.OK, Json.object().put("starting", status).build(), memory);
    }
    var answers = known.get(kind);
    if (answers == null) {
      return error(HttpStatus.NOT_FOUND, "There is no such data", memory);
    }
    try {
      var answer = answers.answer(new ApiRequest(name, new Query(target), turn));
      return response(HttpStatus.OK, answer, memory);
    } catch (RequestException e) {
      return error(e.status(), String.valueOf(e.getMessage()), memory);
    } catch (RpcException e) {
      return error(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), memory);
    } catch (NoRoomException e) {
      return e.response();
    }
  }

  private static HttpResponse error(HttpStatus status, String why, AnswerMemory memory) {
    return response(status, Json.object().put("error", why).build(), memory);
  }

  private static HttpResponse response(HttpStatus status, Json json, AnswerMemory memory) {
    var writer = new JsonWriter(0, memory::need);
    writer.write(json);
    return new HttpResponse(status, FIELDS, writer.finish());
  }
}
