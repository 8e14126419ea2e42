package cairn.primitives.signing;

import cairn.primitives.Bytes;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of a Taproot output, perhaps not all of it. Not thread-safe. */
public final class TaprootSpendData {
  /** Of control blocks, the shortest first. */
  private static final Comparator<Bytes> SHORTEST =
      Comparator.comparingInt(Bytes::length).thenComparing(Comparator.naturalOrder());

  private Bytes internalKey = Bytes.EMPTY;
  private Bytes merkleRoot = Bytes.EMPTY;
  private final NavigableMap<LeafScript, NavigableSet<Bytes>> scripts = new TreeMap<>();

  /** 32 bytes, or none while it is not known. */
  public Bytes internalKey() {
    return internalKey;
  }

  /** 32 bytes, or none where there is none or it is not known. */
  public Bytes merkleRoot() {
    return merkleRoot;
  }

  /** The scripts, each with its control blocks. */
  public NavigableMap<LeafScript, NavigableSet<Bytes>> scripts() {
    return scripts;
  }

  public void setInternalKey(Bytes key) {
    internalKey = key;
  }

  public void setMerkleRoot(Bytes root) {
    merkleRoot = root;
  }

  public void addScript(LeafScript leaf, Bytes controlBlock) {
    scripts.computeIfAbsent(leaf, _ -> new TreeSet<>(SHORTEST)).add(controlBlock);
  }

  /** Adds what is in {@code tree} and was not known. */
  public void addAll(TaprootTree tree) {
    internalKey = internalKey.isEmpty() ? tree.internalKey() : internalKey;
    merkleRoot = merkleRoot.isEmpty() ? tree.merkleRoot() : merkleRoot;
    for (var leaf : tree.leaves()) {
      addScript(new LeafScript(leaf.script(), leaf.version()), tree.controlBlock(leaf));
    }
  }

  /** Adds what is in {@code other} and was not known. */
  public void addAll(TaprootSpendData other) {
    internalKey = internalKey.isEmpty() ? other.internalKey : internalKey;
    merkleRoot = merkleRoot.isEmpty() ? other.merkleRoot : merkleRoot;
    other.scripts.forEach((leaf, blocks) -> blocks.forEach(block -> addScript(leaf, block)));
  }
}
