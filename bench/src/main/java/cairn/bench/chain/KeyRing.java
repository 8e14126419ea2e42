package cairn.bench.chain;

import static cairn.primitives.Opcode.OP_CHECKSIG;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import cairn.primitives.crypto.XOnlyKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The keys that the generated coins pay to.
 *
 * <p>A ring of this size gives each key some dozens of coins over a long chain, as reused addresses
 * have on the main network. Nothing that verifies the chain profits from it.
 */
final class KeyRing {
  static final int SIZE = 1 << 15;

  private final List<Key> keys;
  private final Map<Integer, Key> ofWallet = new ConcurrentHashMap<>();

  /** Derives every key from {@code seed}. */
  KeyRing(long seed) {
    var curve = Secp256k1.instance();
    this.keys =
        IntStream.range(0, SIZE)
            .parallel()
            .mapToObj(i -> Key.of(curve, Key.secret(seed, i)))
            .toList();
  }

  /** The key of the ring, or one of {@link WalletTraffic}. */
  Key get(int index) {
    return WalletTraffic.isKey(index)
        ? ofWallet.computeIfAbsent(
            index, i -> Key.of(Secp256k1.instance(), WalletTraffic.secret(i)))
        : keys.get(index % SIZE);
  }

  /**
   * One key and its Taproot forms.
   *
   * @param publicKey compressed
   * @param tapSecret signs for {@code tapKey}
   * @param tapKey the output key that commits to no script
   * @param treeKey the output key that commits to {@code leaf}
   * @param leaf a Tapscript that asks for a signature of the internal key
   */
  record Key(
      SecretKey secret,
      Bytes publicKey,
      XOnlyKey internalKey,
      SecretKey tapSecret,
      XOnlyKey tapKey,
      XOnlyKey treeKey,
      Script leaf) {
    private static final Sha256 TAP_LEAF = Sha256.tagged("TapLeaf");
    private static final Sha256 TAP_TWEAK = Sha256.tagged("TapTweak");
    private static final int LEAF_VERSION = 0xc0;

    static Key of(Secp256k1 curve, SecretKey secret) {
      var internalKey = curve.xOnlyKey(secret);
      var tweak = TAP_TWEAK.fork().update(internalKey.x()).finish();
      var leaf = new ScriptBuilder().push(internalKey.x()).op(OP_CHECKSIG).build();
      var treeTweak = TAP_TWEAK.fork().update(internalKey.x()).update(leafHash(leaf)).finish();
      return new Key(
          secret,
          curve.publicKey(secret),
          internalKey,
          curve.addXOnlyTweak(secret, tweak).orElseThrow(),
          curve.addXOnlyTweak(internalKey.x(), tweak).orElseThrow(),
          curve.addXOnlyTweak(internalKey.x(), treeTweak).orElseThrow(),
          leaf);
    }

    /** What proves that {@code treeKey} commits to {@code leaf}, which has no siblings. */
    Bytes controlBlock() {
      return Bytes.of(LEAF_VERSION | (treeKey.odd() ? 1 : 0)).concat(internalKey.x());
    }

    static Bytes leafHash(Script leaf) {
      return TAP_LEAF
          .fork()
          .update(new ByteWriter().uint8(LEAF_VERSION).sizedBytes(leaf.bytes()))
          .finish();
    }

    private static SecretKey secret(long seed, int index) {
      // A hash is a valid key but for one chance in 2^128; then the constructor says so.
      return new SecretKey(Sha256.hash(new ByteWriter().int64(seed).int32(index).toBytes()));
    }
  }
}
