package cairn.p2p.net;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportEvent;
import cairn.p2p.transport.TransportEvent.Broken;
import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.p2p.transport.TransportEvent.Send;
import cairn.p2p.transport.TransportInfo;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a peer. What is public may be called from any thread, and does nothing once the
 * connection has ended.
 */
public final class Connection {
  /** Bytes that must have been sent before a peer of v1 sees that they are not what it knows. */
  private static final int V1_HEADER_LENGTH = 24;

  private final Channel channel;
  private final Origin origin;
  private final Transport transport;
  private final LoopBuffers buffers;
  private final Environment environment;

  private final MemoryBudget budget;
  private final MemoryBudget.Account incoming;
  private final MemoryBudget.Account outgoing;
  private final ReceiveBuffer received;
  private final SendQueue queue;
  private final TrafficMeter traffic;
  private final AtomicBoolean pumping = new AtomicBoolean();
  private final AtomicBoolean roomAwaited = new AtomicBoolean();
  private volatile TransportInfo transportInfo;
  private volatile Endpoint local = Endpoint.UNSPECIFIED;
  private volatile Endpoint remote = Endpoint.UNSPECIFIED;
  private volatile boolean paused;
  private volatile boolean ended;
  private volatile Optional<Bytes> foreignMagic = Optional.empty();

  /** Only the connection's thread knows these. */
  private boolean opened;

  private boolean handshakeBegun;

  Connection(
      Channel channel,
      Origin origin,
      Transport transport,
      LoopBuffers buffers,
      Environment environment) {
    this.channel = channel;
    this.origin = origin;
    this.transport = transport;
    this.buffers = buffers;
    this.environment = environment;
    this.budget = origin.listening == null ? environment.ours() : environment.theirs();
    this.incoming = budget.open(this::dismiss);
    this.outgoing = budget.open(this::dismiss);
    this.received = new ReceiveBuffer(budget, incoming, environment.config().maxReceiveBuffer());
    this.queue = new SendQueue(outgoing);
    this.traffic = new TrafficMeter(environment.config().commands(), environment.totals());
    this.transportInfo = transport.info();
  }

  /**
   * What a connection comes from: one of the two is there.
   *
   * @param listening where a peer has called
   * @param dial what was asked for
   */
  record Origin(@Nullable Listening listening, @Nullable Dial dial) {}

  /** Where the peer has called; empty if it was called. */
  public Optional<Listening> listening() {
    return Optional.ofNullable(origin.listening);
  }

  /** The request that this connection answers; empty if the peer has called. */
  public Optional<Dial> dial() {
    return Optional.ofNullable(origin.dial);
  }

  /** This end's address; unspecified if it is a file. */
  public Endpoint local() {
    return local;
  }

  /** The peer's address; unspecified if only a proxy knows. */
  public Endpoint remote() {
    return remote;
  }

  /** Which transport it has, as far as that is known. */
  public TransportInfo transport() {
    return transportInfo;
  }

  public Traffic traffic() {
    return traffic.read();
  }

  /** Sends a message after all those before, as soon as the handshake lets it. */
  public void send(Frame frame) {
    if (ended) {
      return;
    }
    queue.add(frame);
    if (pumping.compareAndSet(false, true)) {
      run(() -> {
        pumping.set(false);
        pump();
      });
    }
  }

  /**
   * Whether so much waits to be sent that the peer should not be given more to ask for. Then the
   * listener is told when there is room again.
   */
  public boolean isSendBufferFull() {
    if (!isFull()) {
      return false;
    }
    roomAwaited.set(true);
    return isFull(); // what has left in between has not been told
  }

  private boolean isFull() {
    return queue.memory() > (budget.isTight() ? 0 : environment.config().maxSendBuffer());
  }

  /** Says that a message that was received takes no more room. */
  public void processed(Frame frame) {
    if (received.remove(frame)) {
      run(this::updateReading);
    }
  }

  /**
   * Reads nothing more until told to. What was read already is still delivered; but a listener that
   * says so when it is told that the connection stands is not given anything.
   */
  public void pauseReading() {
    setPaused(true);
  }

  public void resumeReading() {
    setPaused(false);
  }

  /** Ends the connection, after what was sent before has been offered to the system. */
  public void close() {
    run(() -> end(new CloseReason.Requested()));
  }

  /**
   * Says, once, that nothing is left to be done about a connection that has ended: another may come
   * in its place.
   */
  public void forget() {
    if (origin.listening != null) {
      environment.entrance().free();
    }
  }

