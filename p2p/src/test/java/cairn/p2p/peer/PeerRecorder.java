package cairn.p2p.peer;

import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** What is done to peers, for machines that know of nobody outside: it is recorded. */
public abstract class PeerRecorder implements Outbox, Discipline {
  public final Peers peers = new Peers();

  /** Those to whom nothing more should be sent. */
  public final Set<Peer> full = new HashSet<>();

  private final Map<PeerId, List<Message>> sent = new HashMap<>();
  private final Map<PeerId, String> dropped = new HashMap<>();
  private final Map<PeerId, String> misbehaved = new HashMap<>();
  private final Queue<Peer> closing = new ArrayDeque<>();

  @Override
  public void send(Peer to, Message message) {
    sent.computeIfAbsent(to.id(), _ -> new ArrayList<>()).add(message);
  }

  @Override
  public boolean isFull(Peer peer) {
    return full.contains(peer);
  }

  @Override
  public void close(Peer peer) {
    peer.enter(Peer.Stage.CLOSED);
    closing.add(peer);
  }

  @Override
  public void connect(Call call) {
    throw new AssertionError("who deals with the messages of peers calls nobody: " + call);
  }

  @Override
  public void drop(Peer peer, String reason) {
    dropped.put(peer.id(), reason);
    close(peer);
  }

  @Override
  public void abandon(Peer peer, String reason) {
    drop(peer, reason);
  }

  @Override
  public void misbehaving(Peer peer, String what) {
    misbehaved.put(peer.id(), what);
    if (!peer.has(Permission.NOBAN)) {
      close(peer);
    }
  }

  /**
   * Tells of closed connections: machines hear of them when they are done with what they did.
   *
   * @param closed hears of each, once
   */
  protected final void finishClosing(Consumer<Peer> closed) {
    for (var peer = closing.poll(); peer != null; peer = closing.poll()) {
      if (peers.find(peer.id()) != null) {
        peers.remove(peer);
        closed.accept(peer);
      }
    }
  }

  /** What the peer was sent since this was last asked. */
  public final List<Message> sentTo(Peer peer) {
    var messages = sent.remove(peer.id());
    return messages == null ? List.of() : messages;
  }

  /** Of what the peer was sent since that was last asked, the messages of one type. */
  public final <T extends Message> List<T> sentTo(Peer peer, Class<T> type) {
    return sentTo(peer).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Why the peer was dropped; empty if it was not. */
  public final Optional<String> dropped(Peer peer) {
    return Optional.ofNullable(dropped.get(peer.id()));
  }

  /** What the peer was found to misbehave in; empty if it has not. */
  public final Optional<String> misbehaved(Peer peer) {
    return Optional.ofNullable(misbehaved.get(peer.id()));
  }
}
