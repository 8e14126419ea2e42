package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks peers for all their headers: a single one at first, since they all have the same to send,
 * one more whenever nobody has brought anything new for some seconds, since that one may be silent
 * or have nothing, and every one once the best header is of the last day.
 */
final class HeaderStart {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderStart.class);

  private static final Duration RECENT = Duration.ofHours(24);

  /** A peer that has brought nothing new for so long is not relied on any more. */
  private static final Duration PROMPTLY = Duration.ofSeconds(5);

  /**
   * A peer that has not answered for so long is parted with if others have answered. An answer is
   * 160 kilobytes, so an honest one is not that slow.
   */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /**
   * So many peers at most show at a time that their branches have enough work, which takes a minute
   * or two, and 150 megabytes, with each.
   */
  private static final int MOST_IN_PRESYNC = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration PATIENCE_PER_HEADER = Duration.ofMillis(1);

  /** From this version of the protocol on, a peer may announce blocks by headers (BIP 130). */
  private static final int SENDHEADERS_VERSION = 70_012;

  private final SyncSurroundings surroundings;
  private final HeaderRequests requests;

  HeaderStart(SyncSurroundings surroundings, HeaderRequests requests) {
    this.surroundings = surroundings;
    this.requests = requests;
  }

  /**
   * Tells the peer that it may announce blocks by headers, but not while all its headers are being
   * got: it could not be told then which ones were asked for.
   */
  void maybePreferHeaders(SyncPeer peer) {
    var best = peer.chain().best();
    if (!peer.headers().sentSendHeaders
        && peer.peer().commonVersion() >= SENDHEADERS_VERSION
        && best != null
        && best.work().compareTo(surroundings.minimumWork()) > 0) {
      surroundings.send(peer.peer(), new SendHeaders());
      peer.headers().sentSendHeaders = true;
    }
  }

  /**
   * Asks the peer for its headers, if it is its turn.
   *
   * @param mayServe whether the peer is one to get the chain from
   */
  void maybeStart(SyncPeer peer, boolean mayServe) {
    var state = peer.headers();
    var chain = surroundings.chain();
    if (state.started || !peer.servesBlocks() || chain.isImporting()) {
      return;
    }
    var best = chain.bestHeader();
    if (!isRecent(best) && (!mayServe || isAnybodyAtIt())) {
      return;
    }
    // From the one before the best on, so that a peer that has the same chain has something to send
    var previous = best.previous();
    var start = previous == null ? best : previous;
    if (requests.ask(peer, start)) {
      LOG.debug("initial getheaders ({}) to {}", start.height(), peer.peer());
      state.started = true;
      state.startedFrom = best;
      state.progressAt = surroundings.now();
      state.deadline = deadline(best);
    }
  }

  private boolean isAnybodyAtIt() {
    var promptly = surroundings.now().minus(PROMPTLY);
    int inPresync = 0;
    for (var peer : surroundings.peers().all()) {
      var state = peer.headers();
      if (state.started && !state.progressAt.isBefore(promptly)) {
        return true;
      }
      inPresync += state.lowWork == null ? 0 : 1;
    }
    return inPresync >= MOST_IN_PRESYNC;
  }

  private Instant deadline(KnownBlock best) {
    var now = surroundings.now();
    var age = Duration.between(Instant.ofEpochSecond(best.time()), now);
    long expected = age.dividedBy(surroundings.targetSpacing());
    return now.plus(PATIENCE).plus(PATIENCE_PER_HEADER.multipliedBy(expected));
  }

  /**
   * Parts with the peer if its headers take too long, and others could be asked instead.
   *
   * @return whether the peer was dropped
   */
  boolean dropIfSlow(SyncPeer peer) {
    var state = peer.headers();
    if (!state.started || state.deadline == null) {
      return false;
    }
    if (isSilent(state) && areOthersAhead(state) && !peer.isTrusted()) {
      surroundings.discipline().abandon(peer.peer(), "Timeout downloading headers");
      return true;
    }
    if (isRecent(surroundings.chain().bestHeader())) {
      state.deadline = null;
      return false;
    }
    int others = surroundings.peers().preferred() - (peer.isPreferred() ? 1 : 0);
    boolean isAlone = started() == 1 || isSilent(state);
    if (!surroundings.now().isAfter(state.deadline) || !isAlone || others == 0) {
      return false;
    }
    if (!peer.isTrusted()) {
      surroundings.discipline().abandon(peer.peer(), "Timeout downloading headers");
      return true;
    }
    LOG.info("Timeout downloading headers from noban peer, not disconnecting {}", peer.peer());
    state.started = false;
    state.deadline = null;
    return false;
  }

  /** Whether the peer has not answered for long. */
  private boolean isSilent(HeaderState state) {
    return state.askedAt != null && state.askedAt.isBefore(surroundings.now().minus(SILENCE));
  }

  /** Whether somebody else has brought headers since the peer was asked. */
  private boolean areOthersAhead(HeaderState state) {
    return state.startedFrom != null
        && surroundings.chain().bestHeader().work().compareTo(state.startedFrom.work()) > 0;
  }

  private long started() {
    return surroundings.peers().all().stream().filter(peer -> peer.headers().started).count();
  }

  private boolean isRecent(KnownBlock block) {
    return Instant.ofEpochSecond(block.time()).isAfter(surroundings.now().minus(RECENT));
  }
}
