package cairn.primitives.descriptor;

import cairn.primitives.hd.ChildNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the steps behind a key, and remembers how hardened ones are written. For one key. */
final class PathParser {
  private boolean apostrophe;
  private boolean hardened;

  /** Whether the last hardened step was written with an apostrophe. */
  boolean apostrophe() {
    return apostrophe;
  }

  /** Whether a step was hardened. */
  boolean hasHardened() {
    return hardened;
  }

  /** What the last of these steps says of children that an index chooses. */
  DescriptorKey.Wildcard wildcard(List<String> steps) {
    return switch (steps.isEmpty() ? "" : steps.getLast()) {
      case "*" -> DescriptorKey.Wildcard.NORMAL;
      case "*'" -> {
        apostrophe = true;
        yield DescriptorKey.Wildcard.HARDENED;
      }
      case "*h" -> {
        apostrophe = false;
        yield DescriptorKey.Wildcard.HARDENED;
      }
      default -> DescriptorKey.Wildcard.NONE;
    };
  }

  /** The path, or all of them if a step leaves open which it is. */
  List<List<ChildNumber>> parse(List<String> steps, boolean multipath) throws DescriptorException {
    var path = new ArrayList<ChildNumber>();
    var choices = List.<ChildNumber>of();
    int open = -1;
    for (var step : steps) {
      if (step.startsWith("<") && step.endsWith(">")) {
        if (!multipath) {
          throw new DescriptorException(
              "Key path value '%s' specifies multipath in a section where multipath is not allowed"
                  .formatted(step));
        }
        if (open >= 0) {
          throw new DescriptorException("Multiple multipath key path specifiers found");
        }
        choices = choices(step.substring(1, step.length() - 1));
        open = path.size();
        path.add(choices.getFirst());
      } else {
        path.add(step(step));
      }
    }
    if (open < 0) {
      return List.of(List.copyOf(path));
    }
    var paths = new ArrayList<List<ChildNumber>>();
    for (var choice : choices) {
      path.set(open, choice);
      paths.add(List.copyOf(path));
    }
    return paths;
  }

  private List<ChildNumber> choices(String text) throws DescriptorException {
    var numbers = text.split(";", -1);
    if (numbers.length < 2) {
      throw new DescriptorException("Multipath key path specifiers must have at least two items");
    }
    var choices = new ArrayList<ChildNumber>();
    var seen = new HashSet<ChildNumber>();
    for (var number : numbers) {
      var choice = step(number);
      if (!seen.add(choice)) {
        throw new DescriptorException(
            "Duplicated key path value %s in multipath specifier"
                .formatted(Integer.toUnsignedString(choice.bits())));
      }
      choices.add(choice);
    }
    return choices;
  }

  private ChildNumber step(String text) throws DescriptorException {
    boolean marked = text.endsWith("'") || text.endsWith("h");
    if (marked) {
      apostrophe = text.endsWith("'");
    }
    var digits = marked ? text.substring(0, text.length() - 1) : text;
    long index = Uint32.parse(digits);
    if (index < 0) {
      throw new DescriptorException("Key path value '" + digits + "' is not a valid uint32");
    }
    if (index > Integer.MAX_VALUE) {
      throw new DescriptorException("Key path value " + index + " is out of range");
    }
    hardened |= marked;
    return marked ? ChildNumber.hardened((int) index) : ChildNumber.normal((int) index);
  }
}
