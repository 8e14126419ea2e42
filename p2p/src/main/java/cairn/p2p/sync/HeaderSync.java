package cairn.p2p.sync;

import cairn.p2p.BlockFault;
import cairn.p2p.Blockchain.HeadersAnswer;
import cairn.p2p.KnownBlock;
import cairn.p2p.wire.ChainMessage;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Takes in the headers that peers send, and the names of blocks whose headers are to be got. */
final class HeaderSync {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderSync.class);

  /** Short branches may have many blocks for little work, on test networks for one. */
  private static final int FLOOD = 20_000;

  private final SyncSurroundings surroundings;
  private final HeaderRequests requests;
  private final HeadersUnderWay underWay;
  private final LaggingPeers lagging;
  private final BlockPunishment punishment;
  private final PresyncReports reports;
  private final BiConsumer<SyncPeer, KnownBlock> accepted;
  private final Runnable changed;
  private final Consumer<SyncPeer> dealtWith;
  private @Nullable BlockHash lastEarlyInventory;

  /** The last good header that came alone, and its hash. */
  private @Nullable BlockHeader lastChecked;

  private List<BlockHash> lastHashes = List.of();

  /**
   * @param accepted is told what a peer's headers end with that were accepted
   * @param changed called after that if a header was new: others may have something to do
   * @param dealtWith called then with the peer, if it is still there
   */
  HeaderSync(
      SyncSurroundings surroundings,
      HeaderRequests requests,
      HeadersUnderWay underWay,
      LaggingPeers lagging,
      BlockPunishment punishment,
      BiConsumer<SyncPeer, KnownBlock> accepted,
      Runnable changed,
      Consumer<SyncPeer> dealtWith) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.underWay = underWay;
    this.lagging = lagging;
    this.punishment = punishment;
    this.reports = new PresyncReports(surroundings.chain());
    this.accepted = accepted;
    this.changed = changed;
    this.dealtWith = dealtWith;
  }

  void closed(SyncPeer peer) {
    reports.forget(peer.peer().id());
  }

  /** The peer has named a block that nobody was asked for and whose header is not known. */
  void named(SyncPeer peer, BlockItem item) {
    var state = peer.headers();
    boolean early = !state.started;
    // Before all headers of some peer are here, one more peer for each new block is asked for its
    // headers: should the first be slow that helps, and if it is not it does not cost much.
    if (early && (state.askedEarly || item.hash().equals(lastEarlyInventory))) {
      return;
    }
    var best = surroundings.chain().bestHeader();
    if (requests.ask(peer, best)) {
      LOG.debug("getheaders ({}) {} to {}", best.height(), item.hash(), peer.peer());
    }
    if (early) {
      state.askedEarly = true;
      lastEarlyInventory = item.hash();
    }
  }

  /**
   * Takes in headers.
   *
   * @param viaCompactBlock whether it is the header of a compact block, which may be sent on before
   *     the block has been checked
   */
  void received(SyncPeer peer, List<BlockHeader> headers, boolean viaCompactBlock) {
    var state = peer.headers();
    if (headers.isEmpty()) {
      stopLowWork(peer);
      state.askedAt = null; // nothing is announced by no header, so this is an answer
      return;
    }
    boolean isRepeated = headers.size() == 1 && headers.getFirst().equals(lastChecked);
    var hashes = isRepeated ? lastHashes : hashes(headers);
    if (!isRepeated) {
      var fault = HeaderChecks.fault(headers, hashes, surroundings.easiestTarget());
      if (fault.isPresent()) {
        surroundings.discipline().misbehaving(peer.peer(), fault.get());
        return;
      }
      if (headers.size() == 1) {
        lastChecked = headers.getFirst(); // all peers announce the same
        lastHashes = hashes;
      }
    }
    boolean full = headers.size() == ChainMessage.MAX_HEADERS;
    var sync = state.lowWork;
    if (sync != null) {
      var progress = goOn(peer, sync, headers, hashes, full);
      if (progress.accepted()) {
        if (!progress.believed().isEmpty()) {
          // Their work is known, so nothing is left to be asked but whether they keep the rules.
          var believed = progress.believed();
          var last = believed.getLast().hash();
          submit(peer, believed, last, full && !progress.goesOn(), full, viaCompactBlock);
        }
        return;
      }
    }
    connect(peer, headers, hashes, full, viaCompactBlock);
  }

  private static List<BlockHash> hashes(List<BlockHeader> headers) {
    var hashes = new ArrayList<BlockHash>(headers.size());
    headers.forEach(header -> hashes.add(header.hash()));
    return hashes;
  }

  private void connect(
      SyncPeer peer,
      List<BlockHeader> headers,
      List<BlockHash> hashes,
      boolean full,
      boolean viaCompactBlock) {
    var chain = surroundings.chain();
    var start = chain.find(headers.getFirst().previous());
    if (start == null) {
      unconnected(peer, headers.getFirst(), hashes);
      return;
    }
    peer.headers().askedAt = null;
    var lastKnown = chain.find(hashes.getLast());
    boolean costsNothing =
        lastKnown != null
            && (lastKnown.isAncestorOf(chain.bestHeader()) || chain.isActive(lastKnown));
    if (!costsNothing && !peer.isTrusted() && !hasWork(peer, start, headers, hashes, full)) {
      return;
    }
    if (lastKnown != null && !lastKnown.isFailed() && !underWay.contains(lastKnown.hash())) {
      accepted(peer, lastKnown, false, full, full); // as most are: each peer announces each block
      return;
    }
    submit(peer, headers, hashes.getLast(), full, full, viaCompactBlock);
  }

  /**
   * Headers that follow what is not known: perhaps a new block is announced, and those before it
   * were missed.
   */
  private void unconnected(SyncPeer peer, BlockHeader first, List<BlockHash> hashes) {
    var best = surroundings.chain().bestHeader();
    if (requests.ask(peer, best)) {
      LOG.debug(
          "received header {}: missing prev block {}, sending getheaders ({}) to end ({})",
          hashes.getFirst(),
          first.previous(),
          best.height(),
          peer.peer());
    }
    peer.chain().announced(hashes.getLast(), surroundings.chain());
  }

  /**
   * Whether the headers belong to a branch worth storing; if that is not known, it is found out.
   */
  private boolean hasWork(
      SyncPeer peer,
      KnownBlock start,
      List<BlockHeader> headers,
      List<BlockHash> hashes,
      boolean full) {
    var required = surroundings.workToStore();
    if (start.work().add(HeaderChecks.work(headers)).compareTo(required) >= 0) {
      return true;
    }
    if (full) {
      var sync =
          new LowWorkSync(peer.peer(), surroundings.chain(), start, required, surroundings.base());
      peer.headers().lowWork = sync;
      goOn(peer, sync, headers, hashes, true);
    } else {
      LOG.debug(
          "Ignoring low-work chain (height={}) from {}",
          start.height() + headers.size(),
          peer.peer());
    }
    return false;
  }

  private LowWorkSync.Progress goOn(
      SyncPeer peer,
      LowWorkSync sync,
      List<BlockHeader> headers,
      List<BlockHash> hashes,
      boolean full) {
    var progress = sync.take(headers, hashes, full);
    if (progress.accepted()) {
      peer.headers().askedAt = null;
    }
    if (progress.goesOn()) {
      var locator = sync.locator();
      requests.ask(peer, locator);
      LOG.debug("more getheaders (from {}) to {}", locator.getFirst(), peer.peer());
      reports.update(peer.peer().id(), sync);
    } else {
      stopLowWork(peer);
    }
    if (!progress.goesOn() && sync.presyncTime().isPresent()) {
      dropIfUseless(peer);
    } else if (isFlood(sync)) {
      stopLowWork(peer);
      surroundings
          .discipline()
          .drop(
              peer.peer(),
              "headers without work beyond those of the best chain (height=%d)"
                  .formatted(sync.presyncedHeight()));
    }
    return progress;
  }

  /**
   * Whether a branch without work is longer than the best chain and its own beginning together, and
   * by far. No chain that could become the best one is: for it to have more blocks, each with less
   * work, the whole network would have had to mine with less power for as long as it exists.
   */
  private boolean isFlood(LowWorkSync sync) {
    var best = surroundings.chain().bestHeader();
    return sync.presyncTime().isPresent()
        && best.work().compareTo(surroundings.minimumWork()) >= 0
        && sync.presyncedHeight() - sync.startHeight() > best.height() + FLOOD;
  }

  private void stopLowWork(SyncPeer peer) {
    peer.headers().lowWork = null;
    reports.forget(peer.peer().id());
  }

  /**
   * @param lastHash of the last of the headers
   * @param more whether the peer is to be asked for what follows
   * @param full whether the peer may have more
   */
  private void submit(
      SyncPeer peer,
      List<BlockHeader> headers,
      BlockHash lastHash,
      boolean more,
      boolean full,
      boolean viaCompactBlock) {
    boolean isNew = surroundings.chain().find(lastHash) == null;
    var handedOver = isNew ? underWay.add(headers) : List.<BlockHash>of();
    peer.peer().awaitAnswer();
    surroundings
        .chain()
        .submitHeaders(
            headers,
            true,
            answer -> {
              peer.peer().answered();
              underWay.remove(handedOver);
              if (surroundings.peers().isHere(peer)) {
                switch (answer) {
                  case HeadersAnswer.Accepted(var last) -> accepted(peer, last, isNew, more, full);
                  case HeadersAnswer.Refused(var fault, var reason) ->
                      refused(peer, fault, reason, viaCompactBlock);
                }
              }
              if (isNew) {
                changed.run();
              }
              if (surroundings.peers().isHere(peer)) {
                dealtWith.accept(peer);
              }
            });
  }

  private void refused(SyncPeer peer, BlockFault fault, String reason, boolean viaCompactBlock) {
    if (fault == BlockFault.KNOWN_INVALID && !peer.peer().type().isInbound()) {
      LOG.warn(
          "{} (received from {}). If this happens with all peers, consider database corruption"
              + " (that -reindex may fix) or a potential consensus incompatibility.",
          reason,
          peer.peer());
    }
    punishment.punish(peer.peer(), fault, viaCompactBlock, "invalid header received");
  }

  private void accepted(SyncPeer peer, KnownBlock last, boolean isNew, boolean more, boolean full) {
    if (isNew) {
      peer.headers().progressAt = surroundings.now();
      peer.headers().startedFrom = last; // should the peer fall silent now, others were no better
      sawNew(peer, last, "");
    }
    if (more && requests.ask(peer, last)) {
      LOG.debug("more getheaders ({}) to end to {}", last.height(), peer.peer());
    }
    announced(peer, last, isNew);
    if (!full && !peer.chain().hasWork(surroundings.minimumWork()) && dropIfUseless(peer)) {
      return;
    }
    lagging.maybeProtect(peer);
    accepted.accept(peer, last);
  }

  /**
   * Parts with a peer of this node's own choice whose whole chain has too little work, as long as
   * this node needs a better one.
   *
   * @return whether it was dropped
   */
  private boolean dropIfUseless(SyncPeer peer) {
    boolean isUseless =
        surroundings.chain().isInitialBlockDownload()
            && peer.peer().type().isOutboundOrBlockRelay();
    if (isUseless) {
      surroundings
          .discipline()
          .abandon(peer.peer(), "outbound peer headers chain has insufficient work");
    }
    return isUseless;
  }

  /** Notes that the peer has a block, whose header was not known before if it {@code isNew}. */
  void announced(SyncPeer peer, KnownBlock block, boolean isNew) {
    var chain = surroundings.chain();
    peer.chain().announced(block.hash(), chain);
    if (isNew && block.work().compareTo(chain.tip().work()) > 0) {
      peer.lag().lastAnnouncement = surroundings.now();
    }
  }

  /** Logs who was the first to know of a block. */
  void sawNew(SyncPeer peer, KnownBlock block, String kind) {
    var level = surroundings.chain().isInitialBlockDownload() ? Level.DEBUG : Level.INFO;
    LOG.atLevel(level)
        .log(
            "Saw new {}header hash={} height={} {}",
            kind,
            block.hash(),
            block.height(),
            peer.peer());
  }
}
