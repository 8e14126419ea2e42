package cairn.p2p.host;

import cairn.p2p.peer.Timetable;
import cairn.p2p.transport.Frame;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.PrintableText;
import cairn.primitives.DecodeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes messages when their turn has come, and gives them to the machines. */
final class Intake implements PeerLoop.Work<Link> {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** Operators look for what is cut short by what Core says of it. */
  private static final String READING = "DataStream::read(): ";

  private final Machines machines;
  private final Reception reception;
  private final List<Timetable> timetables;

  /**
   * The last message of each of these is still being answered. It counts as unprocessed for so
   * long, since a machine may keep as much of it. Blocks and short transactions do not: whoever
   * takes them has a bound.
   */
  private final Map<Link, Frame> unanswered = new LinkedHashMap<>();

  Intake(Machines machines, Reception reception, List<Timetable> timetables) {
    this.machines = machines;
    this.reception = reception;
    this.timetables = timetables;
  }

  @Override
  public boolean isReadyFor(Link from, Frame next) {
    var peer = from.peer();
    if (peer == null) {
      return false;
    }
    var ready = new boolean[1];
    reception.attend(from, () -> ready[0] = machines.isReadyFor(peer, next.command()));
    return ready[0];
  }

  @Override
  public void take(Link from, Frame frame) {
    var peer = from.peer();
    if (peer != null) {
      log.debug(
          "received: {} ({} bytes) {}",
          PrintableText.of(frame.command()),
          frame.payload().length(),
          peer);
      peer.use(from.connection().transport());
      reception.attend(
          from,
          () -> {
            var message = decode(frame);
            if (message != null) {
              machines.received(peer, message);
            } else {
              machines.unreadable(peer, frame.command());
            }
          });
    }
    if (isBeingAnswered(from)) {
      var before = unanswered.put(from, frame);
      if (before != null) {
        from.connection().processed(before);
      }
    } else {
      from.connection().processed(frame);
    }
  }

  private static boolean isBeingAnswered(Link link) {
    var peer = link.peer();
    return peer != null && !peer.isClosed() && peer.keepsLastMessage();
  }

  private boolean isAnswered(Map.Entry<Link, Frame> message) {
    var link = message.getKey();
    if (isBeingAnswered(link)) {
      return false;
    }
    link.connection().processed(message.getValue());
    return true;
  }

  /** Null if it cannot be read. */
  private static @Nullable Message decode(Frame frame) {
    try {
      return MessageCodec.decode(frame.command(), frame.payload());
    } catch (DecodeException e) {
      log.debug(
          "ProcessMessages({}, {} bytes): Exception '{}' caught",
          PrintableText.of(frame.command()),
          frame.payload().length(),
          (e.isEndOfData() ? READING : "") + e.getMessage());
      return null;
    }
  }

  @Override
  public boolean tick() {
    unanswered.entrySet().removeIf(this::isAnswered);
    boolean any = false;
    for (var timetable : timetables) {
      any |= timetable.run();
    }
    return any;
  }

  @Override
  public Duration untilTick() {
    var least = Duration.ofSeconds(Long.MAX_VALUE);
    for (var timetable : timetables) {
      var next = timetable.untilNext();
      least = next.compareTo(least) < 0 ? next : least;
    }
    return least;
  }

  @Override
  public void failed(Throwable cause) {
    log.error("A bug among what is done for peers", cause);
  }
}
