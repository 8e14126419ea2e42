package cairn.p2p.relay;

import cairn.p2p.bloom.BloomFilter;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What relay remembers of a peer: what it wants, what it knows, and what it is to be told. */
final class RelayPeer {
  final Peer peer;

  /** Whether transactions go to it, now or once it sets a filter. */
  final boolean relays;

  /** What it has announced, or was told of: by txid or by wtxid, as the two talk to each other. */
  final LazyFilter known;

  /** Whether it wants to be told of transactions. */
  boolean wantsTransactions;

  /** Which transactions it wants to be told of; null for all (BIP 37). */
  @Nullable BloomFilter filter;

  /** What a transaction must pay for it to be told, in satoshis for 1,000 virtual bytes. */
  long feeRate;

  /** What it will be told of next. */
  List<Wtxid> queue = new ArrayList<>();

  /** Whether it has asked for all that is in the pool (BIP 35). */
  boolean wantsPool;

  /**
   * What had a lower sequence in the pool may be asked for: it was there when the peer was last
   * told of something. What came later it has no right to know about yet.
   */
  long sequence = 1;

  /** When it is told. */
  final Wakeup trickle;

  /** When it last sent a transaction that was accepted. */
  @Nullable Instant lastUseful;

  /**
   * @param tell has the peer told of what there is to tell
   */
  RelayPeer(Peer peer, LazyFilter known, Alarms alarms, Consumer<RelayPeer> tell) {
    this.peer = peer;
    this.known = known;
    trickle = new Wakeup(alarms, () -> tell.accept(this));
    wantsTransactions = peer.greeting().relay();
    relays =
        peer.type().relaysTransactions()
            && (wantsTransactions || peer.ourServices().has(ServiceFlags.BLOOM));
  }

  /** The id by which the two speak of a transaction. */
  TransactionId id(Txid txid, Wtxid wtxid) {
    return peer.wtxidRelay() ? wtxid : txid;
  }

  RelayInfo info() {
    return new RelayInfo(
        relays && wantsTransactions,
        filter != null,
        feeRate,
        queue.size(),
        relays ? sequence : 0,
        Optional.ofNullable(lastUseful));
  }
}
