package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.http.Requests;
import cairn.rpc.json.JsonWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told only if the operator wants it, with answers held against their descriptions. */
class OldFormsTest {
  @TempDir private Path directory;

  private String answer(String method, String... wanted) throws Exception {
    try (var node = new TestNode(directory)) {
      var methods = node.methods(new OldForms(Set.of(wanted)));
      return JsonWriter.text(methods.execute(method, TestNode.read("[]"), Requests.ALONE));
    }
  }

  @Test
  void tellsThatAllTransactionsCanBeReplaced() throws Exception {
    assertThat(answer("getmempoolinfo", "fullrbf")).contains("\"fullrbf\":true");
    assertThat(answer("getmempoolinfo", "bip125")).doesNotContain("rbf");
  }

  @Test
  void tellsOneWarningAsAText() throws Exception {
    assertThat(answer("getmininginfo", "warnings")).contains("\"warnings\":\"\"");
    assertThat(answer("getmininginfo")).contains("\"warnings\":[]");
  }
}
