package cairn.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The tables of a document that lists rules: what is refused, by which method, and its test. */
public final class RuleTable {
  private final String file;
  private final List<String> packages;

  /** A line of a table. */
  public record Row(String code, String kind, String source, String method, String test) {}

  /**
   * @param packages in which the methods and tests are that the document names
   */
  public RuleTable(String file, List<String> packages) {
    this.file = file;
    this.packages = packages;
  }

  public List<Row> rows() {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.filter(line -> line.startsWith("| `")).map(RuleTable::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The methods that {@code Class.method} may mean. */
  public List<Method> methods(String name) {
    int dot = name.indexOf('.');
    return packages.stream()
        .flatMap(in -> declared(in + "." + name.substring(0, dot)))
        .filter(method -> method.getName().equals(name.substring(dot + 1)))
        .toList();
  }

  /** Whether there is a test that {@code Class.method} may mean. */
  public boolean hasTest(String name) {
    return methods(name).stream().anyMatch(RuleTable::isTest);
  }

  private static Row row(String line) {
    var cells = Stream.of(line.split("\\|")).skip(1).map(cell -> cell.strip().replace("`", ""));
    var texts = cells.toList();
    return new Row(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
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
