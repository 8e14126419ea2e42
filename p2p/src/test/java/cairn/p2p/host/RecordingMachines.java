package cairn.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets everybody in, and writes down what it is told, for the thread of a test. */
final class RecordingMachines implements Machines {
  private static final long PATIENCE_SECONDS = 60;

  final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<Failed> failed = new LinkedBlockingQueue<>();
  final BlockingQueue<Peer> begun = new LinkedBlockingQueue<>();
  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final BlockingQueue<String> unreadable = new LinkedBlockingQueue<>();
  final BlockingQueue<Peer> drained = new LinkedBlockingQueue<>();
  final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();

  /** What is done on the way; on the thread of the peers. */
  volatile Predicate<Arrival> admits = _ -> true;

  volatile Predicate<Call> wants = _ -> true;
  volatile Predicate<Peer> takesBlocks = _ -> true;
  volatile Predicate<Peer> takesOthers = _ -> true;
  volatile Reaction reaction = (_, _) -> {};
  volatile Consumer<Peer> farewell = _ -> {};
  private long nextId;

  record Arrived(Arrival arrival, Peer peer) {}

  record Opened(Call call, Peer peer) {}

  record Failed(Call call, String reason, boolean ofProxy) {}

  record Received(Peer peer, Message message) {}

  record Closed(Peer peer, boolean retryWithV1) {}

  /** What a machine does about a message. */
  interface Reaction {
    void to(Peer from, Message message);
  }

  /** Waits for the next one. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  /** Waits for so many messages. */
  List<Message> messages(int count) throws InterruptedException {
    var messages = new ArrayList<Message>();
    for (int i = 0; i < count; i++) {
      messages.add(next(received).message());
    }
    return messages;
  }

  @Override
  public @Nullable Peer arrived(Arrival arrival) {
    if (!admits.test(arrival)) {
      return null;
    }
    var peer = peer(ConnectionType.INBOUND, arrival.remote(), arrival.local());
    arrived.add(new Arrived(arrival, peer));
    return peer;
  }

  @Override
  public @Nullable Peer opened(Call call, Endpoint remote, Endpoint local) {
    if (!wants.test(call)) {
      return null;
    }
    var peer = peer(call.type(), remote, local);
    opened.add(new Opened(call, peer));
    return peer;
  }

  private Peer peer(ConnectionType type, Endpoint remote, Endpoint local) {
    var facts =
        new ConnectionFacts(
            type,
            remote,
            remote.toString(),
            local,
            NetworkType.IPV4,
            ServiceFlags.NONE,
            Grant.NONE.named(),
            Instant.EPOCH);
    return new Peer(new PeerId(nextId++), facts, ServiceFlags.NONE);
  }

  @Override
  public void failed(Call call, String reason, boolean ofProxy) {
    failed.add(new Failed(call, reason, ofProxy));
  }

  @Override
  public void begin(Peer peer) {
    begun.add(peer);
  }

  @Override
  public boolean isReadyFor(Peer peer, String command) {
    return (command.equals("block") ? takesBlocks : takesOthers).test(peer);
  }

  @Override
  public void unreadable(Peer peer, String command) {
    unreadable.add(command);
  }

  @Override
  public void received(Peer peer, Message message) {
    reaction.to(peer, message);
    received.add(new Received(peer, message));
  }

  @Override
  public void drained(Peer peer) {
    drained.add(peer);
  }

  @Override
  public void closed(Peer peer, boolean retryWithV1) {
    closed.add(new Closed(peer, retryWithV1));
    farewell.accept(peer);
  }
}
