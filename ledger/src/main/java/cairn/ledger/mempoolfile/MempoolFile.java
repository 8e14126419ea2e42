package cairn.ledger.mempoolfile;

import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolEntry;
import cairn.ledger.store.DiskSync;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code mempool.dat} of a ledger: writes the mempool into it, and takes in what such a
 * file has. Thread-safe.
 */
public final class MempoolFile {
  private static final Logger log = LoggerFactory.getLogger(MempoolFile.class);
  private static final String NAME = "mempool.dat";

  private final Ledger ledger;
  private final Mempool mempool;
  private final Path path;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether to give up taking in files
   */
  public MempoolFile(Ledger ledger, BooleanSupplier stopping) {
    this.ledger = ledger;
    this.mempool = ledger.mempool();
    this.path = ledger.config().directory().resolve(NAME);
    this.stopping = stopping;
  }

  /** The mempool as of one moment. */
  private record Content(
      List<? extends MempoolEntry> entries, Map<Txid, Long> feeDeltas, TreeSet<Txid> unbroadcast) {
    static Content of(Mempool mempool) {
      return mempool.reading(view -> {
        var feeDeltas = new TreeMap<Txid, Long>(Hash256.WIRE_ORDER);
        feeDeltas.putAll(mempool.prioritisations());
        var unbroadcast = new TreeSet<Txid>(Hash256.WIRE_ORDER);
        unbroadcast.addAll(mempool.unbroadcast());
        return new Content(view.inMiningOrder(), feeDeltas, unbroadcast);
      });
    }
  }

  /**
   * Takes in what the last run has written, if that is wanted, and says that the mempool is loaded
   * then, whatever came of it. It takes as long as checking all those transactions does.
   */
  public void restore() {
    if (ledger.config().mempool().persists()) {
      var _ = load(path, ImportTerms.ALL);
    }
    if (!stopping.getAsBoolean()) {
      mempool.markLoaded();
    }
  }

  /** Writes the file before the node ends, if that is wanted, and nothing would be lost by it. */
  public void saveAtEnd() {
    if (ledger.config().mempool().persists() && mempool.isLoaded()) {
      try {
        save();
      } catch (IOException e) {
        log.info("Failed to dump mempool: {}. Continuing anyway.", e.toString());
      }
    }
  }

  /**
   * Writes the mempool into the file. The old file is there until the new one is complete.
   *
   * @return where it is
   */
  public synchronized Path save() throws IOException {
    long start = System.nanoTime();
    var content = Content.of(mempool);
    long copied = System.nanoTime();
    var unfinished = path.resolveSibling(NAME + ".new");
    long length;
    try (var out = new MempoolWriter(unfinished)) {
      write(content, out);
      length = out.finish();
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    DiskSync.directoryOf(path);
    log.info(
        "Dumped mempool: {}s to copy, {}s to dump, {} bytes dumped to file",
        seconds(copied - start),
        seconds(System.nanoTime() - copied),
        length);
    return path;
  }

  private void write(Content content, MempoolWriter out) throws IOException {
    if (ledger.config().mempool().plainFile()) {
      out.plain();
    } else {
      var key = new byte[Long.BYTES];
      new SecureRandom().nextBytes(key);
      out.obfuscated(key);
    }
    var others = content.feeDeltas();
    log.info("Writing {} mempool transactions to file...", content.entries().size());
    out.transactions(content.entries().size());
    for (var entry : content.entries()) {
      var transaction = entry.transaction();
      var delta = others.remove(transaction.txid());
      out.transaction(transaction, entry.time(), delta == null ? 0 : delta);
    }
    out.count(others.size());
    for (var other : others.entrySet()) {
      out.feeDelta(other.getKey(), other.getValue());
    }
    log.info("Writing {} unbroadcast transactions to file.", content.unbroadcast().size());
    out.count(content.unbroadcast().size());
    for (var txid : content.unbroadcast()) {
      out.unbroadcast(txid);
    }
  }

  /**
   * Offers to the mempool what a file has.
   *
   * @param terms what of it is believed
   * @return whether all of the file was read; otherwise the log says why not
   */
  public boolean load(Path file, ImportTerms terms) {
    try (var in = new MempoolReader(file)) {
      try {
        return new MempoolImport(ledger, terms, stopping).run(in);
      } catch (DecodeException e) {
        log.info(
            "Failed to deserialize mempool data on file: it cannot be read from byte {} on."
                + " Continuing anyway.",
            in.offset());
      }
    } catch (NoSuchFileException e) {
      log.info("Failed to open mempool file. Continuing anyway.");
    } catch (IOException e) {
      log.info("Failed to open mempool file: {}. Continuing anyway.", e.toString());
    } catch (CompletionException e) {
      throwUnlessClosing(e);
    }
    return false;
  }

  private static void throwUnlessClosing(CompletionException e) {
    if (!(e.getCause() instanceof LedgerClosedException)
        && !(e.getCause() instanceof RejectedExecutionException)) {
      throw e;
    }
  }

  private static String seconds(long nanos) {
    return "%.3f".formatted(nanos / 1e9);
  }
}
