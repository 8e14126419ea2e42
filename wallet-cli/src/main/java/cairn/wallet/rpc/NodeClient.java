package cairn.wallet.rpc;

import cairn.wallet.WalletException;
import cairn.wallet.WalletException.Kind;
import cairn.wallet.json.Json;
import cairn.wallet.json.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a node. Connects when it is first asked something. Not thread-safe. */
public final class NodeClient implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final NodeAddress address;
  private @Nullable HttpConnection connection;

  public NodeClient(NodeAddress address) {
    this.address = address;
  }

  /** Another client of the same node, for another thread. */
  public NodeClient another() {
    return new NodeClient(address);
  }

  /** As {@link #another()}, for questions that take as long as they take to answer. */
  public NodeClient patient() {
    return new NodeClient(address.withPatience(Duration.ZERO));
  }

  /** A question. */
  public record Call(String method, List<Object> params) {
    public Call {
      params = List.copyOf(params);
    }

    public static Call of(String method, Object... params) {
      return new Call(method, List.of(params));
    }

    private Object toJson(int id) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("jsonrpc", "1.0");
      fields.put("id", id);
      fields.put("method", method);
      fields.put("params", params);
      return fields;
    }
  }

  public NodeAddress address() {
    return address;
  }

  /**
   * Asks one question.
   *
   * @throws NodeError if the node refuses
   * @throws WalletException if there is no answer
   */
  public Json call(String method, Object... params) throws WalletException {
    var call = new Call(method, Arrays.asList(params));
    return result(call, send(call.toJson(0)));
  }

  /**
   * Asks several questions at once.
   *
   * @return the answers in the order of the questions
   * @throws NodeError if the node refuses one of them
   * @throws WalletException if there is no answer
   */
  public List<Json> callAll(List<Call> calls) throws WalletException {
    var results = new ArrayList<Json>();
    var answers = answers(calls);
    for (int i = 0; i < calls.size(); i++) {
      results.add(result(calls.get(i), answers.get(i)));
    }
    return results;
  }

  /** As {@link #callAll}; where the node says that there is no such thing, null. */
  public List<Json> findAll(List<Call> calls) throws WalletException {
    var results = new ArrayList<Json>();
    var answers = answers(calls);
    for (int i = 0; i < calls.size(); i++) {
      try {
        results.add(result(calls.get(i), answers.get(i)));
      } catch (NodeError e) {
        if (e.code() != NodeError.NOT_FOUND) {
          throw e;
        }
        results.add(Json.missing());
      }
    }
    return results;
  }

  /** The answers by the numbers of their questions: a server may give them in any order. */
  private List<Json> answers(List<Call> calls) throws WalletException {
    if (calls.isEmpty()) {
      return List.of();
    }
    var questions = new ArrayList<Object>();
    for (int i = 0; i < calls.size(); i++) {
      questions.add(calls.get(i).toJson(i));
    }
    var answers = new ArrayList<Json>();
    for (int i = 0; i < calls.size(); i++) {
      answers.add(Json.missing());
    }
    var answered = send(questions);
    if (answered.value() instanceof Map) { // one for all of them: an error
      result(calls.getFirst(), answered);
      throw WalletException.noNode("the node does not answer " + calls.getFirst().method());
    }
    for (var answer : answered.items()) {
      long id = answer.get("id").integer();
      if (id < 0 || id >= calls.size()) {
        throw WalletException.noNode("the node answers a question that was not asked");
      }
      answers.set((int) id, answer);
    }
    return answers;
  }

  private static Json result(Call call, Json answer) throws WalletException {
    var error = answer.get("error");
    if (!error.isNull()) {
      throw new NodeError(
          call.method(), (int) error.get("code").integer(), error.get("message").text());
    }
    if (answer.isNull()) {
      throw WalletException.noNode("the node does not answer " + call.method());
    }
    return answer.get("result");
  }

  private Json send(Object question) throws WalletException {
    var body = JsonText.of(question, false).getBytes(StandardCharsets.UTF_8);
    var authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(address.credentials().text().getBytes(StandardCharsets.UTF_8));
    try {
      return parse(read(post(authorization, body)), question instanceof List);
    } catch (ConnectException | UnknownHostException e) {
      throw WalletException.noNode("no node answers at " + address + ": " + e.getMessage());
    } catch (SocketTimeoutException e) {
      throw WalletException.noNode(
          "the node at %s has not answered for %d s"
              .formatted(address, address.patience().toSeconds()));
    } catch (IOException e) {
      throw WalletException.noNode("the node at " + address + " is gone: " + e.getMessage());
    }
  }

  /** Reads what came back: an answer, or a list of them if several questions were asked. */
  private Json parse(String text, boolean several) throws WalletException {
    try {
      var answer = Json.parse(text, Kind.NO_NODE);
      if (answer.value() instanceof Map || (several && answer.value() instanceof List)) {
        return answer;
      }
    } catch (WalletException e) {
      throw WalletException.noNode("what answers at " + address + " is no node: " + e.text());
    }
    throw WalletException.noNode("what answers at " + address + " is no node");
  }

  private HttpConnection.Response post(String authorization, byte[] body) throws IOException {
    var known = connection;
    if (known != null && known.isOpen()) {
      try {
        return known.post(authorization, body);
      } catch (SocketTimeoutException e) {
        close();
        throw e;
      } catch (IOException e) {
        close(); // it may be idle connections that the node closes: once more, on a new one
      }
    }
    var fresh = HttpConnection.open(address);
    connection = fresh;
    return fresh.post(authorization, body);
  }

  private String read(HttpConnection.Response response) throws WalletException {
    var text = new String(response.body().toArray(), StandardCharsets.UTF_8);
    return switch (response.status()) {
      case UNAUTHORIZED ->
          throw WalletException.noNode(
              "the node at " + address + " does not accept " + address.credentials());
      case FORBIDDEN ->
          throw WalletException.noNode("the node at " + address + " forbids to call it");
      case UNAVAILABLE ->
          throw WalletException.noNode("the node at " + address + " is too busy: " + text.strip());
      default -> {
        if (text.isBlank()) {
          throw WalletException.noNode(
              "the node at " + address + " answers with nothing but status " + response.status());
        }
        yield text;
      }
    };
  }

  /** Ends the connection; a later question opens another. */
  @Override
  public void close() {
    var known = connection;
    connection = null;
    if (known != null) {
      try {
        known.close();
      } catch (IOException e) {
        // What is closed need not be closed once more, and nothing was left to say.
        assert !known.isOpen();
      }
    }
  }
}
