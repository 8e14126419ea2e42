package cairn.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.headers.HeaderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rules in {@code RULES.md} says what is there. */
class RulesTableTest {
  private static final List<String> PACKAGES =
      List.of(RulesTableTest.class.getPackageName(), HeaderTree.class.getPackageName());

  /** A line of the table. */
  record Row(String code, String fault, String source, String method, String test) {}

  static List<Row> rows() {
    try (var lines = Files.lines(Path.of("RULES.md"))) {
      return lines.filter(line -> line.startsWith("| `")).map(RulesTableTest::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryReason(Reject reason) {
    assertThat(rows()).extracting(Row::code).contains(reason.code());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesNothingThatIsNoReason(Row row) {
    assertThat(Reject.values()).extracting(Reject::code).contains(row.code());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatTheReasonIsGoodFor(Row row) {
    assertThat(letter(reason(row).fault())).isEqualTo(row.fault());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesMethodThatExists(Row row) {
    assertThat(methods(row.method())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesTestThatRuns(Row row) {
    assertThat(methods(row.test())).anyMatch(RulesTableTest::isTest);
  }

  private static Reject reason(Row row) {
    return Arrays.stream(Reject.values())
        .filter(reason -> reason.code().equals(row.code()))
        .findAny()
        .orElseThrow();
  }

  private static String letter(Fault fault) {
    return switch (fault) {
      case CONSENSUS -> "C";
      case HEADER -> "H";
      case MUTATED -> "M";
      case TOO_EARLY -> "T";
      case MISSING_PREVIOUS -> "P";
      case INVALID_PREVIOUS -> "I";
      case KNOWN_INVALID -> "K";
      case LOW_WORK -> "W";
    };
  }

  private static Row row(String line) {
    var cells = Stream.of(line.split("\\|")).skip(1).map(cell -> cell.strip().replace("`", ""));
    var texts = cells.toList();
    return new Row(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
  }

  /** The methods that {@code Class.method} may mean. */
  private static List<Method> methods(String name) {
    int dot = name.indexOf('.');
    return PACKAGES.stream()
        .flatMap(in -> declared(in + "." + name.substring(0, dot)))
        .filter(method -> method.getName().equals(name.substring(dot + 1)))
        .toList();
  }

  private static Stream<Method> declared(String className) {
    try {
      return Stream.of(Class.forName(className).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      return Stream.of();
    }
  }

  private static boolean isTest(Method method) {
    return Stream.of(Test.class, ParameterizedTest.class, TestFactory.class)
        .anyMatch(method::isAnnotationPresent);
  }
}
