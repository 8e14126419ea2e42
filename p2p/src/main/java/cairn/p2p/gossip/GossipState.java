package cairn.p2p.gossip;

import cairn.p2p.filters.RollingBloomFilter;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one peer knows of addresses, and what it is to be told. */
final class GossipState {
  /** As many as one message may have. */
  private static final int MAX_WAITING = 1000;

  private static final int REMEMBERED = 5000;
  private static final double FALSE_POSITIVES = 0.001;

  private final Peer peer;
  private final RandomGenerator random;

  /** Null until there is something to remember, which with feelers there never is. */
  private @Nullable RollingBloomFilter known;

  private final List<PeerAddress> waiting = new ArrayList<>();
  final Allowance allowance;

  /** Whether a {@code getaddr} of ours has not been answered in full. */
  boolean asked;

  /** Whether the peer has asked, which is answered once. */
  boolean answered;

  /** Whether an alarm is set for {@link #waiting}. */
  boolean alarmed;

  /** Whether it is going to be told where this node is. */
  boolean awaitsIntroduction;

  /** Whether it was told where this node is, as far as that is known. */
  boolean introduced;

  long processed;
  long overLimit;

  GossipState(Peer peer, RandomGenerator random, Instant now) {
    this.peer = peer;
    this.random = random;
    this.allowance = new Allowance(now);
  }

  Peer peer() {
    return peer;
  }

  /** Notes that the peer knows of a node. */
  void knows(Endpoint node) {
    add(key(node));
  }

  private void add(Bytes key) {
    if (known == null) {
      known = new RollingBloomFilter(REMEMBERED, FALSE_POSITIVES, random);
    }
    known.add(key);
  }

  private boolean isKnown(Bytes key) {
    return known != null && known.contains(key);
  }

  /** Forgets what the peer knows, so that it is told once more. */
  void forgetKnown() {
    if (known != null) {
      known.clear();
    }
  }

  boolean takes(PeerAddress address) {
    return peer.wantsAddrV2() || address.endpoint().address().fitsLegacy();
  }

  /** Puts an address among those that the peer is told next time, unless it knows it. */
  void tell(PeerAddress address) {
    if (!address.endpoint().address().isValid()
        || !takes(address)
        || isKnown(key(address.endpoint()))) {
      return;
    }
    if (waiting.size() < MAX_WAITING) {
      waiting.add(address);
    } else {
      waiting.set(random.nextInt(waiting.size()), address);
    }
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  void dropWaiting() {
    waiting.clear();
  }

  /** What is to be told now, as a message; empty if there is nothing new. */
  Optional<Message> message() {
    var news = new ArrayList<PeerAddress>();
    for (var address : waiting) {
      var key = key(address.endpoint());
      if (!isKnown(key)) {
        add(key);
        news.add(address);
      }
    }
    waiting.clear();
    return news.isEmpty() ? Optional.empty() : Optional.of(message(news));
  }

  /** These addresses in the form that the peer wants. */
  Message message(List<PeerAddress> addresses) {
    return peer.wantsAddrV2() ? new AddrV2(addresses) : new Addr(addresses);
  }

  static Bytes key(Endpoint node) {
    var out = new ByteWriter();
    node.writeBip155(out);
    return out.toBytes();
  }
}
