package cairn.wallet.store;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorException;
import cairn.wallet.WalletException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keychains of a wallet, and their scripts, of which there are always some more than were
 * handed out.
 */
public final class Keychains {
  private static final String COLUMNS = "id, descriptor, kind, change, next, used";

  private final Database database;
  private final AddressFormat format;

  /** Those that were read, by their text. */
  private final Map<String, Descriptor> descriptors = new HashMap<>();

  public Keychains(Database database, AddressFormat format) {
    this.database = database;
    this.format = format;
  }

  /** Where a script of the wallet is. */
  public record Place(int keychain, int position) {}

  public List<Keychain> all() {
    return database.all("SELECT " + COLUMNS + " FROM keychain ORDER BY id", this::read);
  }

  public Keychain get(int id) {
    return database
        .first("SELECT " + COLUMNS + " FROM keychain WHERE id = ?", this::read, id)
        .orElseThrow();
  }

  /** The latest keychain of a kind. */
  public Optional<Keychain> of(String kind, boolean change) {
    return database.first(
        "SELECT " + COLUMNS + " FROM keychain WHERE kind = ? AND change = ? ORDER BY id DESC",
        this::read,
        kind,
        change ? 1 : 0);
  }

  private Keychain read(ResultSet row) throws SQLException {
    return new Keychain(
        row.getInt(1),
        descriptor(row.getString(2)),
        row.getString(3),
        row.getInt(4) != 0,
        row.getInt(5),
        row.getInt(6));
  }

  private Descriptor descriptor(String text) throws SQLException {
    var known = descriptors.get(text);
    if (known == null) {
      try {
        known = Descriptor.parse(text, format).descriptors().getFirst();
      } catch (DescriptorException e) {
        throw new SQLException("a descriptor is damaged", e);
      }
      descriptors.put(text, known);
    }
    return known;
  }

  /**
   * Adds a keychain.
   *
   * @return false if there is one of this descriptor
   */
  public boolean add(Descriptor descriptor, String kind, boolean change, int next) {
    return database.update(
            """
            INSERT OR IGNORE INTO keychain (descriptor, kind, change, next, used)
            VALUES (?, ?, ?, ?, -1)
            """,
            descriptor.toString(),
            kind,
            change ? 1 : 0,
            next)
        > 0;
  }

  /** Hands out a position: it is not handed out again. */
  public int handOut(Keychain keychain) {
    int position = get(keychain.id()).next();
    database.update("UPDATE keychain SET next = ? WHERE id = ?", position + 1, keychain.id());
    return position;
  }

  /** Notes that a position was paid, so that it and those before it are not handed out. */
  public void use(int keychain, int position) {
    database.update(
        "UPDATE keychain SET used = MAX(used, ?), next = MAX(next, ?) WHERE id = ?",
        position,
        position + 1,
        keychain);
  }

  /**
   * Makes the scripts of a keychain up to some positions behind those handed out.
   *
   * @return those that were missing
   */
  public Map<Script, Place> extend(Keychain keychain, int ahead) throws WalletException {
    int known =
        database
            .first(
                "SELECT COALESCE(MAX(position), -1) FROM script WHERE keychain = ?",
                row -> row.getInt(1),
                keychain.id())
            .orElse(-1);
    int last =
        keychain.descriptor().isRange()
            ? Math.max(keychain.next() - 1, keychain.used()) + ahead
            : 0;
    var made = new HashMap<Script, Place>();
    for (int position = known + 1; position <= last; position++) {
      for (var script : keychain.expand(position).scripts()) {
        database.update(
            "INSERT OR IGNORE INTO script (script, keychain, position) VALUES (?, ?, ?)",
            script,
            keychain.id(),
            position);
        made.put(script, new Place(keychain.id(), position));
      }
    }
    return made;
  }

  /** All scripts, and where they are. */
  public Map<Script, Place> scripts() {
    var scripts = new HashMap<Script, Place>();
    database.all(
        "SELECT script, keychain, position FROM script",
        row ->
            scripts.put(
                new Script(Bytes.wrap(row.getBytes(1))), new Place(row.getInt(2), row.getInt(3))));
    return scripts;
  }

  /** Where a script is, if it is one of the wallet's. */
  public Optional<Place> find(Script script) {
    return database.first(
        "SELECT keychain, position FROM script WHERE script = ?",
        row -> new Place(row.getInt(1), row.getInt(2)),
        script);
  }

  /** Whether a script was ever paid. */
  public boolean isUsed(Script script) {
    return database
        .first("SELECT 1 FROM coin WHERE script = ? LIMIT 1", _ -> true, script)
        .orElse(false);
  }
}
