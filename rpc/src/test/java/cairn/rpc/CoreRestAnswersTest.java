package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.rpc.http.Requests;
import cairn.rpc.rest.RestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreRestAnswersTest extends CoreRestConversation {
  CoreRestAnswersTest() {
    super("core-answers-rest.txt");
  }

  @Test
  void saysWhatTheNodeIsDoingBeforeItIsReady() throws Exception {
    var unready = new RestServer();
    unready.starting("Verifying blocks…");
    var response = ask(unready, "GET", "/rest/chaininfo.json", Bytes.EMPTY, ROOM);
    assertThat(response.status().code()).isEqualTo(503);
    assertThat(text(response))
        .startsWith("503 no-store; text/plain; Service temporarily unavailable: Verifying blocks");
  }

  @Test
  void refusesAnAnswerForWhichThereIsNoMemory(@TempDir Path directory) throws Exception {
    try (var longChain = new TestNode(directory)) {
      longChain.call("generatetodescriptor", "[600, \"raw(51)\"]");
      var other = new RestServer();
      other.ready(longChain.ledger, longChain.indexes, longChain.methods);
      var target =
          "/rest/headers/%s.json?count=2000".formatted(longChain.ledger.chain().genesis().hash());
      assertThat(ask(other, "GET", target, Bytes.EMPTY, ROOM).status().code()).isEqualTo(200);
      assertThat(ask(other, "GET", target, Bytes.EMPTY, 1 << 17).status().code()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/rest/getutxos.bin, 16384, true",
    "/rest/getutxos.bin, 16385, false",
    "/rest/chaininfo.json, 1, false"
  })
  void readsNoBodyThatIsLongOrOfNoUse(String target, int length, boolean isRead) throws Exception {
    var body = Bytes.wrap(new byte[length]);
    var handler = handler(server, target);
    assertThat(handler.needsBody(Requests.request("POST", target, body).head())).isEqualTo(isRead);
    assertThat(handler.isPublic()).isTrue();
    int status = ask(server, "POST", target, body, ROOM).status().code();
    assertThat(List.of(200, 413)).contains(status);
    assertThat(status == 413).isEqualTo(length > 16_384);
  }
}
