package cairn.rpc.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.rpc.auth.Authenticator;
import cairn.rpc.auth.Whitelists;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.Requests;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a request to those of the answer. */
class JsonRpcServerTest {
  private final JsonRpcServer server = server(new Whitelists(List.of(), false));
  private final AnswerMemory memory = Requests.memory(1 << 20);
  private int notes;

  private static JsonRpcServer server(Whitelists whitelists) {
    var users = new Authenticator.Builder(new SecureRandom()).user("alice", "secret").build();
    return new JsonRpcServer(users, whitelists);
  }

  private record Method(String name, MethodSpec spec, Function<Call, Json> body)
      implements RpcMethod {
    @Override
    public Json call(Call call) {
      return body.apply(call);
    }
  }

  private Method add() {
    return new Method(
        "add",
        MethodSpec.of("add", "Adds.")
            .takes(Argument.number("a", ""), Argument.number("b", "").orElse(Json.of(1)))
            .gives(Result.number(""))
            .build(),
        call -> Json.of(call.integer("a") + call.integer("b")));
  }

  private Method note() {
    return new Method(
        "note",
        MethodSpec.of("note", "Counts.").gives(Result.none()).build(),
        _ -> {
          notes++;
          return Json.Null.NULL;
        });
  }

  private Method bug() {
    return new Method(
        "bug",
        MethodSpec.of("bug", "Fails.").gives(Result.none()).build(),
        _ -> {
          throw new IllegalStateException("oh");
        });
  }

  private Method lie() {
    return new Method(
        "lie",
        MethodSpec.of("lie", "Promises nothing.").gives(Result.none()).build(),
        _ -> Json.of(1));
  }

  private Method repeat() {
    return new Method(
        "repeat",
        MethodSpec.of("repeat", "Repeats.")
            .takes(Argument.number("count", ""))
            .gives(Result.string(""))
            .build(),
        call -> Json.of("x".repeat(call.integer("count"))));
  }

  private MethodTable methods(boolean checksResults) {
    return new MethodTable(new ActiveCalls(), checksResults)
        .add(Category.UTIL, add(), note(), bug(), repeat())
        .add(Category.HIDDEN, lie());
  }

  @BeforeEach
  void makeReady() {
    server.ready(methods(true));
  }

  private String answer(JsonRpcServer server, String body) throws Exception {
    return text(send(server, "alice:secret", body));
  }

  private String answer(String body) throws Exception {
    return answer(server, body);
  }

  private HttpResponse send(JsonRpcServer server, String user, String body)
      throws InterruptedException {
    var authorization = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    var request = Requests.post(Bytes.wrap(body.getBytes(UTF_8)), "Authorization", authorization);
    return server.handler().handle(request, Requests.ALONE, memory);
  }

