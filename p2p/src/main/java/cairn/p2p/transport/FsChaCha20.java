package cairn.p2p.transport;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.crypto.ChaCha20;
import java.util.Arrays;

/**
 * BIP 324's FSChaCha20, which hides the lengths of packets. After every 224 of them it takes its
 * next key out of its own stream and forgets the last one, so that nobody who learns the key later
 * can tell what went before.
 *
 * <p>The lengths and the next key are just eleven blocks of the stream, so they are made at once.
 */
final class FsChaCha20 {
  /** How many packets there are under one key. */
  static final int REKEY_INTERVAL = 224;

  /** How many bytes a length has. */
  static final int LENGTH_SIZE = 3;

  private static final int LENGTHS = REKEY_INTERVAL * LENGTH_SIZE;

  private final byte[] stream = new byte[LENGTHS + ChaCha20.KEY_LENGTH];
  private long rekeyings;
  private int at;

  FsChaCha20(Bytes key) {
    expand(key);
  }

  /**
   * Encrypts the next packet's length, or decrypts it, which is the same.
   *
   * @param length three bytes, the first one the lowest
   */
  int crypt(int length) {
    if (at == LENGTHS) {
      rekeyings++;
      expand(Bytes.wrap(Arrays.copyOfRange(stream, LENGTHS, stream.length)));
      at = 0;
    }
    int mask = (stream[at] & 0xff) | (stream[at + 1] & 0xff) << 8 | (stream[at + 2] & 0xff) << 16;
    at += LENGTH_SIZE;
    return length ^ mask;
  }

  private void expand(Bytes key) {
    var nonce = new ByteWriter(ChaCha20.NONCE_LENGTH).int32(0).int64(rekeyings).toBytes();
    new ChaCha20().expand(key, nonce, stream);
  }
}
