package cairn.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.devnet.Plan.NodePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {
  @TempDir private Path directory;
  private Neighbours neighbours;

  @BeforeEach
  void setUp() {
    neighbours = new Neighbours(directory.resolve("list"));
  }

  /** Has a devnet take a port, and returns those that it was told are taken. */
  private Set<Integer> take(String name, int port) throws Exception {
    var home = new Home(Files.createDirectories(directory.resolve(name)));
    var told = new Set<?>[1];
    neighbours.choose(
        home,
        taken -> {
          told[0] = Set.copyOf(taken);
          var plan =
              new Wanted("regtest", 1, 0, null).plan().with(List.of(new NodePorts(port, 0, 0)));
          new PlanFile(home.directory()).write(plan);
          return plan;
        });
    return Set.of(told[0].toArray(Integer[]::new));
  }

  @Test
  void tellEachThePortsOfAllOthers() throws Exception {
    assertThat(take("a", 5)).isEmpty();
    assertThat(take("b", 6)).contains(5);
    assertThat(take("a", 7)).contains(6).doesNotContain(5);
    assertThat(take("b", 8)).contains(7).doesNotContain(6);
  }

  @Test
  void forgetThoseThatAreGone() throws Exception {
    take("a", 5);
    Files.delete(directory.resolve("a").resolve(PlanFile.NAME));
    assertThat(take("b", 6)).isEmpty();
    assertThat(directory.resolve("list")).hasContent(directory.resolve("b").toString());
  }

  @Test
  void passOverOneThatCannotBeRead() throws Exception {
    take("a", 5);
    Files.writeString(directory.resolve("a").resolve(PlanFile.NAME), "{");
    assertThat(take("b", 6)).isEmpty();
  }

  @Test
  void chooseOneAfterTheOther() {
    var told =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(i -> {
              try {
                return take("devnet" + i, 1000 + i).size();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })
            .toList();
    // Each has been told of those before it, so all differ: one port each, and the zeros.
    assertThat(told).doesNotHaveDuplicates();
  }
}
