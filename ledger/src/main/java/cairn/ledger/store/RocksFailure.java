package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in our words what RocksDB says in its own. */
final class RocksFailure {
  private RocksFailure() {}

  static StorageException of(RocksDBException e, Path directory, DatabaseFormat format) {
    var said = e.getMessage();
    return switch (problem(e)) {
      case DISK_FULL -> StorageException.diskFull(directory, e);
      case LOCKED ->
          new StorageException(
              Problem.LOCKED,
              "The %s in %s is in use. Cairn is probably already running."
                  .formatted(format.title(), directory),
              e);
      case NEWER_FORMAT ->
          format.failure(
              Problem.NEWER_FORMAT,
              directory,
              "was written by a later version of RocksDB (" + said + ")",
              e);
      case DAMAGED -> format.failure(Problem.DAMAGED, directory, "is damaged (" + said + ")", e);
      default ->
          new StorageException(
              Problem.IO,
              "The %s in %s cannot be used (%s).".formatted(format.title(), directory, said),
              e);
    };
  }

  private static Problem problem(RocksDBException e) {
    var said = String.valueOf(e.getMessage());
    var status = e.getStatus();
    var code = status == null ? Status.Code.Undefined : status.getCode();
    boolean noSpace = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    if (noSpace || StorageException.saysDiskFull(e)) {
      return Problem.DISK_FULL;
    }
    return switch (code) {
      case NotSupported -> Problem.NEWER_FORMAT;
      case Corruption, InvalidArgument, NotFound -> Problem.DAMAGED;
      case IOError -> ioProblem(said);
      default -> Problem.IO;
    };
  }

  private static Problem ioProblem(String said) {
    if (said.contains("/LOCK:")) {
      return Problem.LOCKED;
    }
    return said.contains("No such file") ? Problem.DAMAGED : Problem.IO;
  }
}
