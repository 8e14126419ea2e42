package cairn.primitives.descriptor;

import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.miniscript.Node;
import java.util.function.Function;

/** Says why a miniscript should not be used. */
record Sanity(Miniscript<Integer> miniscript, Function<Integer, String> key) {
  /**
   * Checks it.
   *
   * @throws DescriptorException if it should not be used, in Core's words
   */
  void require() throws DescriptorException {
    boolean sane = miniscript.isSane();
    if (sane && !miniscript.isUnsatisfiable()) {
      return;
    }
    var root = miniscript.root();
    var part = miniscript.insanePart().orElse(root);
    var text = miniscript.text(part, key);
    if (!part.isValid()) {
      throw new DescriptorException(text + " is invalid");
    }
    throw new DescriptorException(
        text + (sane ? " is not satisfiable" : " is not sane" + reason(part, part == root)));
  }

  private String reason(Node<Integer> part, boolean isRoot) {
    if (!part.type().has("m")) {
      return ": malleable witnesses exist";
    }
    if (isRoot && !part.type().has("s")) {
      return ": witnesses without signature exist";
    }
    if (!part.type().has("k")) {
      return ": contains mixes of timelocks expressed in blocks and seconds";
    }
    if (!miniscript.hasDistinctKeys(part)) {
      return ": contains duplicate public keys";
    }
    return part.hasValidSatisfactions() ? "" : ": needs witnesses that may exceed resource limits";
  }
}
