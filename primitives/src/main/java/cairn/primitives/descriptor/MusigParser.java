package cairn.primitives.descriptor;

import cairn.primitives.descriptor.DescriptorKey.Wildcard;
import cairn.primitives.hd.ChildNumber;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code musig(...)} (BIP 390). */
record MusigParser(KeyParser keys) {
  List<DescriptorKey> parse(String text) throws DescriptorException {
    int close = text.indexOf(')') + 1;
    if (close != text.lastIndexOf(')') + 1) {
      throw new DescriptorException("Too many ')' in musig() expression");
    }
    var inner = new Span(close == 0 ? text : text.substring(0, close));
    if (!inner.enter("musig")) {
      throw new DescriptorException("Invalid musig() expression");
    }
    var participants = participants(inner);
    var derivation = derivation(text.substring(close), participants);
    int choices = participants.stream().mapToInt(List::size).max().orElse(1);
    int paths = derivation.paths.size();
    if (choices > 1 && paths > 1) {
      throw new DescriptorException(
          "musig(): Cannot have multipath participant keys if musig() is also multipath");
    }
    if (participants.stream().anyMatch(key -> key.size() != 1 && key.size() != choices)) {
      throw new DescriptorException("musig(): Multipath derivation paths have mismatched lengths");
    }
    var all = new ArrayList<DescriptorKey>();
    for (int i = 0; i < Math.max(choices, paths); i++) {
      int branch = i;
      var chosen = participants.stream().map(key -> key.get(key.size() == 1 ? 0 : branch)).toList();
      var path = derivation.paths.get(paths == 1 ? 0 : i);
      all.add(new DescriptorKey.Musig(chosen, path, derivation.wildcard));
    }
    return all;
  }

  private List<List<DescriptorKey>> participants(Span inner) throws DescriptorException {
    var all = new ArrayList<List<DescriptorKey>>();
    while (!inner.isEmpty()) {
      if (!all.isEmpty() && !inner.skip(",")) {
        throw new DescriptorException("musig(): expected ',', got '" + inner.first() + "'");
      }
      try {
        all.add(keys.parse(inner.expression().toString(), KeyParser.Place.MUSIG));
      } catch (DescriptorException e) {
        throw new DescriptorException("musig(): " + e.text());
      }
    }
    if (all.isEmpty()) {
      throw new DescriptorException("musig(): Must contain key expressions");
    }
    return all;
  }

  private record Derivation(List<List<ChildNumber>> paths, Wildcard wildcard) {}

  private static Derivation derivation(String text, List<List<DescriptorKey>> participants)
      throws DescriptorException {
    if (!text.startsWith("/")) {
      return new Derivation(List.of(List.of()), Wildcard.NONE);
    }
    if (!participants.stream().allMatch(key -> key.getFirst().isExtended())) {
      throw new DescriptorException(
          "musig(): derivation requires all participants to be xpubs or xprvs");
    }
    if (participants.stream().anyMatch(key -> key.getFirst().isRange())) {
      throw new DescriptorException(
          "musig(): Cannot have ranged participant keys if musig() also has derivation");
    }
    var steps = List.of(text.substring(1).split("/", -1));
    var parser = new PathParser();
    var wildcard = parser.wildcard(steps);
    if (wildcard == Wildcard.HARDENED) {
      throw new DescriptorException("musig(): Cannot have hardened child derivation");
    }
    var fixed = wildcard == Wildcard.NONE ? steps : steps.subList(0, steps.size() - 1);
    try {
      var paths = parser.parse(fixed, true);
      if (parser.hasHardened()) {
        throw new DescriptorException("cannot have hardened derivation steps");
      }
      return new Derivation(paths, wildcard);
    } catch (DescriptorException e) {
      throw new DescriptorException("musig(): " + e.text());
    }
  }
}
