package cairn.node.faucet;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.node.embedded.Cairn;
import cairn.node.embedded.CairnNode;
import cairn.primitives.Amount;
import cairn.primitives.address.Address;
import cairn.rpc.cli.NodeClient;
import cairn.rpc.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A faucet with a node in the same process. */
@ResourceLock("the log") // as the node writes to it, and other tests read it
class FaucetServerTest {
  private static final String PAYEE = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  @TempDir private Path directory;

  private final CairnNode node = Cairn.regtest().start();
  private final HttpClient http = HttpClient.newHttpClient();
  private FaucetServer server;

  @BeforeEach
  void start() throws IOException {
    FaucetKey.make(directory.resolve("key"), Networks.regtest());
    server = start(node::call);
  }

  private Faucet faucet(Caller caller) throws IOException {
    var key = FaucetKey.read(directory.resolve("key"), Networks.regtest());
    return new Faucet(Networks.regtest(), key, caller);
  }

  private FaucetServer start(Caller caller) throws IOException {
    var most = new Amount(500_000_000);
    var here = new Endpoint("127.0.0.1", 0);
    return FaucetServer.start(here, Networks.regtest(), faucet(caller), caller, most);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
    node.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws Exception {
    var request = HttpRequest.newBuilder(uri("/")).POST(BodyPublishers.ofString(form)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Test
  void paysToWhoeverAsks() throws Exception {
    node.mine(1, faucet(node::call).address());
    node.mine(100);
    var answer = post("address=%s&amount=1.5".formatted(PAYEE));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var txid = answer.body().replaceAll("[^0-9a-f]*txid\":\"([0-9a-f]{64})\"}\n", "$1");
    assertThat(node.call("getmempoolentry", txid).asObject().find("vsize").asInt()).isPositive();
  }

  @Test
  void spendsWhatIsLeftOfAPaymentThatNoBlockHas() throws Exception {
    node.mine(1, faucet(node::call).address());
    node.mine(100);
    var to = Address.parse(PAYEE, Networks.regtest().addresses());
    for (int payments = 1; payments <= 3; payments++) {
      faucet(node::call).send(to, new Amount(100_000_000)); // a new one knows what others did
      var info = node.call("getmempoolinfo").asObject();
      assertThat(info.find("size").asInt()).isEqualTo(payments);
    }
    assertThat(faucet(node::call).balance().sats()).isBetween(4_699_900_000L, 4_700_000_000L);
    node.mine(1);
    assertThat(faucet(node::call).balance().sats()).isBetween(4_699_900_000L, 4_700_000_000L);
  }

  /** Who calls the node over a connection. */
  private NodeClient client() throws IOException {
    var rpc = node.rpc();
    var cookie =
        Files.writeString(
            directory.resolve("cookie"), "%s:%s".formatted(rpc.user(), rpc.password()));
    return new NodeClient(rpc.port(), cookie, Duration.ofMinutes(1));
  }

  @Test
  void refusesToPayLessThanNodesPassOn() throws Exception {
    node.mine(1, faucet(node::call).address());
    node.mine(100);
    server.close();
    server = start(FaucetServer.unchecked(client()::call));
    var answer = post("address=%s&amount=0.00000001".formatted(PAYEE));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("dust");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "address=PAYEE&amount=1        | The faucet has 0.00000000 to spend, not 1.00000000",
        "address=PAYEE&amount=5.1      | 5.10000000 is more than 5.00000000",
        "address=PAYEE&amount=0        | 0.00000000 is nothing that can be paid",
        "address=PAYEE&amount=1e3      | '1e3' is no amount in coins, such as 1.5",
        "address=<b>&amount=1          | '<b>' is no address of regtest",
        "address=PAYEE                 | '' is no amount in coins",
        "address=%zz&amount=1          | address=...&amount=... is what is wanted",
      })
  void saysWhyItDoesNotPay(String form, String reason) throws Exception {
    var answer = post(form.replace("PAYEE", PAYEE));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(reason);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void refusesMoreThanAFormHas() throws Exception {
    assertThat(post("address=" + "a".repeat(2000)).statusCode()).isEqualTo(400);
  }

  @Test
  void showsAForm() throws Exception {
    var page = get("/");
    assertThat(page.body()).contains("Faucet of regtest", "name=\"address\"", "5.00000000 at most");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  @Test
  void isReadyWhenTheNodeIs() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    server.close();
    server =
        start((_, _) -> {
          throw new UncheckedIOException(new IOException("nobody answers"));
        });
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    var answer = post("address=%s&amount=1".formatted(PAYEE));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"error\":\"nobody answers\"}\n");
  }
}
