package cairn.primitives.crypto;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.Random;

/** Makes keys, numbers and signatures, some good, most of them bad in a way that matters. */
final class Hostile {
  private static final List<Bytes> EDGES =
      List.of(
          number("0"),
          number("1"),
          number("2"),
          Curve.HALF_ORDER,
          number("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1"),
          number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"),
          Curve.ORDER,
          number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142"),
          number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e"),
          number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
          number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30"),
          number("8000000000000000000000000000000000000000000000000000000000000000"),
          number("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"));

  private static final int[] KEY_LENGTHS = {0, 1, 32, 33, 34, 64, 65, 66};

  private final Random random;
  private final Secp256k1 curve;

  Hostile(long seed, Secp256k1 curve) {
    this.random = new Random(seed);
    this.curve = curve;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Bytes bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** 32 bytes: now and then zero, the order, half of it, the field's prime, or next to these. */
  Bytes number() {
    return chance(3) ? EDGES.get(random.nextInt(EDGES.size())) : bytes(32);
  }

  SecretKey secret() {
    return SecretKey.of(number()).orElseGet(this::secret);
  }

  /** Some spelling of {@code good}, or of a point near it, or of none. */
  Bytes publicKey(Bytes good) {
    var uncompressed = curve.decompress(good).orElseThrow();
    return switch (random.nextInt(9)) {
      case 0 -> good;
      case 1 -> uncompressed;
      case 2 -> prefixed(6 + (good.get(0) & 1), uncompressed.slice(1));
      case 3 -> prefixed(random.nextInt(10), uncompressed.slice(1));
      case 4 -> prefixed(random.nextInt(10), good.slice(1));
      case 5 -> flipBit(chance(2) ? good : uncompressed);
      case 6 -> prefixed(2 + random.nextInt(2), number());
      case 7 -> prefixed(4 + random.nextInt(4), number().concat(number()));
      default -> bytes(KEY_LENGTHS[random.nextInt(KEY_LENGTHS.length)]);
    };
  }

  /** {@code good}, or what is not the x of the same point. */
  Bytes xOnlyKey(Bytes good) {
    return switch (random.nextInt(4)) {
      case 0 -> number();
      case 1 -> flipBit(good);
      case 2 -> chance(2) ? good.slice(1) : good.concat(bytes(1));
      default -> good;
    };
  }

  Bytes flipBit(Bytes good) {
    var bytes = good.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.wrap(bytes);
  }

  /** DER in one of its spellings, some of which nobody understands. */
  Bytes der(Bytes r, Bytes s) {
    var integers = integer(r).concat(integer(s));
    var der = new ByteWriter().uint8(chance(20) ? random.nextInt(256) : 0x30);
    writeLength(der, integers.length());
    der.bytes(integers);
    if (chance(5)) {
      der.bytes(bytes(random.nextInt(10)));
    }
    var whole = der.toBytes();
    if (chance(10)) {
      return whole.slice(0, random.nextInt(whole.length()));
    }
    return chance(10) ? flipBit(whole) : whole;
  }

  private Bytes integer(Bytes number) {
    var content =
        switch (random.nextInt(6)) {
          case 0 -> number; // negative where the first bit is set
          case 1 -> Bytes.wrap(new byte[random.nextInt(300)]).concat(number);
          case 2 -> bytes(random.nextInt(3)).concat(number);
          case 3 -> number.slice(random.nextInt(4));
          default -> Bytes.of(0).concat(number);
        };
    var out = new ByteWriter().uint8(chance(30) ? random.nextInt(256) : 0x02);
    writeLength(out, chance(20) ? random.nextInt(400) : content.length());
    return out.bytes(content).toBytes();
  }

  private void writeLength(ByteWriter out, int length) {
    switch (random.nextInt(6)) {
      case 0 -> {
        int zeros = random.nextInt(6);
        out.uint8(0x80 + zeros + 2).bytes(new byte[zeros]).uint8(length >>> 8).uint8(length);
      }
      case 1 -> out.uint8(0x83).uint8(random.nextInt(2)).uint8(length >>> 8).uint8(length);
      case 2 -> {
        if (chance(4)) {
          out.uint8(0x80 + random.nextInt(128)).bytes(bytes(random.nextInt(8)));
        } else {
          out.uint8(length);
        }
      }
      default -> {
        if (length < 0x80) {
          out.uint8(length);
        } else {
          out.uint8(0x82).uint8(length >>> 8).uint8(length);
        }
      }
    }
  }

  private static Bytes prefixed(int prefix, Bytes coordinates) {
    return Bytes.of(prefix).concat(coordinates);
  }

  private static Bytes number(String hex) {
    return Bytes.fromHex("0".repeat(64 - hex.length()) + hex);
  }
}
