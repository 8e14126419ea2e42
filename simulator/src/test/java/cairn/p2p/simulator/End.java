package cairn.p2p.simulator;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One end of a connection. */
final class End {
  private final Line line;
  private final Actor owner;
  private final boolean caller;

  /** Whether its owner neither has closed it nor knows that it is closed. */
  boolean isOpen = true;

  /** When what was sent last arrives. */
  long arrival;

  /** When what was sent last has left. */
  long left;

  /** In microseconds since the start; -1 for never. */
  long lastSent = -1;

  long lastReceived = -1;

  /** Of a node's own: what it calls the other end. */
  @Nullable Peer peer;

  /** Of a node's own: whether it is told when there is room again. */
  boolean awaitsRoom;

  /** Of a node's own: what has come and could not be looked at yet; null if nothing ever did. */
  @Nullable Queue<Message> waiting;

  /** A connection: what its two ends have in common. */
  static final class Line {
    final long number;
    final long latency;
    final Endpoint callerPort;
    final End caller;
    final End called;

    /** Something sent was lost for good, so nothing sent later gets through. */
    boolean isBroken;

    /**
     * @param latency one way, in microseconds
     * @param callerPort where the caller seems to be
     */
    Line(long number, long latency, Actor caller, Endpoint callerPort, Actor called) {
      this.number = number;
      this.latency = latency;
      this.callerPort = callerPort;
      this.caller = new End(this, caller, true);
      this.called = new End(this, called, false);
    }
  }

  private End(Line line, Actor owner, boolean caller) {
    this.line = line;
    this.owner = owner;
    this.caller = caller;
  }

  Line link() {
    return line;
  }

  long line() {
    return line.number;
  }

  Actor owner() {
    return owner;
  }

  boolean isCaller() {
    return caller;
  }

  End other() {
    return caller ? line.called : line.caller;
  }

  /** Where the other end is, as far as a socket tells. */
  Endpoint remote() {
    return caller ? other().owner.site().endpoint() : line.callerPort;
  }

  /** Where this end is. */
  Endpoint local() {
    return caller ? line.callerPort : owner.site().endpoint();
  }
}
