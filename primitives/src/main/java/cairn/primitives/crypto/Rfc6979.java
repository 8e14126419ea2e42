package cairn.primitives.crypto;

/** The nonces of RFC 6979, as libsecp256k1 makes them. */
final class Rfc6979 {
  private Rfc6979() {}

  /** The extra data with which Core makes try number {@code counter} for a low R. */
  static byte[] extraData(int counter) {
    var data = new byte[32];
    for (int i = 0; i < 4; i++) {
      data[i] = (byte) (counter >>> (8 * i));
    }
    return data;
  }
}
