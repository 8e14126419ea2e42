package cairn.primitives.crypto;

import static cairn.primitives.crypto.Points.ORDER;
import static cairn.primitives.crypto.Points.number;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** Keys of several signers in one (MuSig2, BIP 327). */
public final class MusigKeys {
  private static final Sha256 LIST = Sha256.tagged("KeyAgg list");
  private static final Sha256 COEFFICIENT = Sha256.tagged("KeyAgg coefficient");

  private MusigKeys() {}

  /**
   * The aggregate of compressed public keys, compressed. Their order matters.
   *
   * @return empty if there are none, one is no key, or the sum is infinite
   */
  public static Optional<Bytes> aggregate(List<Bytes> publicKeys) {
    var list = LIST.fork();
    publicKeys.forEach(list::update);
    var listHash = list.finish();
    var second = publicKeys.stream().filter(key -> !key.equals(publicKeys.getFirst())).findFirst();
    @Nullable ECPoint sum = null;
    for (var key : publicKeys) {
      var point = key.length() == PublicKeyEncoding.COMPRESSED_LENGTH ? Points.parse(key) : null;
      if (point == null) {
        return Optional.empty();
      }
      var weighted =
          second.isPresent() && second.get().equals(key) ? point : times(point, listHash, key);
      sum = sum == null ? weighted : sum.add(weighted);
    }
    return sum == null || sum.isInfinity()
        ? Optional.empty()
        : Optional.of(Points.compress(sum.normalize()));
  }

  private static ECPoint times(ECPoint point, Bytes listHash, Bytes key) {
    var hash = COEFFICIENT.fork().update(listHash).update(key).finish();
    return point.multiply(number(hash).mod(ORDER)).normalize();
  }
}