  private void dismiss() {
    run(() -> end(new CloseReason.OutOfMemory()));
  }

  /** Whether it was told that the connection stands. */
  boolean wasOpened() {
    return opened;
  }

  /** Whether it reads nothing, as it was told. */
  boolean isPaused() {
    return !channel.config().isAutoRead();
  }

  private void setPaused(boolean value) {
    paused = value;
    if (channel.eventLoop().inEventLoop()) {
      updateReading();
    } else {
      run(this::updateReading);
    }
  }

  /** Has the connection's thread do something, unless the connection has ended. */
  private void run(Runnable task) {
    if (ended) {
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      // The threads have just ended, and with them all connections.
      ended = true;
    }
  }

  /** Begins, on the connection's thread as all that follows. */
  void open() {
    opened = true;
    local = Platform.endpoint(channel.localAddress());
    remote = peer();
    environment.listener().opened(this);
    act(transport.open());
    pump();
  }

  private Endpoint peer() {
    return switch (origin.dial == null ? null : origin.dial.target()) {
      case null -> Platform.endpoint(channel.remoteAddress());
      case Dial.ToEndpoint(var endpoint) -> endpoint;
      case Dial.ToName _ -> Endpoint.UNSPECIFIED;
    };
  }

  void arrived(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    int count = bytes.remaining();
    traffic.received(count, environment.config().clock().instant());
    environment.totals().received(count);
    var events = transport.receive(bytes);
    transportInfo = transport.info();
    received.hold(transport.held());
    act(events);
    updateReading();
    pump();
  }

  private void act(List<TransportEvent> events) {
    var listener = environment.listener();
    for (var event : events) {
      if (ended) {
        return;
      }
      switch (event) {
        case Send(var bytes) -> {
          if (!handshakeBegun) {
            handshakeBegun = true;
            listener.handshakeBegun(this);
          }
          queue.add(bytes);
        }
        case Received(var frame, var wireSize) -> {
          traffic.received(frame.command(), wireSize);
          received.add(frame);
          listener.received(this, frame, wireSize);
        }
        case Dropped(var reason, var wireSize) -> {
          traffic.received(Traffic.OTHER, wireSize);
          listener.dropped(this, reason, wireSize);
        }
        case Broken(var reason) -> end(new CloseReason.Broken(reason));
      }
    }
  }

  /**
   * Once it has ended: the magic of the network that the peer is of, if that is another one; empty
   * bytes if it seems to be one that is not known.
   */
  public Optional<Bytes> foreignMagic() {
    return foreignMagic;
  }

  private void updateReading() {
    boolean full = received.isFull();
    channel.config().setAutoRead(!paused && !full);
  }

  /** Gives the system as much as it takes. */
  void pump() {
    boolean written = false;
    while (!ended && channel.isWritable()) {
      var buffer = buffers.take();
      var room = buffer.internalNioBuffer(0, buffer.capacity());
      int start = room.position();
      queue.fill(room, transport);
      int count = room.position() - start;
      if (count == 0) {
        buffers.giveBack(buffer);
        break;
      }
      write(buffer.writerIndex(count), count);
      written = true;
    }
    if (written) {
      channel.flush();
    }
  }

  private void write(ByteBuf buffer, int count) {
    // Held until it has left, so that it can be used again.
    channel
        .write(buffer.retain())
        .addListener(result -> {
          buffers.giveBack(buffer);
          if (result.isSuccess()) {
            traffic.sent(count, environment.config().clock().instant());
            environment.totals().sent(count);
            queue.left(count, traffic);
            tellOfRoom();
          }
        });
  }

  private void tellOfRoom() {
    if (!ended && !isFull() && roomAwaited.compareAndSet(true, false)) {
      environment.listener().drained(this);
    }
  }

  /** Tells that it has ended, if it had begun, once; and closes the socket. */
  void end(CloseReason reason) {
    boolean tell = opened && !ended;
    ended = true;
    incoming.close();
    outgoing.close();
    foreignMagic = transport.foreignMagic();
    try {
      if (tell) {
        boolean retryWithV1 = transport.mayBeV1() && traffic.sent() >= V1_HEADER_LENGTH;
        environment.listener().closed(this, reason, retryWithV1);
      }
    } finally {
      var _ = channel.close();
    }
  }

  @Override
  public String toString() {
    return "connection to " + remote();
  }
}
