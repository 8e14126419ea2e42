package cairn.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The disk does not give or take what the ledger needs. The message says what is wrong and what to
 * do about it, in words for the operator.
 *
 * <p>It is unchecked because nearly every step may meet it and hardly any can go on after it: the
 * node catches it once, says it, and stops. Only who reads a single block for somebody else catches
 * it earlier.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Problem {
    /** Another process, or another node in this one, is using the files. */
    LOCKED,
    /** The contents contradict themselves, or are not all there. */
    DAMAGED,
    /** There is no room left to write. */
    DISK_FULL,
    /** A later version of Cairn wrote it. */
    NEWER_FORMAT,
    /** It belongs to another network. */
    OTHER_NETWORK,
    /** Another program wrote it. */
    FOREIGN,
    /** An option asks for what the stored files rule out. */
    OPTION,
    /** A file that should be there is not. */
    MISSING,
    /** What is stored cannot be used as it is; to make it anew from the blocks may help. */
    REBUILD,
    /** The operating system refused, for any other reason. */
    IO
  }

  private final Problem problem;

  public StorageException(Problem problem, String message) {
    this(problem, message, null);
  }

  public StorageException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /**
   * Wraps what the operating system said.
   *
   * @param doing what was tried, such as {@code "write"}
   */
  public static StorageException of(IOException e, String doing, Path path) {
    if (e instanceof NoSuchFileException) {
      return new StorageException(Problem.MISSING, "There is no file " + path + ".", e);
    }
    if (saysDiskFull(e) || hasNoRoom(path)) {
      return diskFull(path, e);
    }
    return new StorageException(
        Problem.IO, "Cannot " + doing + " " + path + ": " + reason(e) + ".", e);
  }

  /** The disk that holds {@code path} is full, or nearly so. */
  public static StorageException diskFull(Path path, @Nullable Throwable cause) {
    return new StorageException(
        Problem.DISK_FULL,
        "Disk space is too low! Make room on the disk that holds " + path + " and start again.",
        cause);
  }

  public Problem problem() {
    return problem;
  }

  /** Whether an error of the operating system, in its own words, means that the disk is full. */
  public static boolean saysDiskFull(Throwable e) {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }

  /** The words of {@code strerror} depend on the locale; that no byte is free does not. */
  private static boolean hasNoRoom(Path path) {
    try {
      var existing = Files.exists(path) ? path : path.toAbsolutePath().getParent();
      return existing != null && Files.getFileStore(existing).getUsableSpace() == 0;
    } catch (IOException e) {
      return false; // the first error says more than this one
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException withPath) {
      var reason = withPath.getReason();
      return reason == null ? e.getClass().getSimpleName() : reason;
    }
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
