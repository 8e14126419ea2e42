package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.CHARACTER;

import cairn.primitives.address.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The way from a key to one of its descendants (BIP 32): which child, which child of that... */
public record KeyPath(List<ChildNumber> steps) {
  /** The way that leads nowhere. */
  public static final KeyPath EMPTY = new KeyPath(List.of());

  private static final Pattern STEP = Pattern.compile("([0-9]{1,10})([h']?)");

  public KeyPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path such as {@code m/49h/1'/0}; {@code h} and {@code '} both mean hardened, and the
   * {@code m} may be left out together with its slash.
   *
   * @throws TextException if {@code text} is anything else, or an index is 2^31 or more
   */
  public static KeyPath parse(String text) throws TextException {
    if (text.isEmpty() || text.equals("m")) {
      return EMPTY;
    }
    var steps = new ArrayList<ChildNumber>();
    for (var step : (text.startsWith("m/") ? text.substring(2) : text).split("/", -1)) {
      steps.add(parseStep(step, text));
    }
    return new KeyPath(steps);
  }

  private static ChildNumber parseStep(String step, String text) throws TextException {
    var match = STEP.matcher(step);
    if (match.matches()) {
      long index = Long.parseLong(match.group(1));
      if (index <= Integer.MAX_VALUE) {
        return match.group(2).isEmpty()
            ? ChildNumber.normal((int) index)
            : ChildNumber.hardened((int) index);
      }
    }
    throw new TextException(CHARACTER, "\"" + step + "\" is no step of a key path: " + text);
  }

  /** This path, one step longer. */
  public KeyPath then(ChildNumber step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new KeyPath(longer);
  }

  /** Whether one of the steps needs the private key. */
  public boolean isHardened() {
    return steps.stream().anyMatch(ChildNumber::isHardened);
  }

  /** As {@link #parse} reads it, with {@code m} and {@code h}. */
  @Override
  public String toString() {
    var text = new StringBuilder("m");
    steps.forEach(step -> text.append('/').append(step));
    return text.toString();
  }
}
