package cairn.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.node.devnet.Plan.Delay;
import cairn.node.devnet.Plan.Link;
import cairn.node.devnet.Plan.NodePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  @TempDir private Path directory;

  @Test
  void readsWhatItWrites() throws Exception {
    var plan =
        new Plan(
            "devnet",
            1,
            10,
            List.of(new NodePorts(1, 2, 3), new NodePorts(4, 5, 6)),
            Set.of(new Link(1, 2)),
            Set.of(new Delay(new Link(1, 2), 500, 31701)),
            "");
    new PlanFile(directory).write(plan);
    assertThat(new PlanFile(directory).read()).contains(plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'chain':'devnet','miners':1,'percent':10,'ports':[[1]],'cut':[],'restoring':''}",
        "{'chain':'devnet','miners':1,'percent':10,'ports':[[1,999999]],'cut':[],'restoring':''}",
        "{'chain':'devnet','miners':1,'percent':10,'ports':[[1,2]],'cut':[[1]],'restoring':''}",
      })
  void saysWhichFileIsDamaged(String text) throws Exception {
    var file = directory.resolve("devnet.json");
    Files.writeString(file, text.replace('\'', '"'));
    assertThatThrownBy(() -> new PlanFile(directory).read())
        .isInstanceOf(DevnetException.class)
        .hasMessageStartingWith(file + " is damaged; './cairn devnet reset'");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> new PlanFile(directory).read())
        .hasMessageStartingWith(file + " is damaged");
  }

  @Test
  void readsPlansFromBeforeThereWerePagesAndDelays() throws Exception {
    Files.writeString(
        directory.resolve("devnet.json"),
        """
        {"chain":"devnet","miners":1,"percent":10,"ports":[[31401,31501]],"cut":[],"restoring":""}
        """);
    var plan = new PlanFile(directory).read().orElseThrow();
    assertThat(plan.of(1)).isEqualTo(new NodePorts(31401, 31501, 0));
    assertThat(plan.delays()).isEmpty();
  }
}
