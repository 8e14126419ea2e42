package cairn.p2p.transport;

import java.io.Serial;

/** Ends the reading of what cannot be understood; its message is in Core's words. */
final class BrokenTransportException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BrokenTransportException(String reason) {
    super(reason, null, false, false);
  }

  TransportEvent.Broken event() {
    return new TransportEvent.Broken(String.valueOf(getMessage()));
  }
}
