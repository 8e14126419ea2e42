package cairn.p2p.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Target;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What can be told of headers by themselves: the first, and cheap, defence against rubbish. */
final class HeaderChecks {
  private HeaderChecks() {}

  /**
   * What is wrong with headers that should follow each other.
   *
   * @param hashes of {@code headers}
   * @param limit the easiest target of the network
   */
  static Optional<String> fault(List<BlockHeader> headers, List<BlockHash> hashes, Target limit) {
    for (int i = 0; i < headers.size(); i++) {
      if (!hasWork(headers.get(i), hashes.get(i), limit)) {
        return Optional.of("header with invalid proof of work");
      }
    }
    for (int i = 1; i < headers.size(); i++) {
      if (!headers.get(i).previous().equals(hashes.get(i - 1))) {
        return Optional.of("non-continuous headers sequence");
      }
    }
    return Optional.empty();
  }

  private static boolean hasWork(BlockHeader header, BlockHash hash, Target limit) {
    return Target.fromCompact(header.bits())
        .filter(target -> target.compareTo(limit) <= 0 && target.isMetBy(hash))
        .isPresent();
  }

  /** The work that a header claims to prove; nothing if its target is none. */
  static BigInteger work(BlockHeader header) {
    return Target.fromCompact(header.bits()).map(Target::work).orElse(BigInteger.ZERO);
  }

  /** What all of them claim to prove. */
  static BigInteger work(List<BlockHeader> headers) {
    // Most of them claim the same.
    var sum = BigInteger.ZERO;
    var last = BigInteger.ZERO;
    long bits = 0;
    for (var header : headers) {
      if (header.bits() != bits) {
        bits = header.bits();
        last = work(header);
      }
      sum = sum.add(last);
    }
    return sum;
  }
}
