package cairn.arrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A class as the compiler wrote it.
 *
 * @param name such as {@code cairn.primitives.Bytes}; a nested class has a {@code $} in its name
 * @param references the names of all other classes that it mentions in any way, but for those of
 *     which the compiler left only a constant's value
 */
record CompiledClass(String name, Set<String> references) {
  /**
   * A descriptor or a generic signature: it stands in the constant pool as a plain string, and is
   * told from other strings by having nothing in it but types.
   */
  private static final Pattern TYPES = Pattern.compile("[(<\\[LT][\\w$/.;:<>()\\[*+^-]*");

  private static final Pattern TYPE = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  static CompiledClass parse(byte[] bytes) {
    var model = ClassFile.of().parse(bytes);
    var name = model.thisClass().asInternalName().replace('/', '.');
    var references = new TreeSet<String>();
    for (var entry : model.constantPool()) {
      typesIn(entry).map(type -> type.replace('/', '.')).forEach(references::add);
    }
    references.remove(name);
    return new CompiledClass(name, references);
  }

  private static Stream<String> typesIn(PoolEntry entry) {
    return switch (entry) {
      case ClassEntry type when !type.asInternalName().startsWith("[") ->
          Stream.of(type.asInternalName());
      case Utf8Entry text when TYPES.matcher(text.stringValue()).matches() ->
          TYPE.matcher(text.stringValue()).results().map(match -> match.group(1));
      default -> Stream.empty();
    };
  }

  String packageName() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** All classes of all modules, tests aside, below {@code root}. */
  static List<CompiledClass> ofModules(Path root) throws IOException {
    try (var modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("target/classes"))
          .filter(Files::isDirectory)
          .flatMap(CompiledClass::below)
          .toList();
    }
  }

  private static Stream<CompiledClass> below(Path directory) {
    try (var files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(CompiledClass::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompiledClass read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
