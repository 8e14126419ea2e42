package cairn.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.StandInNetwork;
import cairn.rpc.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A node for tests of the methods of the network, which holds its answers against their help. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class NetworkMethods {
  TestNode node;
  StandInNetwork network;

  @BeforeAll
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
  }

  @AfterAll
  void close() {
    node.close();
  }

  @BeforeEach
  void beginAnew() {
    network = new StandInNetwork();
    node.network = network;
  }

  /** The result of a call that succeeds. */
  final String result(String method, String params) throws InterruptedException {
    var response = node.response(method, params);
    assertThat(response).startsWith("{\"result\":").endsWith(",\"error\":null}");
    return response.substring("{\"result\":".length(), response.length() - 14);
  }

  final String error(String method, String params) throws InterruptedException {
    return node.response(method, params)
        .replaceFirst("\\{\"result\":null,\"error\":\\{\"code\":(-\\d+),\"message\":\"", "$1 ")
        .replaceFirst("\"}}$", "");
  }
}
