package cairn.node.peers;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Retargeting;
import cairn.ledger.rules.Verdict;
import cairn.p2p.BlockFault;
import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The block chain as peers know it, which is the ledger's. Belongs to the thread of the peers; what
 * takes time is answered there, later.
 *
 * <p>If the ledger is closed meanwhile there are no answers, as there will be no peers either.
 */
public final class LedgerBlockchain implements Blockchain {
  private final Ledger ledger;
  private final Executor peers;
  private final Executor readers;
  private final HeadersProgress progress;

  /** Has come when the block that was submitted last is answered. */
  private CompletableFuture<Void> lastBlock = CompletableFuture.completedFuture(null);

  /**
   * @param peers the thread of the peers
   * @param readers threads that may wait for the disk
   */
  public LedgerBlockchain(Ledger ledger, Executor peers, Executor readers) {
    this.ledger = ledger;
    this.peers = peers;
    this.readers = readers;
    this.progress = new HeadersProgress(ledger);
  }

  @Override
  public KnownBlock tip() {
    return new LedgerBlock(ledger.chain().tip());
  }

  @Override
  public KnownBlock bestHeader() {
    return new LedgerBlock(ledger.index().bestHeader());
  }

  @Override
  public @Nullable KnownBlock find(BlockHash hash) {
    return LedgerBlock.of(ledger.index().find(hash));
  }

  @Override
  public @Nullable KnownBlock at(int height) {
    return LedgerBlock.of(ledger.chain().at(height));
  }

  @Override
  public KnownBlock fork(KnownBlock block) {
    return new LedgerBlock(ledger.chain().fork(LedgerBlock.indexed(block)));
  }

  @Override
  public Optional<History> history() {
    return ledger
        .snapshot()
        .flatMap(snapshot -> {
          var verified = snapshot.history();
          return verified == null
              ? Optional.empty()
              : Optional.of(
                  new History(
                      new LedgerBlock(verified.fork(snapshot.base())),
                      new LedgerBlock(snapshot.base())));
        });
  }

  @Override
  public boolean isInitialBlockDownload() {
    return ledger.state().isInitialBlockDownload();
  }

  @Override
  public boolean isImporting() {
    return ledger.state().isImporting() || ledger.state().isReindexing();
  }

  @Override
  public boolean permitsTransition(int height, long oldBits, long newBits) {
    var proofOfWork = ledger.config().network().consensus().proofOfWork();
    return Retargeting.permits(height, oldBits, newBits, proofOfWork);
  }

  @Override
  public Optional<String> mutation(Block block, boolean witnesses) {
    return BlockContents.unmutated(block, witnesses) instanceof Verdict.Invalid why
        ? Optional.of(why.toString())
        : Optional.empty();
  }

  @Override
  public void presynchronized(int height, long time) {
    progress.seen(height, time);
  }

  @Override
  public void settle(Runnable settled) {
    var _ = ledger.commands().settle().thenRunAsync(settled, peers);
  }

  @Override
  public void submitHeaders(
      List<BlockHeader> headers, boolean workIsEnough, Consumer<HeadersAnswer> answer) {
    var _ =
        ledger
            .commands()
            .submitHeaders(headers, workIsEnough)
            .thenAcceptAsync(became -> answer.accept(inPeersWords(became)), peers);
  }

  private HeadersAnswer inPeersWords(cairn.ledger.HeadersAnswer answer) {
    if (answer.verdict() instanceof Verdict.Invalid why) {
      return new HeadersAnswer.Refused(fault(why), why.toString());
    }
    var last = answer.accepted().getLast();
    if (answer.newCount() > 0 && last.equals(ledger.index().bestHeader())) {
      progress.stored(last);
    }
    return new HeadersAnswer.Accepted(new LedgerBlock(last));
  }

  @Override
  public boolean hasRoom() {
    return ledger.commands().hasRoom();
  }

  /** Answers come in the order of the blocks, so that those about one peer's do. */
  @Override
  public void submitBlock(
      Block block, boolean requested, boolean workIsEnough, Consumer<BlockAnswer> answer) {
    lastBlock =
        ledger
            .commands()
            .submitBlock(block, requested, workIsEnough)
            .thenCombine(lastBlock, (became, _) -> inPeersWords(became))
            .thenAcceptAsync(answer, peers);
  }

  private static BlockAnswer inPeersWords(cairn.ledger.BlockAnswer answer) {
    return switch (answer) {
      case cairn.ledger.BlockAnswer.Accepted(var block, var isNew) ->
          new BlockAnswer.Accepted(new LedgerBlock(block), isNew);
      case cairn.ledger.BlockAnswer.Ignored _ -> new BlockAnswer.Ignored();
      case cairn.ledger.BlockAnswer.Dropped _ -> new BlockAnswer.Ignored();
      case cairn.ledger.BlockAnswer.Refused(var why, _) -> refused(why);
    };
  }

  static BlockAnswer.Refused refused(Verdict.Invalid why) {
    return new BlockAnswer.Refused(fault(why), why.toString());
  }

  private static BlockFault fault(Verdict.Invalid why) {
    return switch (why.reason().fault()) {
      case CONSENSUS -> BlockFault.CONSENSUS;
      case HEADER -> BlockFault.INVALID_HEADER;
      case MUTATED -> BlockFault.MUTATED;
      case TOO_EARLY -> BlockFault.TIME_FUTURE;
      case MISSING_PREVIOUS -> BlockFault.MISSING_PREVIOUS;
      case INVALID_PREVIOUS -> BlockFault.INVALID_PREVIOUS;
      case KNOWN_INVALID -> BlockFault.KNOWN_INVALID;
      case LOW_WORK -> BlockFault.LOW_WORK;
    };
  }

  @Override
  public void readBlock(KnownBlock block, boolean witness, Consumer<Optional<Bytes>> answer) {
    read(block, witness ? ledger.blocks()::bytes : this::withoutWitness, answer);
  }

  @Override
  public void loadBlock(KnownBlock block, Consumer<Optional<Block>> answer) {
    read(block, ledger.blocks()::block, answer);
  }

  /** Reads something of a block. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(IndexedBlock block) throws BlockUnavailableException;
  }

  private <T> void read(KnownBlock block, Reading<T> reading, Consumer<Optional<T>> answer) {
    readers.execute(() -> {
      Optional<T> found;
      try {
        found = Optional.of(reading.read(LedgerBlock.indexed(block)));
      } catch (BlockUnavailableException e) {
        found = Optional.empty();
      }
      var result = found;
      peers.execute(() -> answer.accept(result));
    });
  }

  /** The block as it goes to those who have not heard of BIP 144. */
  private Bytes withoutWitness(IndexedBlock indexed) throws BlockUnavailableException {
    var block = ledger.blocks().block(indexed);
    var out = new ByteWriter(block.totalSize());
    block.header().write(out);
    out.compactSize(block.transactions().size());
    block.transactions().forEach(each -> out.bytes(each.serializedWithoutWitness()));
    return out.toBytes();
  }
}
