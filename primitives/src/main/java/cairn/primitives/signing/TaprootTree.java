package cairn.primitives.signing;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Taproot;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.XOnlyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Taproot output with all that it commits to (BIP 341).
 *
 * @param internalKey 32 bytes
 * @param merkleRoot 32 bytes, or none where there are no scripts
 * @param outputKey the key in the output
 * @param leaves the scripts; the later ones of a pair stand first, as in Core
 */
public record TaprootTree(
    Bytes internalKey, Bytes merkleRoot, XOnlyKey outputKey, List<Leaf> leaves) {
  private static final int MAX_DEPTH = 128;

  public TaprootTree {
    leaves = List.copyOf(leaves);
  }

  /**
   * A script.
   *
   * @param path the hashes of its siblings on the way to the root
   */
  public record Leaf(int version, Script script, List<Bytes> path) {
    public Leaf {
      path = List.copyOf(path);
    }

    public int depth() {
      return path.size();
    }

    private Leaf below(Bytes sibling) {
      var longer = new ArrayList<>(path);
      longer.add(sibling);
      return new Leaf(version, script, longer);
    }
  }

  /**
   * A script in the order of a walk through a tree.
   *
   * @param depth 0 to 128
   */
  public record Placed(int depth, int version, Script script) {}

  /** A part of a tree that is complete. */
  private record Branch(Bytes hash, List<Leaf> leaves) {}

  /** What an output commits to that has an internal key alone. */
  public static Optional<TaprootTree> ofKey(Bytes internalKey) {
    return of(internalKey, List.of());
  }

  /**
   * Puts a tree together.
   *
   * @return empty if the depths are those of no tree, or the internal key is none
   */
  public static Optional<TaprootTree> of(Bytes internalKey, List<Placed> scripts) {
    var open = new ArrayList<Optional<Branch>>();
    for (var placed : scripts) {
      var hash = Taproot.leafHash(placed.version, placed.script);
      var leaf = new Leaf(placed.version, placed.script, List.of());
      if (!insert(open, placed.depth, new Branch(hash, List.of(leaf)))) {
        return Optional.empty();
      }
    }
    boolean complete = open.isEmpty() || (open.size() == 1 && open.getFirst().isPresent());
    if (!complete) {
      return Optional.empty();
    }
    var root = open.isEmpty() ? new Branch(Bytes.EMPTY, List.of()) : open.getFirst().orElseThrow();
    return Secp256k1.instance()
        .addXOnlyTweak(internalKey, Taproot.tweak(internalKey, root.hash))
        .map(output -> new TaprootTree(internalKey, root.hash, output, root.leaves));
  }

  /** Whether these are the leaves of one tree, in the order of a walk through it. */
  public static boolean isTree(List<Placed> scripts) {
    var open = new ArrayList<Optional<Branch>>();
    var branch = new Branch(Bytes.wrap(new byte[32]), List.of());
    return scripts.stream().allMatch(placed -> insert(open, placed.depth, branch))
        && open.size() == 1
        && open.getFirst().isPresent();
  }

  private static boolean insert(List<Optional<Branch>> open, int depth, Branch added) {
    if (depth < 0 || depth > MAX_DEPTH || depth + 1 < open.size()) {
      return false;
    }
    var branch = added;
    int at = depth;
    while (open.size() > at && open.get(at).isPresent()) {
      branch = join(branch, open.removeLast().orElseThrow());
      if (at == 0) {
        return false;
      }
      at--;
    }
    while (open.size() <= at) {
      open.add(Optional.empty());
    }
    open.set(at, Optional.of(branch));
    return true;
  }

  private static Branch join(Branch later, Branch earlier) {
    var leaves = new ArrayList<Leaf>();
    later.leaves.forEach(leaf -> leaves.add(leaf.below(earlier.hash)));
    earlier.leaves.forEach(leaf -> leaves.add(leaf.below(later.hash)));
    return new Branch(Taproot.branchHash(later.hash, earlier.hash), leaves);
  }

  /** What shows that {@code leaf} is in this tree: the last item of the witness. */
  public Bytes controlBlock(Leaf leaf) {
    var out = new ByteWriter(33 + 32 * leaf.depth());
    out.uint8(leaf.version | (outputKey.odd() ? 1 : 0)).bytes(internalKey);
    leaf.path.forEach(out::bytes);
    return out.toBytes();
  }
}
