package cairn.ledger.mempoolfile;

import cairn.ledger.Ledger;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolAnswer;
import cairn.primitives.DecodeException;
import cairn.primitives.Txid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in one file. For one thread, and one call. */
final class MempoolImport {
  private static final Logger log = LoggerFactory.getLogger(MempoolImport.class);

  /** So many transactions are on their way at a time: enough for several to be checked at once. */
  private static final int AHEAD = 200;

  private final Ledger ledger;
  private final Mempool mempool;
  private final ImportTerms terms;
  private final BooleanSupplier stopping;
  private final Deque<Offer> offers = new ArrayDeque<>();
  private final long now;
  private final long earliest;
  private int succeeded;
  private int failed;
  private int expired;
  private int alreadyThere;
  private int unbroadcast;

  MempoolImport(Ledger ledger, ImportTerms terms, BooleanSupplier stopping) {
    this.ledger = ledger;
    this.mempool = ledger.mempool();
    this.terms = terms;
    this.stopping = stopping;
    var config = ledger.config();
    var instant = config.clock().instant();
    this.now = instant.getEpochSecond();
    this.earliest = instant.minus(config.mempool().limits().expiry()).getEpochSecond();
  }

  private record Offer(Txid txid, CompletableFuture<MempoolAnswer> answer) {}

  /**
   * Takes it in.
   *
   * @return false if told to stop before the end
   */
  boolean run(MempoolReader in) throws IOException, DecodeException {
    long count = in.begin();
    log.info("Loading {} mempool transactions from file...", Long.toUnsignedString(count));
    long tenths = 0;
    for (long i = 0; i != count; i++) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      long percent = Long.divideUnsigned(100 * i, count);
      if (percent / 10 > tenths) {
        tenths = percent / 10;
        log.info(
            "Progress loading mempool transactions from file: {}% (tried {}, {} remaining)",
            percent, i, count - i);
      }
      offerNext(in);
    }
    settle(0);
    readFeeDeltas(in);
    readUnbroadcast(in);
    log.info(
        "Imported mempool transactions from file: {} succeeded, {} failed, {} expired, {} already"
            + " there, {} waiting for initial broadcast",
        succeeded,
        failed,
        expired,
        alreadyThere,
        unbroadcast);
    return true;
  }

  /** Whatever comes after what could be read, it is settled once this has failed. */
  private void offerNext(MempoolReader in) throws IOException, DecodeException {
    MempoolReader.Entry entry;
    try {
      entry = in.transaction();
    } catch (IOException | DecodeException e) {
      settle(0);
      throw e;
    }
    offer(entry);
  }

  private void offer(MempoolReader.Entry entry) {
    var transaction = entry.transaction();
    long time = terms.times() ? entry.time() : now;
    if (terms.feeDeltas() && entry.feeDelta() != 0) {
      ledger.commands().prioritise(transaction.txid(), entry.feeDelta()).join();
    }
    if (time <= earliest) {
      expired++;
      return;
    }
    offers.addLast(new Offer(transaction.txid(), ledger.commands().offer(transaction, time)));
    settle(AHEAD);
  }

  /** Waits until no more than {@code ahead} of the offers have yet to be answered. */
  private void settle(int ahead) {
    while (offers.size() > ahead) {
      var offer = offers.removeFirst();
      if (outcome(offer.answer()) instanceof MempoolAnswer.Accepted) {
        succeeded++;
      } else if (mempool.find(offer.txid()) != null) {
        alreadyThere++;
      } else {
        failed++;
      }
    }
  }

  /** Null if others have more decided on than there is room for. */
  private static @Nullable MempoolAnswer outcome(CompletableFuture<MempoolAnswer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RejectedExecutionException) {
        return null;
      }
      throw e;
    }
  }

  private void readFeeDeltas(MempoolReader in) throws IOException, DecodeException {
    for (int i = in.count(); i > 0; i--) {
      var delta = in.feeDelta();
      if (terms.feeDeltas()) {
        ledger.commands().prioritise(delta.txid(), delta.sats()).join();
      }
    }
  }

  private void readUnbroadcast(MempoolReader in) throws IOException, DecodeException {
    for (int i = in.count(); i > 0; i--) {
      var txid = in.unbroadcast();
      if (terms.unbroadcast()) {
        unbroadcast++;
        mempool.broadcast(txid);
      }
    }
  }
}
