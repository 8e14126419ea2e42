package cairn.primitives.crypto;

import cairn.primitives.Bytes;

/** Refuses what a caller cannot mean: a hash, a tweak or randomness of another length. */
final class Lengths {
  private Lengths() {}

  static void requireHash(Bytes hash) {
    require("hash", hash, 32);
  }

  static void requireTweak(Bytes tweak) {
    require("tweak", tweak, 32);
  }

  static void requireRandomness(Bytes randomness) {
    require("randomness", randomness, 32);
  }

  static void requireEllSwift(Bytes encoded) {
    require("ElligatorSwift encoding", encoded, Secp256k1.ELL_SWIFT_LENGTH);
  }

  static void require(String what, Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(
          "a " + what + " has " + length + " bytes, not " + bytes.length());
    }
  }
}
