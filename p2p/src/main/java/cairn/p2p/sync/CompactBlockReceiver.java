package cairn.p2p.sync;

import cairn.p2p.Blockchain.HeadersAnswer;
import cairn.p2p.KnownBlock;
import cairn.p2p.compact.CompactBlockReconstruction;
import cairn.p2p.compact.PartialBlock;
import cairn.p2p.compact.PartialBlock.Outcome;
import cairn.p2p.compact.TransactionSource;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Transaction;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in compact blocks (BIP 152), asks for the transactions that are missing, and falls back on
 * the whole block when that does not help. Up to three peers may be at it for the same block.
 */
final class CompactBlockReceiver {
  /** The logger of what is only of interest to those who look into compact blocks. */
  static final String DETAILS = "cairn.p2p.compact";

  private static final Logger LOG = LoggerFactory.getLogger(CompactBlockReceiver.class);
  private static final Logger DETAIL_LOG = LoggerFactory.getLogger(DETAILS);

  /** From this version of the protocol on, there are compact blocks. */
  private static final int COMPACT_VERSION = 70_014;

  /** Of blocks that are further ahead, hardly a transaction is in the pool. */
  private static final int MAX_AHEAD = 2;

  /** Few enough missing transactions to name each in the log. */
  private static final int FEW = 5;

  private final SyncSurroundings surroundings;
  private final HeaderSync headers;
  private final HeaderRequests headerRequests;
  private final BlockRequests requests;
  private final BlockIntake intake;
  private final BlockPunishment punishment;
  private final TransactionSource pool;
  private final ExtraTransactions extra;

  CompactBlockReceiver(
      SyncSurroundings surroundings,
      HeaderSync headers,
      HeaderRequests headerRequests,
      BlockRequests requests,
      BlockIntake intake,
      BlockPunishment punishment,
      TransactionSource pool,
      ExtraTransactions extra) {
    this.surroundings = surroundings;
    this.headers = headers;
    this.headerRequests = headerRequests;
    this.requests = requests;
    this.intake = intake;
    this.punishment = punishment;
    this.pool = pool;
    this.extra = extra;
  }

  /** Tells a new peer that compact blocks are given and taken, but none without being asked for. */
  void ready(SyncPeer peer) {
    if (peer.peer().commonVersion() >= COMPACT_VERSION) {
      surroundings.send(peer.peer(), new SendCmpct(0, HighBandwidthPeers.VERSION));
    }
  }

  /** The peer says how it wants it. */
  void agree(SyncPeer peer, SendCmpct terms) {
    if (terms.announce() > 1) {
      surroundings.discipline().misbehaving(peer.peer(), "invalid sendcmpct announce field");
    } else if (terms.version() == HighBandwidthPeers.VERSION) {
      peer.compact().provides = true;
      peer.compact().wantsUnasked = terms.announce() == 1;
    }
  }

  /** A compact block has come: as far as its header is concerned, it is as headers are. */
  void received(SyncPeer peer, CmpctBlock compact) {
    if (isUnwelcome(peer)) {
      return;
    }
    var chain = surroundings.chain();
    var header = compact.header();
    var previous = chain.find(header.previous());
    if (previous == null) {
      if (!chain.isInitialBlockDownload()) {
        headerRequests.ask(peer, chain.bestHeader());
      }
      return;
    }
    var work = previous.work().add(HeaderChecks.work(header));
    if (work.compareTo(surroundings.workToStore()) < 0) {
      LOG.debug("Ignoring low-work compact block from peer {}", peer.peer().id());
      return;
    }
    boolean isNew = chain.find(header.hash()) == null;
    peer.peer().awaitAnswer();
    chain.submitHeaders(
        List.of(header),
        true,
        answer -> {
          peer.peer().answered();
          switch (answer) {
            case HeadersAnswer.Refused(var fault, _) ->
                punishment.punish(peer.peer(), fault, true, "invalid header via cmpctblock");
            case HeadersAnswer.Accepted(var block) -> {
              if (surroundings.peers().isHere(peer)) {
                if (isNew) {
                  headers.sawNew(peer, block, "cmpctblock ");
                }
                headers.announced(peer, block, isNew);
                take(peer, compact, block);
              }
            }
          }
        });
  }

