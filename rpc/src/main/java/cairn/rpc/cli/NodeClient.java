package cairn.rpc.cli;

import cairn.rpc.cli.CliConfig.Credentials;
import cairn.rpc.cli.CliConfig.Waiting;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls a node whose cookie file is known. Thread-safe. */
public final class NodeClient {
  private final RpcClient client;

  /** As the other one, for a node on this machine. */
  public NodeClient(int port, Path cookieFile, Duration patience) {
    this("127.0.0.1", port, cookieFile, patience);
  }

  /**
   * @param patience how long the node may do nothing; zero for ever
   */
  public NodeClient(String host, int port, Path cookieFile, Duration patience) {
    this.client =
        new RpcClient(
            new CliConfig(
                host,
                port,
                Optional.empty(),
                new Credentials("", "", Optional.of(cookieFile)),
                Optional.empty(),
                false,
                "1",
                patience,
                new Waiting(false, Duration.ZERO),
                false,
                false,
                false,
                Optional.empty()));
  }

  /**
   * The result of a call.
   *
   * @throws NodeErrorException if the node answers with an error
   * @throws IOException if it does not answer
   */
  public Json call(String method, Json... parameters) throws IOException {
    try {
      var response = client.call(method, new Json.Arr(List.of(parameters)));
      if (response.find("error") instanceof Json.Obj error) {
        throw new NodeErrorException(
            error.find("code").asInt(), method + ": " + error.find("message").asString());
      }
      return response.find("result");
    } catch (CliException e) {
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
