package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import cairn.primitives.MerkleRoot;
import cairn.primitives.Sha256;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Some of a block's transactions, and what it takes to see that they belong under its Merkle root
 * (BIP 37). Whoever receives one must {@link #extract} from it and compare the root.
 *
 * <p>The tree is walked from its root, left before right. Each part that is come to has a flag:
 * whether there is a match in it. Where there is none, its hash is given and the walk goes no
 * deeper; at a leaf its hash is given too.
 *
 * @param transactionCount how many transactions the block has, 0 to 2^32 - 1; claimed, not proven
 * @param hashes the hashes that are given, in the order of the walk: txids, and the hashes of parts
 * @param flags the flags in the order of the walk, eight a byte, the least significant first; what
 *     is left of the last byte means nothing
 */
public record PartialMerkleTree(long transactionCount, List<Txid> hashes, Bytes flags) {
  /** A block cannot have more: each weighs 240 units at least, and the block no more than 4M. */
  private static final int MAX_TRANSACTIONS = 4_000_000 / 240;

  public PartialMerkleTree {
    hashes = List.copyOf(hashes);
  }

  /**
   * What a partial tree tells, to be believed if {@code root} is a header's.
   *
   * @param transactions those that match, in block order
   */
  public record Matches(MerkleRoot root, List<Match> transactions) {}

  /**
   * A transaction that matches.
   *
   * @param index its position in the block
   */
  public record Match(int index, Txid txid) {}

  /** The proof that those of {@code txids} at the positions that {@code matches} has are there. */
  public static PartialMerkleTree of(List<Txid> txids, BitSet matches) {
    if (txids.isEmpty()) {
      throw new IllegalArgumentException("a block without transactions has no tree");
    }
    return new Builder(txids, matches).build();
  }

  /** Reads the tree as it stands in messages and in RPC's proofs. */
  public static PartialMerkleTree read(ByteReader in) throws DecodeException {
    return new PartialMerkleTree(
        in.uint32(), Lists.read(in, Hash256.LENGTH, Txid::read), in.sizedBytes());
  }

  public void write(ByteWriter out) {
    out.uint32(transactionCount);
    Lists.writeHashes(out, hashes);
    out.sizedBytes(flags);
  }

  /**
   * Walks the tree.
   *
   * @return nothing, if it does not have just the hashes and flags that the walk takes, or repeats
   *     a part as its own neighbour (CVE-2012-2459)
   */
  public Optional<Matches> extract() {
    if (transactionCount == 0
        || transactionCount > MAX_TRANSACTIONS
        || hashes.size() > transactionCount
        || Byte.SIZE * (long) flags.length() < hashes.size()) {
      return Optional.empty();
    }
    return new Extraction().run();
  }

  /** How many parts a tree over {@code leaves} has at {@code height}; the leaves are at 0. */
  private static int width(int leaves, int height) {
    return (leaves + (1 << height) - 1) >> height;
  }

  private static int height(int leaves) {
    int height = 0;
    while (width(leaves, height) > 1) {
      height++;
    }
    return height;
  }

  private static Txid join(Sha256 sha256, Txid left, Txid right) {
    sha256.update(left.bytes()).update(right.bytes());
    return Txid.fromWire(sha256.finishTwice().toArray(), 0);
  }

  /** One walk that writes down. */
  private static final class Builder {
    private final List<Txid> txids;
    private final BitSet matches;
    private final Sha256 sha256 = new Sha256();
    private final List<Txid> hashes = new ArrayList<>();
    private final BitSet flags = new BitSet();
    private int flagCount;

    private Builder(List<Txid> txids, BitSet matches) {
      this.txids = txids;
      this.matches = matches;
    }

    private PartialMerkleTree build() {
      walk(height(txids.size()), 0);
      var packed = new byte[(flagCount + Byte.SIZE - 1) / Byte.SIZE];
      var set = flags.toByteArray();
      System.arraycopy(set, 0, packed, 0, set.length);
      return new PartialMerkleTree(txids.size(), hashes, Bytes.wrap(packed));
    }

    private void walk(int height, int position) {
      int firstMatch = matches.nextSetBit(position << height);
      boolean matching =
          firstMatch >= 0 && firstMatch < Math.min((position + 1) << height, txids.size());
      flags.set(flagCount++, matching);
      if (height == 0 || !matching) {
        hashes.add(hash(height, position));
        return;
      }
      walk(height - 1, 2 * position);
      if (2 * position + 1 < width(txids.size(), height - 1)) {
        walk(height - 1, 2 * position + 1);
      }
    }

    private Txid hash(int height, int position) {
      if (height == 0) {
        return txids.get(position);
      }
      var left = hash(height - 1, 2 * position);
      boolean hasRight = 2 * position + 1 < width(txids.size(), height - 1);
      return join(sha256, left, hasRight ? hash(height - 1, 2 * position + 1) : left);
    }
  }

  /** One walk that reads. What it returns after it has gone wrong means nothing. */
  private final class Extraction {
    private final int leaves = (int) transactionCount;
    private final Sha256 sha256 = new Sha256();
    private final List<Match> matches = new ArrayList<>();
    private int flagsUsed;
    private int hashesUsed;
    private boolean wrong;

    private Optional<Matches> run() {
      var root = walk(height(leaves), 0);
      boolean allUsed =
          (flagsUsed + Byte.SIZE - 1) / Byte.SIZE == flags.length() && hashesUsed == hashes.size();
      return wrong || !allUsed
          ? Optional.empty()
          : Optional.of(
              new Matches(
                  new MerkleRoot(root.w0(), root.w1(), root.w2(), root.w3()),
                  List.copyOf(matches)));
    }

    private Txid walk(int height, int position) {
      if (wrong || flagsUsed >= Byte.SIZE * flags.length()) {
        wrong = true;
        return Txid.ZERO;
      }
      boolean matching =
          ((flags.unsigned(flagsUsed / Byte.SIZE) >> (flagsUsed % Byte.SIZE)) & 1) == 1;
      flagsUsed++;
      if (height == 0 || !matching) {
        return givenHash(height, position, matching);
      }
      var left = walk(height - 1, 2 * position);
      if (2 * position + 1 >= width(leaves, height - 1)) {
        return join(sha256, left, left);
      }
      var right = walk(height - 1, 2 * position + 1);
      wrong |= right.equals(left);
      return join(sha256, left, right);
    }

    private Txid givenHash(int height, int position, boolean matching) {
      if (hashesUsed >= hashes.size()) {
        wrong = true;
        return Txid.ZERO;
      }
      var hash = hashes.get(hashesUsed++);
      if (height == 0 && matching) {
        matches.add(new Match(position, hash));
      }
      return hash;
    }
  }
}
