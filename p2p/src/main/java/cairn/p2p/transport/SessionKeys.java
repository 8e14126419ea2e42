package cairn.p2p.transport;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Hkdf;
import java.nio.charset.StandardCharsets;

/**
 * What both ends of a connection derive from their shared secret (BIP 324); 32 bytes each.
 *
 * @param initiatorLength hides the lengths of the initiator's packets
 * @param initiatorPacket seals the initiator's packets
 * @param terminators the initiator's garbage terminator, then the responder's
 */
record SessionKeys(
    Bytes initiatorLength,
    Bytes initiatorPacket,
    Bytes responderLength,
    Bytes responderPacket,
    Bytes terminators,
    Bytes sessionId) {
  static final int TERMINATOR_LENGTH = 16;

  private static final int LENGTH = 32;
  private static final String TERMINATORS = "garbage_terminators";

  /**
   * @param magic the network's
   * @param secret the shared secret
   */
  static SessionKeys derive(Bytes magic, Bytes secret) {
    var salt = salt(magic);
    return new SessionKeys(
        derive(secret, salt, "initiator_L"),
        derive(secret, salt, "initiator_P"),
        derive(secret, salt, "responder_L"),
        derive(secret, salt, "responder_P"),
        derive(secret, salt, TERMINATORS),
        derive(secret, salt, "session_id"));
  }

  /** One of the garbage terminators, without the rest. */
  static Bytes terminator(Bytes magic, Bytes secret, boolean ofInitiator) {
    return terminator(derive(secret, salt(magic), TERMINATORS), ofInitiator);
  }

  Bytes terminator(boolean ofInitiator) {
    return terminator(terminators, ofInitiator);
  }

  private static Bytes terminator(Bytes terminators, boolean ofInitiator) {
    return ofInitiator
        ? terminators.slice(0, TERMINATOR_LENGTH)
        : terminators.slice(TERMINATOR_LENGTH);
  }

  private static Bytes salt(Bytes magic) {
    return ascii("bitcoin_v2_shared_secret").concat(magic);
  }

  private static Bytes derive(Bytes secret, Bytes salt, String purpose) {
    return Hkdf.sha256(secret, salt, ascii(purpose), LENGTH);
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
