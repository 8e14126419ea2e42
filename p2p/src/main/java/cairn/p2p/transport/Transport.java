package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One end of one connection: bytes from the peer in, frames out, and the other way. Not
 * thread-safe.
 *
 * <p>Room for a message is made as its bytes come, never on the word of a peer that announces them:
 * at most twice what has come.
 */
public sealed interface Transport permits V1Transport, V2Transport {
  /**
   * Messages in the clear.
   *
   * @param magic the network's
   */
  static Transport v1(Bytes magic) {
    return new V1Transport(magic);
  }

  /**
   * Encrypted messages (BIP 324), for the end that has opened the connection.
   *
   * @param magic the network's
   * @param random for keys, so not one that can be guessed
   */
  static Transport v2Initiator(Bytes magic, RandomGenerator random) {
    return v2Initiator(magic, Set.of(), random);
  }

  /** As the other one, and recognises peers of networks whose magics are {@code others}. */
  static Transport v2Initiator(Bytes magic, Set<Bytes> others, RandomGenerator random) {
    return new V2Transport(magic, others, random, true);
  }

  /**
   * Encrypted messages (BIP 324), for the end that has been called; and messages in the clear, if
   * that is what the caller speaks.
   *
   * @param magic the network's
   * @param random for keys, so not one that can be guessed
   */
  static Transport v2Responder(Bytes magic, RandomGenerator random) {
    return v2Responder(magic, Set.of(), random);
  }

  /** As the other one, and recognises peers of networks whose magics are {@code others}. */
  static Transport v2Responder(Bytes magic, Set<Bytes> others, RandomGenerator random) {
    return new V2Transport(magic, others, random, false);
  }

  /** What to do first, as soon as the connection stands. */
  List<TransportEvent> open();

  /**
   * Takes all the bytes there are, and says what came of them. After {@link TransportEvent.Broken}
   * nothing comes of any.
   */
  List<TransportEvent> receive(ByteBuffer bytes);

  /** Whether frames can be sealed, or must wait until the handshake has come so far. */
  boolean canSend();

  /**
   * Makes the bytes that carry a frame: to be sent in this order, and before any that are sealed
   * later. They may share the payload's array.
   *
   * @throws IllegalStateException if it {@linkplain #canSend() cannot} yet
   */
  List<Bytes> seal(Frame frame);

  TransportInfo info();

  /** How many bytes are kept of a message that is not complete. */
  int held();

  /**
   * Whether a peer that closes the connection now, after bytes were sent to it, may do so because
   * it knows nothing of BIP 324: then it can be called again, with v1.
   */
  boolean mayBeV1();

  /**
   * The magic of the network that the peer is of, if that is another one; {@link Bytes#EMPTY} if it
   * seems to be another one that is not known.
   */
  Optional<Bytes> foreignMagic();
}
