package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.PartialMerkleTree.Match;
import cairn.p2p.wire.PartialMerkleTree.Matches;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.MerkleTree;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialMerkleTreeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 17, 56, 100, 127, 256, 312, 513, 1000, 4095})
  void provesWhatMatches(int count) throws DecodeException {
    var random = new SplittableRandom(count);
    var txids = txids(random, count);
    var root = MerkleTree.of(txids).root();
    for (int share = 1; share <= 64; share *= 4) {
      var matching = new BitSet();
      for (int i = 0; i < count; i++) {
        matching.set(i, random.nextInt(share) == 0);
      }
      var tree = PartialMerkleTree.of(txids, matching);
      var out = new ByteWriter();
      tree.write(out);
      assertThat(PartialMerkleTree.read(new ByteReader(out.toBytes()))).isEqualTo(tree);
      var expected = matching.stream().mapToObj(i -> new Match(i, txids.get(i))).toList();
      assertThat(tree.extract()).contains(new Matches(root, expected));
      // The size that BIP 37 promises: log2 hashes for each match, and as many flags.
      int depth = 32 - Integer.numberOfLeadingZeros(count);
      int most = Math.min(count, 1 + expected.size() * depth);
      assertThat(tree.hashes()).hasSizeLessThanOrEqualTo(most);
    }
  }

  @Test
  void isNotDeceivedByAnyChange() {
    var random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(1, 50);
      var txids = txids(random, count);
      var matching = new BitSet();
      matching.set(random.nextInt(count));
      var tree = PartialMerkleTree.of(txids, matching);
      var root = MerkleTree.of(txids).root();
      assertThat(tree.extract().map(Matches::root)).contains(root);

      var hashes = new ArrayList<>(tree.hashes());
      int changed = random.nextInt(hashes.size());
      var hash = hashes.get(changed);
      hashes.set(
          changed,
          new Txid(hash.w0() ^ (1L << random.nextInt(64)), hash.w1(), hash.w2(), hash.w3()));
      assertThat(new PartialMerkleTree(count, hashes, tree.flags()).extract().map(Matches::root))
          .isNotEqualTo(Optional.of(root));
    }
  }

  @Test
  void takesJustWhatTheWalkTakes() {
    var random = new SplittableRandom(4);
    var txids = txids(random, 20);
    var matching = new BitSet();
    matching.set(7);
    var tree = PartialMerkleTree.of(txids, matching);
    var hashes = tree.hashes();
    var flags = tree.flags();
    assertThat(tree.extract()).isPresent();

    assertEmpty(0, hashes, flags);
    assertEmpty(4_000_000 / 240 + 1, hashes, flags);
    assertEmpty(0xffffffffL, hashes, flags);
    assertEmpty(hashes.size() - 1, hashes, flags);
    assertEmpty(20, hashes.subList(1, hashes.size()), flags);
    assertEmpty(20, Stream.concat(hashes.stream(), Stream.of(Txid.ZERO)).toList(), flags);
    assertEmpty(20, hashes, flags.slice(1));
    assertEmpty(20, hashes, flags.concat(Bytes.of(0)));
    assertEmpty(20, hashes, Bytes.EMPTY);
    assertEmpty(20, List.of(), flags);
    // fewer flags than hashes
    assertEmpty(20, txids, Bytes.of(0xff, 0xff));
  }

  @Test
  void whatIsLeftOfTheLastFlagsMeansNothing() {
    // one transaction that matches takes one flag of eight
    var txid = txids(new SplittableRandom(5), 1).getFirst();
    for (int flags = 1; flags < 256; flags += 2) {
      assertThat(new PartialMerkleTree(1, List.of(txid), Bytes.of(flags)).extract())
          .map(Matches::transactions)
          .contains(List.of(new Match(0, txid)));
    }
  }

  // CVE-2012-2459: a tree of six leaves has the same root as that of eight with the last two twice.
  @Test
  void refusesPartsThatEqualTheirNeighbours() {
    var txids = txids(new SplittableRandom(6), 6);
    var repeated = new ArrayList<>(txids);
    repeated.addAll(txids.subList(4, 6));
    assertThat(MerkleTree.of(repeated).root()).isEqualTo(MerkleTree.of(txids).root());
    var last = new BitSet();
    last.set(7);
    assertThat(PartialMerkleTree.of(repeated, last).extract()).isEmpty();
    var fifth = new BitSet();
    fifth.set(5);
    assertThat(PartialMerkleTree.of(txids, fifth).extract()).isPresent();
  }

  private static void assertEmpty(long count, List<Txid> hashes, Bytes flags) {
    assertThat(new PartialMerkleTree(count, hashes, flags).extract()).isEmpty();
  }

  private static List<Txid> txids(SplittableRandom random, int count) {
    return Stream.generate(() -> Transactions.txid(random)).limit(count).toList();
  }
}
