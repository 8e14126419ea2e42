package cairn.wallet.store;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Script;
import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * The file of a wallet, which one process has open at a time. Not thread-safe.
 *
 * <p>What fails in it is a {@link StoreException}: no command can go on then.
 */
public final class Database implements AutoCloseable {
  private final Connection connection;
  private final WalletLock lock;

  /** Those that nobody uses now, by their text: to make one takes longer than to run it. */
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  private Database(Connection connection, WalletLock lock) {
    this.connection = connection;
    this.lock = lock;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does several things that are done all or not at all. */
  @FunctionalInterface
  public interface Work {
    void run() throws WalletException;
  }

  /** Writes what a new file is to have. */
  @FunctionalInterface
  public interface Filling {
    void fill(Database database) throws WalletException;
  }

  /**
   * Makes a file that only its owner may read. It is there when it is filled: a process that dies
   * before leaves a file of another name, which the next one to make this wallet takes away.
   *
   * @throws WalletException if it is already there, or cannot be made
   */
  public static void create(Path file, Filling filling) throws WalletException {
    var half = file.resolveSibling(file.getFileName() + ".half");
    try (var lock = WalletLock.take(file)) {
      if (Files.exists(file)) {
        throw WalletException.failed("there is a wallet already: " + file);
      }
      Files.deleteIfExists(half);
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        try (var database = new Database(connect(half), lock)) {
          database.prepare();
          database.atomically(() -> Schema.create(database));
          filling.fill(database);
        }
        Files.move(half, file);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw WalletException.failed("the wallet's file " + file + " cannot be made");
    }
  }

  /**
   * Opens a file.
   *
   * @throws WalletException if it is not there, is open elsewhere, damaged, or of a later version
   */
  public static Database open(Path file) throws WalletException {
    if (!Files.isRegularFile(file)) {
      throw WalletException.failed("there is no wallet " + file);
    }
    var lock = WalletLock.take(real(file));
    Connection connection = null;
    boolean done = false;
    try {
      connection = connect(file);
      var database = new Database(connection, lock);
      database.prepare();
      Schema.check(database, file);
      done = true;
      return database;
    } catch (StoreException e) {
      throw WalletException.failed(
          e.isDamage()
              ? "the wallet's file %s is damaged: bring back a backup, or restore from the words"
                  .formatted(file)
              : file + ": " + e.getMessage());
    } finally {
      if (!done) {
        close(connection, lock);
      }
    }
  }

  /** The file itself, however many names it has. */
  private static Path real(Path file) throws WalletException {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw WalletException.failed("the wallet's file " + file + " cannot be opened");
    }
  }

  private void prepare() {
    execute(
        "PRAGMA synchronous = FULL"); // a payment that is written down is on disk before it leaves
    execute("PRAGMA foreign_keys = ON");
  }

  private static Connection connect(Path file) {
    try {
      // DriverManager would look for other drivers in everything on the class path.
      return JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /**
   * Runs {@code work} as one transaction: if it fails, or the process dies, nothing of it is done.
   */
  public void atomically(Work work) throws WalletException {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (WalletException | RuntimeException | SQLException e) {
        undo(e);
        throw e;
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /**
   * Takes back what a failure has left half done, which SQLite does by itself if a disk is full.
   */
  private void undo(Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true); // which it is from then on, whether or not this fails
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** The rows that a query gives. */
  <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... parameters) {
    try {
      var statement = take(sql);
      bind(statement, parameters);
      var all = new ArrayList<T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(read(reader, rows));
        }
      }
      giveBack(sql, statement);
      return all;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** A row, which has what was written: a wallet reads nothing that it would not write. */
  private static <T> T read(Reader<T> reader, ResultSet row) throws SQLException {
    try {
      return reader.read(row);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      throw new StoreException(e);
    }
  }

  private PreparedStatement take(String sql) throws SQLException {
    var known = idle.remove(sql);
    return known == null ? connection.prepareStatement(sql) : known;
  }

  private void giveBack(String sql, PreparedStatement statement) throws SQLException {
    var other = idle.put(sql, statement);
    if (other != null) { // two of a kind were in use
      other.close();
    }
  }

  /** The first row that a query gives. */
  <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... parameters) {
    return all(sql, reader, parameters).stream().findFirst();
  }

  /** Changes rows; how many. */
  int update(String sql, @Nullable Object... parameters) {
    try {
      var statement = take(sql);
      bind(statement, parameters);
      int changed = statement.executeUpdate();
      giveBack(sql, statement);
      return changed;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Bytes bytes -> statement.setBytes(i + 1, bytes.toArray());
        case Script script -> statement.setBytes(i + 1, script.bytes().toArray());
        case Hash256 hash -> statement.setBytes(i + 1, bytes(hash));
        case null -> statement.setObject(i + 1, null);
        default -> statement.setObject(i + 1, parameters[i]);
      }
    }
  }

  private static byte[] bytes(Hash256 hash) {
    return new ByteWriter(Hash256.LENGTH).hash(hash).toArray();
  }

  /** What SQLite finds wrong with the file; nothing, as a rule. */
  public List<String> damages() {
    return all("PRAGMA integrity_check", row -> row.getString(1)).stream()
        .filter(line -> !line.equals("ok"))
        .toList();
  }

  /** Writes a copy of the whole file, as of now. */
  public void copyTo(Path file) {
    update("VACUUM INTO ?", file.toString());
  }

  @Override
  public void close() {
    close(connection, lock);
  }

  private static void close(@Nullable Connection connection, WalletLock lock) {
    try (lock) {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
