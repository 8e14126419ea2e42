package cairn.rpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.TestNode;
import cairn.rpc.cli.Conversions.Format;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionsTest {
  @Test
  void areReadFromTheTable() {
    var methods = new HashSet<String>();
    for (var words : Conversions.table()) {
      assertThat(methods.add(words.getFirst())).as(words.getFirst()).isTrue();
      assertThat(Conversions.of(words.getFirst()).all()).hasSize(words.size() - 1);
    }
    assertThat(Conversions.of("nothing").all()).isEmpty();
  }

  @Test
  void fitTheMethodsOfANode(@TempDir Path directory) throws Exception {
    try (var node = new TestNode(directory)) {
      for (var argument : node.call("help", "[\"dump_all_command_conversions\"]").asArray()) {
        var fields = argument.asArray();
        var name = fields.get(2).asString();
        var conversion = Conversions.of(fields.getFirst().asString()).named(name);
        if (!fields.get(3).asBoolean()) {
          assertThat(conversion).as("%s", argument).isPresent();
          assertThat(conversion.get().place()).isEqualTo(fields.get(1).asInt());
          assertThat(conversion.get().format()).isNotEqualTo(Format.STRING);
        }
      }
    }
  }
}
