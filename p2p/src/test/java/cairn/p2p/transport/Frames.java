package cairn.p2p.transport;

import cairn.p2p.transport.TransportEvent.Received;
import cairn.p2p.transport.TransportEvent.Send;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What tests of transports do with frames and bytes. */
final class Frames {
  static final Bytes MAGIC = Bytes.fromHex("fabfb5da");

  private Frames() {}

  static Frame frame(String command, int... payload) {
    return new Frame(command, Bytes.of(payload));
  }

  /** A frame with a payload that no other seed gives. */
  static Frame random(String command, int length, long seed) {
    var payload = new byte[length];
    new Random(seed).nextBytes(payload);
    return new Frame(command, Bytes.wrap(payload));
  }

  /** All that the transport wants to send for these frames, in one piece. */
  static Bytes sealed(Transport transport, Frame... frames) {
    var out = new ByteWriter();
    for (var frame : frames) {
      transport.seal(frame).forEach(out::bytes);
    }
    return out.toBytes();
  }

  static List<TransportEvent> feed(Transport transport, Bytes bytes) {
    return transport.receive(ByteBuffer.wrap(bytes.toArray()));
  }

  /** Feeds the bytes in pieces of the sizes that {@code random} gives, up to {@code most}. */
  static List<TransportEvent> feedInPieces(
      Transport transport, Bytes bytes, Random random, int most) {
    var events = new ArrayList<TransportEvent>();
    int at = 0;
    while (at < bytes.length()) {
      int end = Math.min(bytes.length(), at + 1 + random.nextInt(most));
      events.addAll(feed(transport, bytes.slice(at, end)));
      at = end;
    }
    return events;
  }

  static List<Frame> received(List<TransportEvent> events) {
    return events.stream()
        .filter(Received.class::isInstance)
        .map(event -> ((Received) event).frame())
        .toList();
  }

  /** What the handshake wants to send, in one piece. */
  static Bytes sent(List<TransportEvent> events) {
    var out = new ByteWriter();
    for (var event : events) {
      if (event instanceof Send(var bytes)) {
        out.bytes(bytes);
      }
    }
    return out.toBytes();
  }
}
