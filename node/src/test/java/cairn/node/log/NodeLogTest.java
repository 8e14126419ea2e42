package cairn.node.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cairn.node.config.ConfigException;
import cairn.node.config.LogCategory;
import cairn.node.config.LogConfig;
import cairn.node.config.LogConfig.LineFormat;
import cairn.node.config.LogConfig.LogFile;
import cairn.node.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated("whatever is logged meanwhile is in the log, too")
class NodeLogTest {
  private static final LineFormat BARE = new LineFormat(false, false, false, false, false);
  private static final Logger NODE = LoggerFactory.getLogger("cairn.node.Test");
  private static final Logger VALIDATION = LoggerFactory.getLogger("cairn.ledger.chain.Test");
  private static final Logger NET = LoggerFactory.getLogger("cairn.p2p.Test");

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private NodeLog start(LineFormat format, Map<LogCategory, LogLevel> categories)
      throws ConfigException {
    return start(file(), false, false, format, categories);
  }

  private NodeLog start(
      @Nullable Path file,
      boolean shrink,
      boolean terminal,
      LineFormat format,
      Map<LogCategory, LogLevel> categories)
      throws ConfigException {
    var kept = file == null ? null : new LogFile(file, shrink, true);
    var config = new LogConfig(kept, true, format, categories.keySet(), categories);
    return NodeLog.start(config, display(terminal));
  }

  private Display display(boolean terminal) {
    return new Display(new PrintStream(out, true, UTF_8), terminal);
  }

  private Path file() {
    return directory.resolve("debug.log");
  }

  private String logged() throws IOException {
    return Files.readString(file());
  }

  @Test
  void hasEachLineInTheFileBeforeTheCallReturns() throws Exception {
    try (var _ = start(BARE, Map.of())) {
      for (int i = 0; i < 3; i++) {
        NODE.info("line {}", i);
        assertThat(logged()).endsWith("line " + i + "\n");
      }
    }
    assertThat(out.toString(UTF_8)).isEqualTo("line 0\nline 1\nline 2\n");
  }

  @Test
  void makesTheFileAnewWhereItWasMovedAway() throws Exception {
    try (var log = start(BARE, Map.of())) {
      NODE.info("before");
      Files.move(file(), directory.resolve("old.log"));
      NODE.info("between");
      log.reopen();
      NODE.info("after");
      assertThat(logged()).isEqualTo("after\n");
      log.reopen();
      NODE.info("again");
      assertThat(logged()).isEqualTo("after\nagain\n");
    }
    assertThat(Files.readString(directory.resolve("old.log"))).isEqualTo("before\nbetween\n");
  }

  @Test
  void goesOnWithTheFileItHasIfThereCanBeNoOther() throws Exception {
    var deeper = Files.createDirectory(directory.resolve("deeper"));
    var moved = directory.resolve("moved");
    try (var log = start(deeper.resolve("debug.log"), false, false, BARE, Map.of())) {
      Files.move(deeper, moved);
      Files.createFile(deeper);
      log.reopen();
      NODE.info("still here");
    }
    assertThat(Files.readString(moved.resolve("debug.log")))
        .contains("Could not open debug log file")
        .endsWith("still here\n");
  }

