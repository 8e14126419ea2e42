package cairn.rpc.cli;

import cairn.primitives.Bytes;
import cairn.rpc.cli.HttpPost.Response;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls a node, and tells what is wrong in {@code bitcoin-cli}'s words. */
final class RpcClient {
  private static final int UNAUTHORIZED = 401;
  private static final int BAD_REQUEST = 400;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** With these there is a body that tells more: bad request, not found, internal error. */
  private static final Set<Integer> TELLING = Set.of(BAD_REQUEST, 404, 500);

  /** The code of the error that a node answers with while it starts. */
  private static final int IN_WARMUP = -28;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final CliConfig config;

  RpcClient(CliConfig config) {
    this.config = config;
  }

  /** The response to a call: an object with a result or an error. */
  Json.Obj call(String method, Json params) throws CliException, InterruptedException {
    var request =
        Json.object()
            .put("method", method)
            .put("params", params)
            .put("id", config.id())
            .put("jsonrpc", "2.0")
            .build();
    var waiting = config.waiting();
    long end = System.nanoTime() + waiting.limit().toNanos();
    while (true) {
      try {
        var response = send(request);
        if (waiting.waits() && isInWarmup(response)) {
          throw new NotReadyException("server in warmup");
        }
        return response;
      } catch (NotReadyException e) {
        if (!waiting.waits()) {
          throw e;
        }
        if (!waiting.limit().isZero() && System.nanoTime() - end >= 0) {
          throw new CliException("timeout on transient error: " + e.getMessage());
        }
        // Nothing tells of a node that does not run yet, so it is asked again, at the rate of Core.
        Thread.sleep(RETRY_AFTER);
      }
    }
  }

  private static boolean isInWarmup(Json.Obj response) {
    return response.find("error") instanceof Json.Obj error
        && error.find("code").equals(Json.of(IN_WARMUP));
  }

  private Json.Obj send(Json request) throws CliException {
    var credentials = config.credentials();
    @Nullable String cookie = credentials.password().isEmpty() ? cookie() : null;
    var userAndPassword =
        credentials.password().isEmpty()
            ? (cookie == null ? "" : cookie)
            : credentials.user() + ":" + credentials.password();
    var authorization =
        "Basic "
            + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    var headers = Map.of("Content-Type", "application/json", "Authorization", authorization);
    var body = (JsonWriter.text(request) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      var response =
          HttpPost.send(
              config.host(), config.port(), path(), headers, Bytes.wrap(body), config.patience());
      return read(response, cookie);
    } catch (NotReadyException e) {
      throw new NotReadyException(
          """
          Error while attempting to communicate with server %s:%d (%s)

          Make sure the node is running and that you are connecting to the correct RPC port.
          Use "./cairn cli -help" for more info.\
          """
              .formatted(config.host(), config.port(), e.getMessage()));
    }
  }

  private String path() {
    return config
        .wallet()
        .map(name -> "/wallet/" + URLEncoder.encode(name, StandardCharsets.UTF_8))
        .orElse("/")
        .replace("+", "%20");
  }

  /** What the cookie file says; null if it cannot be read. */
  private @Nullable String cookie() {
    var file = config.credentials().cookieFile();
    if (file.isEmpty()) {
      return null;
    }
    try {
      return Files.readString(file.get()).lines().findFirst().orElse("");
    } catch (IOException e) {
      return null; // the node may not need it, or says that it does
    }
  }

  /** Whether the file says something else by now: a server that starts writes it anew. */
  private boolean isCookieOutdated(@Nullable String cookie) {
    return config.credentials().password().isEmpty() && !Objects.equals(cookie, cookie());
  }

  private Json.Obj read(Response response, @Nullable String cookie) throws CliException {
    int status = response.status();
    if (status == UNAUTHORIZED && config.waiting().waits() && isCookieOutdated(cookie)) {
      throw new NotReadyException("server has made a new cookie");
    }
    if (status == UNAUTHORIZED) {
      throw new CliException(unauthorized(cookie));
    }
    if (status == SERVICE_UNAVAILABLE) {
      throw new CliException("Server response: " + text(response.body()));
    }
    if (status >= BAD_REQUEST && !TELLING.contains(status)) {
      throw new CliException("server returned HTTP error " + status);
    }
    if (response.body().isEmpty()) {
      throw new CliException("no response from server");
    }
    try {
      if (JsonReader.read(response.body()) instanceof Json.Obj answer
          && !answer.members().isEmpty()) {
        return answer;
      }
      throw new CliException("expected reply to have result, error and id properties");
    } catch (MalformedJsonException e) {
      throw new CliException("couldn't parse reply from server");
    }
  }

  private String unauthorized(@Nullable String cookie) {
    String reason;
    if (!config.credentials().password().isEmpty()) {
      reason = "Incorrect rpcuser or rpcpassword were specified.";
    } else if (config.credentials().cookieFile().isEmpty()) {
      reason = "Cookie file was disabled via -norpccookiefile and no rpcpassword was specified.";
    } else if (cookie == null) {
      reason = "Failed to read cookie file and no rpcpassword was specified.";
    } else {
      reason = "Cookie file credentials were invalid and no rpcpassword was specified.";
    }
    return "Authorization failed: %s Configuration file: (%s)"
        .formatted(reason, config.configFile().map(Object::toString).orElse(""));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
