package cairn.ledger.fees;

import cairn.ledger.store.DiskSync;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file in which what was learnt of fees is kept. Thread-safe. */
public final class FeeEstimatesFile {
  private static final Logger log = LoggerFactory.getLogger(FeeEstimatesFile.class);

  /** Older ones are not believed: fees are others by now. */
  private static final Duration MAX_AGE = Duration.ofHours(60);

  /** Longer than any that can be read. */
  private static final long MAX_BYTES = 32 << 20;

  private final Path path;
  private final FeeEstimator estimator;

  /**
   * @param directory the network's
   */
  public FeeEstimatesFile(Path directory, FeeEstimator estimator) {
    this.path = directory.resolve("fee_estimates.dat");
    this.estimator = estimator;
  }

  /**
   * Reads it, if it is there.
   *
   * @param stale whether to believe it however old it is
   */
  public void load(boolean stale) {
    try {
      var age = Duration.between(Files.getLastModifiedTime(path).toInstant(), Instant.now());
      if (age.toHours() > MAX_AGE.toHours() && !stale) {
        log.warn(
            "Fee estimation file {} too old (age={} > {} hours) and will not be used to avoid"
                + " serving stale estimates.",
            path,
            age.toHours(),
            MAX_AGE.toHours());
        return;
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException("longer than any such file");
      }
      estimator.decode(Bytes.wrap(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      log.info("{} is not found. Continue anyway.", path);
    } catch (DecodeException | IOException e) {
      log.warn("Failed to read fee estimates from {}: {}. Continue anyway.", path, e.getMessage());
    }
  }

  /** Writes what is known now. */
  public synchronized void save() {
    var unfinished = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.write(unfinished, estimator.encode().toArray());
      DiskSync.file(unfinished);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      DiskSync.directoryOf(path);
      log.debug("Flushed fee estimates to {}.", path);
    } catch (IOException e) {
      log.warn("Failed to write fee estimates to {}: {}. Continue anyway.", path, e.toString());
    }
  }
}