  private boolean isUnwelcome(SyncPeer peer) {
    var why =
        surroundings.chain().isImporting()
            ? "even though we are still loading blocks!"
            : surroundings.options().blocksOnly()
                ? "even though we are blocksonly!"
                : peer.compact().provides ? "" : "despite never having sent us a SENDCMPCT!";
    if (!why.isEmpty()) {
      DETAIL_LOG.debug("{} sent us a compact block {}", peer.peer(), why);
    }
    return !why.isEmpty();
  }

  private void take(SyncPeer peer, CmpctBlock compact, KnownBlock block) {
    var own = BlockRequests.find(block.hash(), peer);
    if (block.hasData() || (own == null && intake.isBeingChecked(block.hash()))) {
      return;
    }
    if (own == null && !peer.compact().sendsUnasked) {
      DETAIL_LOG.debug(
          "{}, not marked as high-bandwidth, sent us an unsolicited compact block!", peer.peer());
      return;
    }
    var tip = surroundings.chain().tip();
    boolean isBetter = block.work().compareTo(tip.work()) > 0;
    // A block that was here before and pruned since is not put together from the pool.
    if (!isBetter || block.hasAllData()) {
      if (own != null) {
        askWhole(peer, block.hash());
      }
    } else if (requests.isRequested(block.hash()) || surroundings.isNearEnd()) {
      if (block.height() <= tip.height() + MAX_AHEAD) {
        reconstruct(peer, compact, block);
      } else if (own != null) {
        askWhole(peer, block.hash());
      } else {
        headers.received(peer, List.of(compact.header()), true);
      }
    }
  }

  private void reconstruct(SyncPeer peer, CmpctBlock compact, KnownBlock block) {
    var own = BlockRequests.find(block.hash(), peer);
    boolean hasRoom =
        requests.of(block.hash()).size() < BlockRequests.MAX_PER_BLOCK
            && peer.download().requests.size() < RequestLimit.LEAST;
    if (own == null && !hasRoom) {
      reconstructAtOnce(peer, compact, block.hash());
      return;
    }
    var request = own == null ? requests.add(peer, block) : own;
    if (request.isCompact) {
      LOG.debug("Peer sent us compact block we were already syncing!");
      return;
    }
    request.isCompact = true;
    switch (start(compact, block.hash())) {
      case Outcome.Partial(var partial) -> {
        request.partial = partial;
        complete(request, partial);
      }
      case Outcome.Failed _ -> askWholeIfFirst(request);
      default -> {
        requests.giveUp(block.hash(), peer);
        surroundings.discipline().misbehaving(peer.peer(), "invalid compact block");
      }
    }
  }

  private Outcome start(CmpctBlock compact, BlockHash hash) {
    DETAIL_LOG.debug("Initializing PartiallyDownloadedBlock for block {} using a cmpctblock", hash);
    return CompactBlockReconstruction.start(compact, pool, extra.all());
  }

  private void complete(BlockRequest request, PartialBlock partial) {
    var hash = request.block.hash();
    if (partial.missing().isEmpty()) {
      received(request.from, new BlockTxn(hash, List.of()));
    } else if (isFirst(request) || mayAskBesides(request)) {
      surroundings.send(request.from.peer(), new GetBlockTxn(hash, partial.missing()));
    } else {
      requests.giveUp(hash, request.from); // others are at it
    }
  }

  private boolean isFirst(BlockRequest request) {
    return requests.of(request.block.hash()).getFirst() == request;
  }