  private static String text(HttpResponse response) {
    return (response.status().code()
            + " "
            + new String(Bytes.join(response.body()).toArray(), UTF_8))
        .strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"method\":\"add\",\"params\":[1,2],\"id\":7};"
            + " 200 {\"result\":3,\"error\":null,\"id\":7}",
        "{\"method\":\"add\",\"params\":{\"a\":5},\"id\":\"x\",\"jsonrpc\":\"1.0\"};"
            + " 200 {\"result\":6,\"error\":null,\"id\":\"x\"}",
        "{\"method\":\"note\"}; 200 {\"result\":null,\"error\":null}",
        "{\"method\":\"add\",\"params\":[1],\"id\":[null],\"jsonrpc\":\"2.0\"};"
            + " 200 {\"jsonrpc\":\"2.0\",\"result\":2,\"id\":[null]}",
        "{\"method\":\"note\",\"id\":null,\"jsonrpc\":\"2.0\"};"
            + " 200 {\"jsonrpc\":\"2.0\",\"result\":null,\"id\":null}",
        "{\"method\":\"no\",\"id\":1};"
            + " 404 {\"result\":null,\"error\":{\"code\":-32601,\"message\":\"Method not found\"},"
            + "\"id\":1}",
        "{\"method\":\"no\",\"id\":1,\"jsonrpc\":\"2.0\"};"
            + " 200 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not"
            + " found\"},\"id\":1}",
        "{\"method\":\"add\",\"params\":{\"x\":1},\"id\":1};"
            + " 500 {\"result\":null,\"error\":{\"code\":-8,\"message\":\"Unknown named parameter"
            + " x\"},\"id\":1}",
        "{\"method\":\"add\",\"params\":[\"1\"],\"id\":1};"
            + " 500 {\"result\":null,\"error\":{\"code\":-3,\"message\":\"Wrong type"
            + " passed:\\n{\\n    \\\"Position 1 (a)\\\": \\\"JSON value of type string is not of"
            + " expected type number\\\"\\n}\"},\"id\":1}",
        "{\"method\":\"add\",\"params\":[1.5],\"id\":1};"
            + " 500 {\"result\":null,\"error\":{\"code\":-1,\"message\":\"JSON integer out of"
            + " range\"},\"id\":1}",
        "{\"method\":\"bug\",\"id\":1};"
            + " 500 {\"result\":null,\"error\":{\"code\":-1,\"message\":\"Internal bug detected:"
            + " oh\"},\"id\":1}",
        "{\"jsonrpc\":2,\"method\":\"add\"};"
            + " 400 {\"result\":null,\"error\":{\"code\":-32600,\"message\":\"jsonrpc field must be"
            + " a string\"}}",
        "{\"jsonrpc\":\"2.1\",\"method\":\"add\",\"id\":3};"
            + " 400 {\"result\":null,\"error\":{\"code\":-32600,\"message\":\"JSON-RPC version not"
            + " supported\"},\"id\":3}",
        "{\"id\":3}; 400 {\"result\":null,\"error\":{\"code\":-32600,\"message\":\"Missing"
            + " method\"},\"id\":3}",
        "{\"method\":3}; 400 {\"result\":null,\"error\":{\"code\":-32600,\"message\":\"Method must"
            + " be a string\"}}",
        "{\"method\":\"add\",\"params\":3}; 400 {\"result\":null,\"error\":{\"code\":-32600,"
            + "\"message\":\"Params must be an array or object\"}}",
        "``; 500 {\"result\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\"},"
            + "\"id\":null}",
        "3; 500 {\"result\":null,\"error\":{\"code\":-32700,\"message\":\"Top-level object parse"
            + " error\"},\"id\":null}",
        "[]; 200 []",
        "[3,{\"method\":\"add\",\"params\":[1],\"id\":1},{\"method\":\"no\",\"id\":2,"
            + "\"jsonrpc\":\"2.0\"},{\"method\":\"note\",\"jsonrpc\":\"2.0\"}];"
            + " 200 [{\"result\":null,\"error\":{\"code\":-32600,\"message\":\"Invalid Request"
            + " object\"},\"id\":null},{\"result\":2,\"error\":null,\"id\":1},{\"jsonrpc\":\"2.0\","
            + "\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":2}]",
        "[{\"method\":\"note\",\"jsonrpc\":\"2.0\"}]; 204",
      })
  void answersAsCoreDoes(String request, String response) throws Exception {
    assertThat(answer(request)).isEqualTo(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1,2,3]"})
  void givesHelpToThoseWhoPassTheWrongNumberOfArguments(String params) throws Exception {
    assertThat(answer("{\"method\":\"add\",\"params\":" + params + "}"))
        .startsWith(
            "500 {\"result\":null,\"error\":{\"code\":-1,\"message\":\"add a ( b )\\n\\nAdds");
  }

  @Test
  void followsNotificationsWithoutAWord() throws Exception {
    assertThat(answer("{\"method\":\"note\",\"jsonrpc\":\"2.0\"}")).isEqualTo("204");
    assertThat(notes).isOne();
    assertThat(answer("{\"method\":\"no\",\"jsonrpc\":\"2.0\"}")).isEqualTo("204");
  }

  @Test
  void saysWhatItIsDoingUntilItIsReady() throws Exception {
    var starting = server(new Whitelists(List.of(), false));
    assertThat(answer(starting, "{\"method\":\"no\"}"))
        .contains("{\"code\":-28,\"message\":\"RPC server started\"}");
    starting.starting("Loading block index\u2026");
    assertThat(answer(starting, "{\"method\":\"add\"}"))
        .contains("{\"code\":-28,\"message\":\"Loading block index\u2026\"}");
    starting.ready(methods(false));
    assertThat(answer(starting, "{\"method\":\"add\",\"params\":[1]}")).contains("\"result\":2");
  }

  @Test
  void noticesAnswersThatWereNotPromisedIfAsked() throws Exception {
    assertThat(answer("{\"method\":\"lie\"}"))
        .contains("Internal bug detected: RPC call \\\"lie\\\" returned incorrect type:\\n");
    server.ready(methods(false));
    assertThat(answer("{\"method\":\"lie\"}")).contains("\"result\":1");
  }

  @Test
  void refusesAnswersForWhichThereIsNoMemory() throws Exception {
    assertThat(answer("{\"method\":\"repeat\",\"params\":[600000]}")).startsWith("200 {");
    var refusal = "503 Answer too large, or too many large ones at a time";
    var call = "{\"method\":\"repeat\",\"params\":[2000000]}";
    assertThat(answer(call)).isEqualTo(refusal);
    var some = "{\"method\":\"repeat\",\"params\":[300000]}";
    assertThat(answer("[" + String.join(",", some, some, some, some) + "]")).isEqualTo(refusal);
  }

  @Test
  void refusesRequestsForWhichThereIsNoMemory() throws Exception {
    var refusal = "503 Request too large, or too many large ones at a time";
    assertThat(answer("[" + "[],".repeat(20_000) + "[]]")).isEqualTo(refusal);
    assertThat(answer("[" + "1,".repeat(20_000) + "1]")).isEqualTo(refusal);
    // It is many values that take memory, not a long one.
    assertThat(answer("{\"method\":\"note\",\"id\":\"%s\"}".formatted("x".repeat(100_000))))
        .startsWith("200 {");
  }

  @Test
  void answersOnlyThoseWhoMayAsk() throws Exception {
    var wrong = send(server, "alice:wrong", "{\"method\":\"note\"}");
    assertThat(text(wrong)).isEqualTo("401");
    assertThat(wrong.fields()).containsEntry("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
    var nobody =
        server.handler().handle(Requests.post(Bytes.EMPTY, "x", "y"), Requests.ALONE, memory);
    assertThat(text(nobody)).isEqualTo("401");
    assertThat(notes).isZero();
  }

  @Test
  void needsOnlyTheBodiesOfThoseWhoMayAsk() {
    var known = Base64.getEncoder().encodeToString("alice:secret".getBytes(UTF_8));
    var handler = server.handler();
    var request = Requests.post(Bytes.EMPTY, "authorization", "Basic " + known);
    assertThat(handler.needsBody(request.head())).isTrue();
    var wrong = Requests.post(Bytes.EMPTY, "authorization", "Basic x" + known);
    assertThat(handler.needsBody(wrong.head())).isFalse();
    assertThat(handler.needsBody(Requests.get().head())).isFalse();
  }

  @Test
  void takesPostAlone() throws Exception {
    assertThat(text(server.handler().handle(Requests.get(), Requests.ALONE, memory)))
        .isEqualTo("405 JSONRPC server handles only POST requests");
  }

  @Test
  void letsUsersCallOnlyWhatTheyMay() throws Exception {
    var restricted = server(new Whitelists(List.of("alice:add"), true));
    restricted.ready(methods(true));
    assertThat(answer(restricted, "{\"method\":\"note\"}")).isEqualTo("403");
    assertThat(answer(restricted, "{\"method\":\"add\",\"params\":[1]}")).startsWith("200");
    assertThat(answer(restricted, "[{\"method\":\"add\",\"params\":[1]},{\"method\":\"note\"}]"))
        .isEqualTo("403");
    assertThat(answer(restricted, "[{\"method\":\"add\",\"params\":[1]}]")).startsWith("200");
    assertThat(answer(restricted, "[3]")).startsWith("400");
    assertThat(notes).isZero();
    var others = server(new Whitelists(List.of("bob:add"), true));
    assertThat(answer(others, "{\"method\":\"add\"}")).isEqualTo("403");
  }
}
