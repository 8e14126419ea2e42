package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.HelpText;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMethodsTest {
  private static final String ADDRESS = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";

  private TestNode node;

  @BeforeEach
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String text(String method, String params) throws Exception {
    return JsonWriter.text(node.call(method, params));
  }

  private void mine(int count) throws Exception {
    node.call("generatetoaddress", "[%d, \"%s\"]".formatted(count, ADDRESS));
  }

  @Test
  void haveTheNamesAndTheHelpThatTheyAreListedWith() throws Exception {
    var list = node.call("help", "[]").asString();
    assertThat(list).startsWith("== Blockchain ==\ndumptxoutset \"path\" ");
    assertThat(list).contains("\ngetbestblockhash\ngetblock \"blockhash\" ");
    assertThat(list).contains("\n\n== Control ==\n", "\n\n== Mining ==\n");
    for (var entry : node.methods.entries()) {
      assertThat(entry.spec().name()).isEqualTo(entry.name());
      var help = node.call("help", "[\"%s\"]".formatted(entry.name())).asString();
      assertThat(help).startsWith(HelpText.firstLine(entry.spec())).endsWith("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generatetoaddress", "invalidateblock", "echo", "setmocktime"})
  void areNotAllListed(String method) throws Exception {
    assertThat(node.call("help", "[]").asString()).doesNotContain(method);
  }

  @Test
  void stopTheNode() throws Exception {
    assertThat(text("stop", "{\"wait\":0}")).isEqualTo("\"Cairn stopping\"");
    assertThat(node.stopped).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "uptime; []; 7",
        "logging; [[\"net\"]]; {\"net\":true,\"rpc\":true}",
        "logging; {\"include\":[\"net\"],\"exclude\":[\"net\",\"rpc\"]};"
            + " {\"net\":false,\"rpc\":false}",
      })
  void tellOfTheProgram(String method, String params, String answer) throws Exception {
    assertThat(text(method, params)).isEqualTo(answer);
  }

  @Test
  void tellWhichCallsAreGoingOn() throws Exception {
    assertThat(text("getrpcinfo", "[]"))
        .matches(
            "\\{\"active_commands\":\\[\\{\"method\":\"getrpcinfo\",\"duration\":\\d+}],"
                + "\"logpath\":\"/debug.log\"}");
  }

  @Test
  void tellHowMuchMemoryIsUsed() throws Exception {
    var memory = node.call("getmemoryinfo", "[]").asObject().find("locked").asObject();
    long used = memory.find("used").asLong();
    assertThat(used).isPositive();
    assertThat(used + memory.find("free").asLong()).isEqualTo(memory.find("total").asLong());
  }

  @Test
  void failAsABugWouldIfAskedTo() {
    assertThatThrownBy(() -> node.call("echo", "{\"arg9\":\"trigger_internal_bug\"}"))
        .hasMessage(
            "Internal bug detected: request.params[9].get_str() != \"trigger_internal_bug\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "waitfornewblock; []",
        "waitforblockheight; [1]",
        "waitforblockheight; {\"height\":1,\"timeout\":60000}",
      })
  void waitForTheNextBlock(String method, String params) throws Exception {
    var call = CompletableFuture.supplyAsync(() -> quietly(method, params));
    while (node.methods.active().isEmpty()) {
      Thread.onSpinWait();
    }
    mine(1);
    assertThat(call.get(1, TimeUnit.MINUTES))
        .isEqualTo(
            Json.object().put("hash", node.ledger.chain().tip().hash()).put("height", 1).build());
  }

  @Test
  void returnWithTheTipWhenTheNodeStops() throws Exception {
    var call = CompletableFuture.supplyAsync(() -> quietly("waitforblockheight", "[1]"));
    node.interruption.interrupt();
    assertThat(call.get(1, TimeUnit.MINUTES).asObject().find("height").asInt()).isZero();
  }

  private Json quietly(String method, String params) {
    try {
      return node.call(method, params);
    } catch (RpcException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failOnceTheLedgerIsClosed() {
    node.ledger.close();
    assertThatThrownBy(() -> node.call("syncwithvalidationinterfacequeue", "[]"))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CLIENT_NOT_CONNECTED));
  }

  @Test
  void sayWhatTheyPromise() throws Exception {
    // The node of these tests holds every answer against its description.
    mine(3);
    node.network.privately = true; // or some tell of nothing
    for (var method : node.methods.entries()) {
      if (method.spec().arguments().isEmpty() && !method.name().equals("generate")) {
        assertThat(node.response(method.name(), "[]")).endsWith("\"error\":null}");
      }
    }
  }
}
