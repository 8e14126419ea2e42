package cairn.rpc.zmq;

import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What messages are about, in the order in which they are sent. */
public enum Topic {
  /** The hash of each new tip. */
  HASHBLOCK,
  /** The id of each transaction that comes into the mempool, or into a block or out of it. */
  HASHTX,
  /** Each new tip. */
  RAWBLOCK,
  /** The transactions of {@link #HASHTX}. */
  RAWTX,
  /** The hash of whatever joins or leaves the chain or the mempool, with what became of it. */
  SEQUENCE;

  private final String text = name().toLowerCase(Locale.ROOT);
  private final Bytes bytes = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));

  String text() {
    return text;
  }

  /** With which a message begins, and which subscribers ask for. */
  Bytes bytes() {
    return bytes;
  }

  /** What publishes it: the option is called so too, after {@code -zmq}. */
  public String publisher() {
    return "pub" + text;
  }
}
