package cairn.p2p.transport;

import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transport as it was from the beginning: each message in the clear, behind a header. */
final class V1Transport implements Transport {
  private static final Optional<String> FIRST_COMMAND = Optional.of("version");

  private final Bytes magic;
  private Arriving head = new Arriving(V1Header.LENGTH);
  private @Nullable Message message;
  private boolean broken;
  private Optional<Bytes> foreignMagic = Optional.empty();

  V1Transport(Bytes magic) {
    this.magic = magic;
  }

  /** A message whose header has come. */
  private record Message(V1Header header, Arriving payload) {}

  @Override
  public List<TransportEvent> open() {
    return List.of();
  }

  @Override
  public List<TransportEvent> receive(ByteBuffer bytes) {
    var events = new ArrayList<TransportEvent>();
    try {
      var complete = next(bytes);
      while (complete != null) {
        events.add(read(complete));
        complete = next(bytes);
      }
    } catch (BrokenTransportException e) {
      broken = true;
      events.add(e.event());
    }
    return events;
  }

  /** The next message, if it is complete with these bytes; those after it are left. */
  private @Nullable Message next(ByteBuffer bytes) throws BrokenTransportException {
    if (broken) {
      return null;
    }
    if (message == null) {
      if (!head.take(bytes)) {
        return null;
      }
      var header = V1Header.read(Bytes.wrap(head.all()));
      check(header);
      message = new Message(header, new Arriving((int) header.size()));
      head = new Arriving(V1Header.LENGTH);
    }
    if (!message.payload.take(bytes)) {
      return null;
    }
    var complete = message;
    message = null;
    return complete;
  }

  private void check(V1Header header) throws BrokenTransportException {
    if (!header.magic().equals(magic)) {
      if (header.validCommand().equals(FIRST_COMMAND)) {
        foreignMagic = Optional.of(header.magic());
      }
      throw new BrokenTransportException(
          "Header error: Wrong MessageStart " + header.magic() + " received");
    }
    if (header.size() > Frame.MAX_PAYLOAD) {
      throw new BrokenTransportException("Header error: Size too large (" + header.display() + ")");
    }
  }

  private static TransportEvent read(Message message) {
    var header = message.header;
    var payload = Bytes.wrap(message.payload.all());
    int wireSize = V1Header.LENGTH + payload.length();
    var checksum = V1Header.checksum(payload);
    if (!checksum.equals(header.checksum())) {
      return new Dropped(
          "Header error: Wrong checksum (%s), expected %s was %s"
              .formatted(header.display(), checksum, header.checksum()),
          wireSize);
    }
    var command = header.validCommand();
    if (command.isEmpty()) {
      return new Dropped("Header error: Invalid message type (" + header.display() + ")", wireSize);
    }
    return new Received(new Frame(command.get(), payload), wireSize);
  }

  @Override
  public boolean canSend() {
    return true;
  }

  @Override
  public List<Bytes> seal(Frame frame) {
    var header = V1Header.write(magic, frame);
    return frame.payload().isEmpty() ? List.of(header) : List.of(header, frame.payload());
  }

  @Override
  public TransportInfo info() {
    return TransportInfo.V1;
  }

  @Override
  public int held() {
    return message == null ? 0 : message.payload.held();
  }

  @Override
  public boolean mayBeV1() {
    return false;
  }

  @Override
  public Optional<Bytes> foreignMagic() {
    return foreignMagic;
  }
}
