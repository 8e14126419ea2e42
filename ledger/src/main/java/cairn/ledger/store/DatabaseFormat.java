package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyOptions;

/**
 * What one kind of database looks like.
 *
 * @param title what messages call it, such as {@code "header index"}
 * @param version grows with each change that an older Cairn could not read, from 1 on
 * @param remedy how the operator makes it anew, such as {@code "Start with -reindex to make it
 *     anew"}
 * @param families its column families, of which the first is {@link #DEFAULT_FAMILY}
 */
record DatabaseFormat(String title, int version, String remedy, List<Family> families) {
  /** The column family that every RocksDB database has. */
  static final String DEFAULT_FAMILY = "default";

  DatabaseFormat {
    families = List.copyOf(families);
    if (!families.getFirst().name().equals(DEFAULT_FAMILY)) {
      throw new IllegalArgumentException("the first column family is the default one");
    }
  }

  /**
   * What is wrong with such a database, and what to do.
   *
   * @param what what to say of it, such as {@code "is damaged"}
   */
  StorageException failure(
      Problem problem, Path directory, String what, @Nullable Throwable cause) {
    return new StorageException(
        problem, "The " + title + " in " + directory + " " + what + ". " + remedy + ".", cause);
  }

  /**
   * A column family.
   *
   * @param tuning sets its options before the database is opened; what they refer to, such as a
   *     cache, must live as long as the database
   */
  record Family(String name, Consumer<ColumnFamilyOptions> tuning) {}
}
