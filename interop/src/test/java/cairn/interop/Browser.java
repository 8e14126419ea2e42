package cairn.interop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window, with one page, which does what it is told by its DevTools protocol.
 */
final class Browser implements AutoCloseable {
  /** The first that there is, unless {@code -Dcairn.browser=FILE} names another. */
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Program program;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private String session = "";

  private Browser(Program program, URI address) {
    this.program = program;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /**
   * Starts it.
   *
   * @param directory where it may leave files
   */
  static Browser start(Path directory) throws IOException {
    var executable = executable();
    var output = directory.resolve("browser.log");
    var program =
        Program.start(
            output,
            Map.of(),
            List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox", // which it does not have for root, as whom builds run in containers
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory.resolve("browser"),
                "about:blank"));
    await("start of " + executable)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(PATIENCE)
        .until(() -> LISTENING.matcher(Files.readString(output)).find() || !program.isAlive());
    var match = LISTENING.matcher(Files.readString(output));
    if (!match.find()) {
      fail("%s does not start: %s", executable, Files.readString(output));
    }
    var browser = new Browser(program, URI.create(match.group(1)));
    browser.begin();
    return browser;
  }

  /**
   * Where it is. Where there is none the test is skipped; it fails if {@code
   * -Dcairn.interop=required}.
   */
  private static Path executable() {
    var named = System.getProperty("cairn.browser");
    if (named != null) {
      return Path.of(named);
    }
    var found =
        NAMES.stream()
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(":", -1)).map(each -> Path.of(each, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    throw Missing.skip(
        "the page is not tested: there is no browser, such as chromium-headless-shell");
  }

  private void begin() throws IOException {
    var target = call("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    session =
        call("Target.attachToTarget", Map.of("targetId", target.stringValue(), "flatten", true))
            .get("sessionId")
            .stringValue();
    for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** How the page is looked at from now on. */
  void lookAs(int width, int height, boolean dark) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Goes to an address. */
  void open(String url) throws IOException {
    call("Page.navigate", Map.of("url", url));
  }

  /** What an expression of JavaScript comes to in the page; a promise is waited for. */
  JsonNode evaluate(String expression) throws IOException {
    var answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Waits until an expression is true in the page. */
  void awaitTrue(String expression) throws IOException {
    try {
      await(expression)
          .pollInterval(BETWEEN_LOOKS)
          .atMost(PATIENCE)
          .ignoreExceptions() // the page may have gone to another meanwhile
          .until(() -> evaluate(expression).booleanValue(false));
    } catch (ConditionTimeoutException e) {
      var page = evaluate("location.href + '\\n' + document.body.innerText").stringValue("");
      throw new AssertionError(expression + " is not true of " + page + complaints, e);
    }
  }

  /** Presses and releases a key. */
  void press(String key, int code) throws IOException {
    for (var type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              key,
              "windowsVirtualKeyCode",
              code,
              "text",
              key.equals("Enter") && type.equals("keyDown") ? "\r" : ""));
    }
  }

  /** Writes a picture of what is to be seen, or of all of the page. */
  void picture(Path file, boolean whole) throws IOException {
    var answer =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(answer.get("data").stringValue()));
  }

  /** All that the browser has complained of: errors, exceptions, what the page may not load. */
  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  /** Takes what it has complained of for granted. */
  void forgiveComplaints() {
    complaints.clear();
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
    int id = calls.incrementAndGet();
    var message =
        JSON.createObjectNode().put("id", id).put("method", method).putPOJO("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    var answer = new CompletableFuture<JsonNode>();
    answers.put(id, answer);
    socket.sendText(JSON.writeValueAsString(message), true).join();
    var come = answer.orTimeout(PATIENCE.toSeconds(), SECONDS).join();
    if (come.has("error")) {
      throw new IOException(method + ": " + come.get("error"));
    }
    return come.get("result");
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      Optional.ofNullable(answers.remove(message.get("id").intValue()))
          .ifPresent(answer -> answer.complete(message));
      return;
    }
    var data = message.path("params");
    switch (message.path("method").stringValue("")) {
      case "Runtime.exceptionThrown" -> complaints.add(data.toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(data.path("type").stringValue(""))) {
          complaints.add(data.toString());
        }
      }
      case "Log.entryAdded" -> {
        if (List.of("error", "warning")
            .contains(data.path("entry").path("level").stringValue(""))) {
          complaints.add(data.toString());
        }
      }
      default -> {}
    }
  }

  /** Ends all of it: what was started is a script on some systems, and the browser its child. */
  @Override
  public void close() {
    socket.abort();
    var children =
        ProcessHandle.of(program.id()).stream().flatMap(ProcessHandle::descendants).toList();
    children.forEach(ProcessHandle::destroy);
    program.close();
    children.forEach(child -> child.onExit().orTimeout(PATIENCE.toSeconds(), SECONDS).join());
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        var message = JSON.readTree(text.toString());
        text.setLength(0);
        take(message);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