  @Test
  void keepsTheFileToItsOwner() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    start(BARE, Map.of()).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void beginsEachLineAsAsked() throws Exception {
    try (var _ = start(new LineFormat(false, true, true, true, false), Map.of())) {
      NODE.info("hello");
    }
    assertThat(logged())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z \\[%s] hello\n"
                .formatted(Thread.currentThread().getName()));
  }

  @Test
  void timesLinesToTheSecondOtherwise() throws Exception {
    try (var _ = start(new LineFormat(false, true, false, false, false), Map.of())) {
      NODE.info("hello");
    }
    assertThat(logged()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ hello\n");
  }

  @Test
  void saysWhatKindALineIs() throws Exception {
    try (var _ = start(BARE, Map.of(LogCategory.VALIDATION, LogLevel.TRACE))) {
      VALIDATION.error("1");
      VALIDATION.warn("2");
      VALIDATION.info("3");
      VALIDATION.debug("4");
      VALIDATION.trace("5");
    }
    assertThat(logged())
        .isEqualTo("[error] 1\n[warning] 2\n3\n[validation] 4\n[validation:trace] 5\n");
  }

  @Test
  void saysEvenWhatGoesWithoutSayingIfAsked() throws Exception {
    var format = new LineFormat(false, false, false, false, true);
    try (var _ = start(format, Map.of(LogCategory.VALIDATION, LogLevel.DEBUG))) {
      VALIDATION.warn("1");
      NODE.info("2");
      VALIDATION.debug("3");
    }
    assertThat(logged()).isEqualTo("[all:warning] 1\n[all:info] 2\n[validation:debug] 3\n");
  }

  @Test
  void writesAnObjectToALineIfAsked() throws Exception {
    var format = new LineFormat(true, false, false, false, false);
    Files.writeString(file(), "{}\n");
    try (var _ = start(format, Map.of(LogCategory.NET, LogLevel.DEBUG))) {
      NODE.info("a \"quoted\"\nline \u0001 of {}", "\\");
      NET.debug("of a category");
      NODE.warn("with an exception", new IOException("why"));
    }
    var lines = logged().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .startsWith("{\"time\":\"20")
        .endsWith(
            "Z\",\"level\":\"info\",\"logger\":\"cairn.node.Test\",\"thread\":\"%s\",\"message\":\"a"
                    .formatted(Thread.currentThread().getName())
                + " \\\"quoted\\\"\\nline \\u0001 of \\\\\"}");
    assertThat(lines.get(2))
        .contains("\"level\":\"debug\",\"category\":\"net\",", "\"message\":\"of a category\"}");
    assertThat(lines.get(3))
        .contains("\"level\":\"warning\"", "\"exception\":\"java.io.IOException: why\\n\\tat ");
    assertThat(out.toString(UTF_8)).isEqualTo(logged().substring("{}\n".length()));
  }

  @ParameterizedTest
  @CsvSource({
    "INFO,  ''",
    "DEBUG, '[net] debug\n'",
    "TRACE, '[net] debug\n[net:trace] trace\n'",
  })
  void logsOfACategoryWhatItsLevelLets(LogLevel level, String lines) throws Exception {
    try (var _ = start(BARE, Map.of(LogCategory.NET, level))) {
      NET.debug("debug");
      NET.trace("trace");
      VALIDATION.debug("of another category");
      NODE.debug("of none");
    }
    assertThat(logged()).isEqualTo(lines);
  }

  @Test
  void escapesWhatWouldMoveACursor() throws Exception {
    try (var _ = start(BARE, Map.of())) {
      NODE.info("a\033[2J\t\r\u007fz\nünïcödé ₿");
    }
    assertThat(logged()).isEqualTo("a\\x1b[2J\\x09\\x0d\\x7fz\nünïcödé ₿\n");
  }

  @Test
  void tellsOneRunFromTheNext() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (var _ = start(BARE, Map.of())) {
        NODE.info("run {}", i);
      }
    }
    assertThat(logged()).isEqualTo("run 0\n\n\n\n\n\nrun 1\n");
  }

  @ParameterizedTest
  @CsvSource({"true, 11000001, 10000000", "true, 11000000, 11000000", "false, 11000001, 11000001"})
  void cutsALongFileToItsEnd(boolean shrink, int before, int after) throws Exception {
    Files.writeString(file(), "x".repeat(before - 3) + "end");
    start(file(), shrink, false, BARE, Map.of()).close();
    assertThat(logged()).hasSize(after + 5).endsWith("xend\n\n\n\n\n");
  }

  @Test
  void writesNoFileIfNoneIsWanted() throws Exception {
    try (var _ = start(null, true, false, BARE, Map.of())) {
      NODE.info("hello");
    }
    assertThat(directory).isEmptyDirectory();
    assertThat(out.toString(UTF_8)).isEqualTo("hello\n");
  }

  @Test
  void writesToADevice() throws Exception {
    var nothing = Path.of("/dev/null");
    assumeTrue(Files.exists(nothing));
    try (var _ = start(nothing, true, false, BARE, Map.of())) {
      NODE.info("hello");
    }
    assertThat(out.toString(UTF_8)).isEqualTo("hello\n");
  }

  @ParameterizedTest
  @CsvSource({"no/such/directory/debug.log", "''"})
  void refusesAFileThatCannotBe(String name) {
    var file = directory.resolve(name);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> start(file, true, false, BARE, Map.of()))
        .withMessage("Could not open debug log file " + file);
  }

  @Test
  void keepsRoutineFromAChangingLineOnly() throws Exception {
    var display = display(true);
    try (var _ =
        NodeLog.start(
            new LogConfig(new LogFile(file(), false, false), true, BARE, Set.of(), Map.of()),
            display)) {
      NODE.info(NodeLog.ROUTINE, "first");
      display.show("1%");
      NODE.info(NodeLog.ROUTINE, "second");
      NODE.info("third");
    }
    assertThat(logged()).isEqualTo("first\nsecond\nthird\n");
    assertThat(out.toString(UTF_8)).contains("first\n", "third\n").doesNotContain("second");
  }

  @Test
  void writesSoMuchOnlyFromOnePlace() throws Exception {
    var much = "x".repeat(LogLimit.MOST - 1);
    try (var _ = start(BARE, Map.of(LogCategory.NET, LogLevel.DEBUG))) {
      NODE.info("{}", much);
      NODE.info("{}", "last");
      NODE.info("{}", "left out");
      NODE.info("elsewhere {}", 1);
      NODE.info(NodeLog.ROUTINE, "{}", "routine");
      NET.debug("{}", much);
      NET.debug("{}", "asked for");
    }
    assertThat(logged())
        .contains("[warning] Excessive logging detected from cairn.node.Test: >1048576 bytes")
        .contains("\nlast\n", "elsewhere 1", "routine", "asked for")
        .doesNotContain("left out");
    assertThat(out.toString(UTF_8)).contains("left out");
  }

  @Test
  void writesAsMuchAsThereIsIfAsked() throws Exception {
    var config = new LogConfig(new LogFile(file(), false, false), true, BARE, Set.of(), Map.of());
    try (var _ = NodeLog.start(config, display(false))) {
      NODE.info("{}", "x".repeat(LogLimit.MOST));
      NODE.info("{}", "more");
    }
    assertThat(logged()).endsWith("x\nmore\n");
  }
}
