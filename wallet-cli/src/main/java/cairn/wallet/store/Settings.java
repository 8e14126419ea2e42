package cairn.wallet.store;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Argon2;
import cairn.wallet.vault.Sealed;
import java.util.Optional;

/**
 * What is said once of a wallet, and its sealed secrets.
 *
 * @param database where they are
 */
public record Settings(Database database) {
  /** The display hash of the genesis block of the wallet's network. */
  public static final String GENESIS = "genesis";

  /** How many addresses in a row may be without payment. */
  public static final String GAP_LIMIT = "gap-limit";

  /** The height or, before it was first synchronised, the time from which on it may have coins. */
  public static final String BIRTHDAY = "birthday";

  /** The fingerprint of the root of its keys. */
  public static final String FINGERPRINT = "fingerprint";

  /** When it was made, in seconds since 1970. */
  public static final String CREATED = "created";

  public Optional<String> get(String name) {
    return database.first(
        "SELECT value FROM setting WHERE name = ?", row -> row.getString(1), name);
  }

  public void set(String name, String value) {
    database.update("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value);
  }

  /** The sealed secrets, if there are any. */
  public Optional<Sealed> sealed() {
    return database.first(
        "SELECT memory_kib, passes, lanes, salt, nonce, text FROM vault",
        row ->
            new Sealed(
                new Argon2(row.getInt(1), row.getInt(2), row.getInt(3)),
                Bytes.wrap(row.getBytes(4)),
                Bytes.wrap(row.getBytes(5)),
                Bytes.wrap(row.getBytes(6))));
  }

  /** Takes these secrets for those that were there. */
  public void seal(Sealed sealed) {
    database.update(
        """
        INSERT OR REPLACE INTO vault (id, memory_kib, passes, lanes, salt, nonce, text)
        VALUES (1, ?, ?, ?, ?, ?, ?)
        """,
        sealed.cost().memoryKib(),
        sealed.cost().passes(),
        sealed.cost().lanes(),
        sealed.salt(),
        sealed.nonce(),
        sealed.text());
  }
}
