package cairn.p2p.transport;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.crypto.ChaCha20Poly1305;

/**
 * BIP 324's FSChaCha20Poly1305, which seals what is in packets. After every 224 of them it takes
 * its next key out of its own stream and forgets the last one, as {@link FsChaCha20} does.
 */
final class FsChaCha20Poly1305 {
  private static final int REKEYING = -1;

  private ChaCha20Poly1305 cipher;
  private long rekeyings;
  private int packets;

  FsChaCha20Poly1305(Bytes key) {
    this.cipher = new ChaCha20Poly1305(key);
  }

  /** Encrypts {@code array[from, from + length)} where it is, and writes the tag behind it. */
  void seal(Bytes associated, byte[] array, int from, int length) {
    cipher.sealInPlace(nonce(packets), associated, array, from, length);
    count();
  }

  /**
   * Decrypts the ciphertext and tag {@code array[from, from + length)} where they are.
   *
   * @return false if the other end did not seal just this, in this place of the stream
   */
  boolean open(Bytes associated, byte[] array, int from, int length) {
    boolean opened = cipher.openInPlace(nonce(packets), associated, array, from, length);
    count();
    return opened;
  }

  private void count() {
    packets++;
    if (packets == FsChaCha20.REKEY_INTERVAL) {
      var zeros = Bytes.wrap(new byte[ChaCha20Poly1305.KEY_LENGTH]);
      var next = cipher.seal(nonce(REKEYING), Bytes.EMPTY, zeros);
      cipher = new ChaCha20Poly1305(next.slice(0, ChaCha20Poly1305.KEY_LENGTH));
      rekeyings++;
      packets = 0;
    }
  }

  private Bytes nonce(int packet) {
    return new ByteWriter(ChaCha20Poly1305.NONCE_LENGTH).int32(packet).int64(rekeyings).toBytes();
  }
}