  /**
   * Whether the peer may be asked for what is missing though another one was before. The last place
   * is kept for a peer of this node's own choice, if there is none yet: inbound peers that an
   * attacker has made could take all places, and keep everything waiting.
   */
  private boolean mayAskBesides(BlockRequest request) {
    var all = requests.of(request.block.hash());
    return request.from.compact().sendsUnasked
        && (all.size() < BlockRequests.MAX_PER_BLOCK
            || all.stream().anyMatch(each -> !each.from.peer().type().isInbound()));
  }

  /** There is no place left for a request, but perhaps nothing is missing. */
  private void reconstructAtOnce(SyncPeer peer, CmpctBlock compact, BlockHash hash) {
    if (start(compact, hash) instanceof Outcome.Partial(var partial)
        && partial.missing().isEmpty()
        && fill(partial, List.of()) instanceof Outcome.Complete(var block)) {
      intake.submit(peer, block, true, true);
    }
  }

  /** The transactions have come that a compact block lacks. */
  void received(SyncPeer peer, BlockTxn message) {
    if (surroundings.chain().isImporting()) {
      LOG.debug("Unexpected blocktxn message received from peer {}", peer.peer().id());
      return;
    }
    var hash = message.block();
    var request = BlockRequests.find(hash, peer);
    if (request == null || !request.isCompact) {
      LOG.debug(
          "Peer {} sent us block transactions for block we weren't expecting", peer.peer().id());
      return;
    }
    var partial = request.partial;
    if (partial == null) {
      requests.giveUp(hash, peer);
      surroundings
          .discipline()
          .misbehaving(peer.peer(), "previous compact block reconstruction attempt failed");
      return;
    }
    request.partial = null;
    switch (fill(partial, message.transactions())) {
      case Outcome.Complete(var block) -> {
        requests.remove(hash, peer);
        // It is wanted even if it were on another branch by now: it was worth its work.
        intake.submit(peer, block, true, true);
      }
      case Outcome.Failed _ -> askWholeIfFirst(request);
      default -> {
        requests.giveUp(hash, peer);
        surroundings
            .discipline()
            .misbehaving(peer.peer(), "invalid compact block/non-matching block transactions");
      }
    }
  }

  private Outcome fill(PartialBlock partial, List<Transaction> found) {
    var outcome = partial.fill(found, this::isMutated);
    if (outcome instanceof Outcome.Complete && DETAIL_LOG.isDebugEnabled()) {
      logSuccess(partial, found);
    }
    return outcome;
  }

  private boolean isMutated(Block block) {
    var chain = surroundings.chain();
    var previous = chain.find(block.header().previous());
    return previous == null
        || chain.mutation(block, surroundings.hasSegwit(previous.height() + 1)).isPresent();
  }

  private static void logSuccess(PartialBlock partial, List<Transaction> found) {
    DETAIL_LOG.debug(
        "Successfully reconstructed block {} with {} txn prefilled, {} txn from mempool (incl at"
            + " least {} from extra pool) and {} txn ({} bytes) requested",
        partial.hash(),
        partial.prefilled(),
        partial.known(),
        partial.fromExtra(),
        found.size(),
        found.stream().mapToInt(Transaction::totalSize).sum());
    if (found.size() < FEW) {
      for (var transaction : found) {
        DETAIL_LOG.debug(
            "Reconstructed block {} required tx {}", partial.hash(), transaction.txid());
      }
    }
  }

  /** Two transactions look alike: the whole block helps, if no other peer is to send it already. */
  private void askWholeIfFirst(BlockRequest request) {
    var hash = request.block.hash();
    if (isFirst(request)) {
      askWhole(request.from, hash);
    } else {
      requests.giveUp(hash, request.from);
      LOG.debug(
          "Peer {} sent us a compact block but it failed to reconstruct, waiting on first download"
              + " to complete",
          request.from.peer().id());
    }
  }

  private void askWhole(SyncPeer peer, BlockHash hash) {
    surroundings.send(peer.peer(), new GetData(List.of(new BlockItem(peer.blockType(), hash))));
  }
}
