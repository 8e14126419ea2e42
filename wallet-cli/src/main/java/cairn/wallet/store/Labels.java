package cairn.wallet.store;

import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the owner calls things, in the form of BIP 329. Fields that mean nothing here are kept and
 * given out again.
 */
public record Labels(Database database) {
  /** What can have a label. */
  public static final Set<String> TYPES = Set.of("tx", "addr", "pubkey", "input", "output", "xpub");

  /**
   * Labels something.
   *
   * @param type one of {@link #TYPES}
   * @param ref a transaction's id, an address, a key, or an id, a colon and a number
   */
  public void set(String type, String ref, String label) throws WalletException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", type);
    fields.put("ref", ref);
    fields.put("label", label);
    put(type, ref, JsonText.of(fields, false));
  }

  private void put(String type, String ref, String fields) throws WalletException {
    if (!TYPES.contains(type)) {
      throw WalletException.wrongUse("a label has a type of BIP 329, not '" + type + "'");
    }
    database.update(
        "INSERT OR REPLACE INTO label (type, ref, fields) VALUES (?, ?, ?)", type, ref, fields);
  }

  public void remove(String type, String ref) {
    database.update("DELETE FROM label WHERE type = ? AND ref = ?", type, ref);
  }

  /** The label of something. */
  public Optional<String> get(String type, String ref) throws WalletException {
    var fields =
        database.first(
            "SELECT fields FROM label WHERE type = ? AND ref = ?",
            row -> row.getString(1),
            type,
            ref);
    return fields.isEmpty()
        ? Optional.empty()
        : Json.parse(fields.get()).get("label").optionalText();
  }

  /** All labels of a type, by what they are of. */
  public Map<String, String> all(String type) throws WalletException {
    var labels = new LinkedHashMap<String, String>();
    var rows =
        database.all(
            "SELECT ref, fields FROM label WHERE type = ?",
            row -> List.of(row.getString(1), row.getString(2)),
            type);
    for (var row : rows) {
      Json.parse(row.get(1)).get("label").optionalText().ifPresent(l -> labels.put(row.get(0), l));
    }
    return labels;
  }

  /** Outputs that the owner does not want to be spent. */
  public Set<String> frozen() throws WalletException {
    var frozen = new ArrayList<String>();
    var rows =
        database.all("SELECT fields FROM label WHERE type = 'output'", row -> row.getString(1));
    for (var row : rows) {
      var fields = Json.parse(row);
      if (Boolean.FALSE.equals(fields.get("spendable").value())) {
        frozen.add(fields.get("ref").text());
      }
    }
    return Set.copyOf(frozen);
  }

  /** All labels, a line of JSON each (BIP 329). */
  public List<String> export() {
    return database.all("SELECT fields FROM label ORDER BY type, ref", row -> row.getString(1));
  }

  /**
   * Takes over labels of another wallet, all or none.
   *
   * @return how many
   * @throws WalletException that names the first line that is no label
   */
  public int importAll(List<String> lines) throws WalletException {
    int[] count = {0};
    database.atomically(() -> {
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          importLine(lines.get(i), i + 1);
          count[0]++;
        }
      }
    });
    return count[0];
  }

  private void importLine(String line, int number) throws WalletException {
    try {
      var fields = Json.parse(line);
      fields.get("label").optionalText();
      put(fields.get("type").text(), fields.get("ref").text(), JsonText.of(fields, false));
    } catch (WalletException e) {
      throw WalletException.failed("line " + number + " is no label: " + e.text());
    }
  }
}
