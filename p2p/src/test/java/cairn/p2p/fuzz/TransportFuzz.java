package cairn.p2p.fuzz;

import cairn.p2p.transport.EstablishedPeer;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportEvent;
import cairn.p2p.transport.TransportEvent.Broken;
import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Feeds a transport. The first byte says which, and at which end; the second how its bytes are cut
 * into pieces; the rest are the bytes.
 *
 * <p>Whatever they are, the same comes of them however they are cut, nothing after a transport has
 * broken off, and no more memory is taken than they warrant. Where a handshake would stand in the
 * way, the bytes are what an encrypted packet has in it, and it is read or left out.
 */
public final class TransportFuzz {
  static final Bytes MAGIC = Bytes.fromHex("fabfb5da");

  /** What a handshake and the first keys cost, in bytes that were read. */
  private static final int HANDSHAKE = 4096;

  private TransportFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    var bytes = Bytes.copyOf(input).slice(2);
    switch (input[0] & 3) {
      case 0 -> feed(() -> Transport.v1(MAGIC), bytes, input[1]);
      case 1 -> feed(() -> Transport.v2Responder(MAGIC, random()), bytes, input[1]);
      case 2 -> feed(() -> Transport.v2Initiator(MAGIC, random()), bytes, input[1]);
      default -> send(bytes);
    }
  }

  private static void feed(Supplier<Transport> transport, Bytes bytes, int seed) {
    var whole =
        AllocationBound.check(
            HANDSHAKE + bytes.length(), () -> events(transport.get(), bytes, bytes.length() + 1));
    var pieces = events(transport.get(), bytes, 1 + (seed & 0xff));
    require(whole.equals(pieces), whole + " but in pieces " + pieces);
    for (int i = 0; i < whole.size() - 1; i++) {
      require(!(whole.get(i) instanceof Broken), whole);
    }
  }

  private static List<TransportEvent> events(Transport transport, Bytes bytes, int most) {
    var random = random();
    var events = new ArrayList<>(transport.open());
    int at = 0;
    while (at < bytes.length()) {
      int end = Math.min(bytes.length(), at + 1 + random.nextInt(most));
      events.addAll(transport.receive(ByteBuffer.wrap(bytes.slice(at, end).toArray())));
      at = end;
    }
    return events;
  }

  private static void send(Bytes contents) {
    var transport = Transport.v2Responder(MAGIC, random());
    var peer = EstablishedPeer.of(transport, MAGIC);
    var events = feed(transport, peer.packet(contents));
    require(events.size() == 1, events);
    switch (events.getFirst()) {
      case Dropped(_, var wireSize) -> require(wireSize == contents.length() + 20, events);
      case Received(var frame, var wireSize) -> {
        require(wireSize == contents.length() + 20, events);
        require(contents.length() >= frame.payload().length(), events);
        var v1 = Transport.v1(MAGIC);
        var again = new ArrayList<TransportEvent>();
        v1.seal(frame).forEach(bytes -> again.addAll(feed(v1, bytes)));
        require(again.size() == 1, again);
        require(
            frame.command().indexOf('\u007f') >= 0
                || (again.getFirst() instanceof Received(var other, _) && other.equals(frame)),
            again);
      }
      default -> throw new AssertionError(events);
    }
  }

  private static List<TransportEvent> feed(Transport transport, Bytes bytes) {
    return transport.receive(ByteBuffer.wrap(bytes.toArray()));
  }

  private static SplittableRandom random() {
    return new SplittableRandom(1);
  }

  private static void require(boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
