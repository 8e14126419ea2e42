package cairn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.launcher.Tree.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  @TempDir private Path directory;
  private Tree tree;

  @BeforeEach
  void plant() throws IOException {
    tree = Tree.in(directory.toRealPath());
  }

  @Test
  void becomesTheJvmAndHandsOverTheArgumentsAsTheyAre() throws IOException {
    var outcome = tree.launch("node", "-datadir=/tmp/a b", "*", "", "-uacomment=it's \"me\"");

    assertThat(outcome.out())
        .endsWith("cairn.node.Main", "node", "-datadir=/tmp/a b", "*", "", "-uacomment=it's \"me\"")
        .contains("-cp", "--enable-native-access=ALL-UNNAMED");
    assertThat(outcome.value("pid")).isEqualTo(Long.toString(outcome.pid()));
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void endsWithTheStatusOfTheJvm() throws IOException {
    var outcome = tree.launch(tree.root.resolve("cairn"), Map.of("FAKE_STATUS", "7"), "node");

    assertThat(outcome.status()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "node,    cairn.node.Main,   node",
    "version, cairn.node.Main,   version",
    "bench,   cairn.bench.Main,  x",
    "wallet,  cairn.wallet.cli.Main, x",
  })
  void startsTheProgramThatACommandBelongsTo(String command, String main, String first)
      throws IOException {
    assertThat(tree.launch(command, "x").out()).containsSequence(main, first);
  }

  @Test
  void buildsOnFirstUseAndNotAgain() throws IOException {
    tree.launch("version");
    var second = tree.launch("version");

    assertThat(tree.builds()).isOne();
    assertThat(tree.trainings()).isOne();
    assertThat(second.out()).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    assertThat(second.err()).isEmpty();
  }

  @Test
  void trainsForTheWalletWhenThatIsUsed() throws IOException {
    tree.launch("version");
    var first = tree.launch("wallet", "list");
    var second = tree.launch("wallet", "list");

    assertThat(tree.builds()).isOne();
    assertThat(tree.trainings()).isEqualTo(2);
    assertThat(first.out())
        .contains("cairn.wallet.cli.Main")
        .anyMatch(option -> option.matches("-XX:AOTCache=.*\\.wallet\\.aot"));
    assertThat(second.out()).isNotEmpty().noneMatch(line -> line.contains("Rehearsal"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "node/pom.xml", "node/src/main/java/Main.java"})
  void buildsAgainWhenAFileIsNewer(String file) throws IOException {
    tree.launch("version");
    Tree.touch(tree.root.resolve(file));
    tree.launch("version");

    assertThat(tree.builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws IOException {
    tree.launch("version");
    Files.delete(tree.source);
    Tree.touch(tree.sources); // as the deletion did, were the clock's steps fine enough
    tree.launch("version");

    assertThat(tree.builds()).isEqualTo(2);
  }

  @Test
  void buildsOnceHoweverManyStartTogether() throws IOException {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 8; i++) {
      processes.add(tree.start(tree.root.resolve("cairn"), Map.of(), "version"));
    }

    assertThat(processes.stream().map(Tree::await).map(Outcome::status)).containsOnly(0);
    assertThat(tree.builds()).isOne();
    assertThat(tree.trainings()).isOne();
  }

  @Test
  void keepsTheBuildThatARunningCairnMayUse() throws IOException {
    var first = classPath(tree.launch("version"));
    Tree.touch(tree.source);
    tree.launch("version");
    assertThat(first).exists();

    var user = new ProcessBuilder("sh", "-c", "read line", first.toString()).start();
    Tree.touch(tree.source);
    tree.launch("version");
    assertThat(first).exists();

    user.getOutputStream().close();
    Tree.await(user);
    Tree.touch(tree.source);
    tree.launch("version");
    assertThat(first).doesNotExist();
  }

  @Test
  void buildsOnceForAFileThatIsFromTheFuture() throws IOException {
    Files.setLastModifiedTime(tree.source, FileTime.from(Instant.now().plusSeconds(3600)));
    tree.launch("version");
    tree.launch("version");

    assertThat(tree.builds()).isOne();
  }

  @Test
  void showsWhatMavenSaidWhenTheBuildFails() throws IOException {
    Files.createFile(tree.bin.resolve("mvn.broken"));
    var failed = tree.launch("version");

    assertThat(failed.status()).isOne();
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("node/Main.java: does not compile")
        .last()
        .asString()
        .startsWith("Error: Cairn could not be built");

    Files.delete(tree.bin.resolve("mvn.broken"));
    assertThat(tree.launch("version").status()).isZero();
  }

  @Test
  void startsWithoutAnAotCacheWhereTheJvmMakesNone() throws IOException {
    Files.createFile(tree.jdk.resolve("bin/java.untrainable"));
    tree.launch("version");
    int tried = tree.trainings();
    var second = tree.launch("version");

    assertThat(second.status()).isZero();
    assertThat(second.out()).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    assertThat(tree.trainings()).isEqualTo(tried).isOne();
  }

  @Test
  void worksThroughSymbolicLinksFromAnyDirectory() throws IOException {
    var link = Files.createSymbolicLink(tree.bin.resolve("link"), tree.root.resolve("cairn"));
    var relative = Files.createSymbolicLink(tree.bin.resolve("cairn"), Path.of("link"));

    assertThat(tree.launch(link, Map.of(), "version").status()).isZero();
    assertThat(tree.launch(relative, Map.of(), "version").status()).isZero();
    assertThat(tree.builds()).isOne();
  }

  @Test
  void prefersTheJdkOfJavaHome() throws IOException {
    assertThat(tree.launch("version").value("java")).startsWith(tree.jdk.toString());
  }

  @Test
  void takesTheJdkOnThePathWhenJavaHomeIsTooOld() throws IOException {
    var old = Tree.jdk(directory.resolve("jdk-17"), "17.0.15+6-Debian");
    var later = Tree.jdk(directory.resolve("jdk-26"), "26+35").toRealPath();
    Files.createSymbolicLink(tree.bin.resolve("java"), later.resolve("bin/java"));

    var outcome =
        tree.launch(tree.root.resolve("cairn"), Map.of("JAVA_HOME", old.toString()), "version");

    assertThat(outcome.value("java")).startsWith(later.toString());
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws IOException {
    var script = tree.root.resolve("cairn");
    Tree.executable(script, Files.readString(script).replace("java_wanted=25", "java_wanted=999"));

    var outcome = tree.launch("version");

    assertThat(outcome.status()).isOne();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .first()
        .asString()
        .startsWith("Error: Cairn needs a JDK 999 or newer");
    assertThat(outcome.err()).anyMatch(line -> line.contains("openjdk-25-jdk"));
  }

  @Test
  void keepsFromTheJvmWhatWouldMakeItWriteToStderr() throws IOException {
    var environment = Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "CAIRN_JAVA_OPTS", "-Xmx1g -Dc=d");

    var outcome = tree.launch(tree.root.resolve("cairn"), environment, "version");

    assertThat(outcome.value("tool options")).isEqualTo("none");
    assertThat(outcome.out()).containsSequence("-Xmx1g", "-Dc=d", "-cp");
  }

  @Test
  void takesHomeFromTheEnvironment() throws IOException {
    var outcome = tree.launch(tree.root.resolve("cairn"), Map.of("HOME", "/a home"), "version");

    assertThat(outcome.out()).contains("-Duser.home=/a home");
  }

  @Test
  void runsWithWhatAnImageHas() throws IOException {
    var image = Files.createDirectories(directory.resolve("image"));
    var script = image.resolve("cairn");
    Tree.executable(script, Files.readString(tree.root.resolve("cairn")));
    var runtime = Tree.jdk(image.resolve("runtime"), "25").toRealPath();
    Files.delete(runtime.resolve("bin/javac"));
    Files.createFile(Files.createDirectory(image.resolve("lib")).resolve("a.jar"));

    tree.launch(script, Map.of(), "version");
    var second = tree.launch(script, Map.of(), "version");

    assertThat(second.value("java")).startsWith(runtime.toString());
    assertThat(second.out())
        .contains("-XX:AOTCache=" + image.toRealPath().resolve("image.aot"))
        .containsSequence("-cp", image.toRealPath().resolve("lib/a.jar").toString());
    assertThat(Files.readAllLines(runtime.resolve("bin/java.runs"))).containsExactly("trained");
    assertThat(tree.builds()).isZero();
    var bench = tree.launch(script, Map.of(), "bench");
    assertThat(bench.status()).isOne();
    assertThat(bench.err())
        .containsExactly("Error: There is no 'bench' in an image; it comes with the sources.");
  }

  private static Path classPath(Outcome outcome) {
    var jars = outcome.out().get(outcome.out().indexOf("-cp") + 1);
    return Path.of(jars.split(":", 2)[0]);
  }
}
