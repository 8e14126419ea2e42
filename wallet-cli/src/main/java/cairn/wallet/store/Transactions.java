package cairn.wallet.store;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The transactions of a wallet, its coins, and what has spent them. */
public record Transactions(Database database) {
  private static final String LIVE = "('confirmed', 'pending', 'recorded')";

  /** A coin counts while no transaction that counts spends it. */
  private static final String UNSPENT =
      """
      SELECT c.txid, c.vout, c.value, c.script, c.keychain, c.position, t.height, t.coinbase,
        NOT EXISTS (SELECT 1 FROM spend i LEFT JOIN coin o ON o.txid = i.txid AND o.vout = i.vout
          WHERE i.spender = c.txid AND o.txid IS NULL)
      FROM coin c JOIN tx t ON t.txid = c.txid
      WHERE c.gone = 0 AND t.state IN %s AND NOT EXISTS (
        SELECT 1 FROM spend s JOIN tx u ON u.txid = s.spender
        WHERE s.txid = c.txid AND s.vout = c.vout AND u.state IN %s)
      """
          .formatted(LIVE, LIVE);

  private static final String WITH_SUMS =
      """
      SELECT t.raw, t.state, t.height, t.time,
        (SELECT COALESCE(SUM(c.value), 0) FROM coin c WHERE c.txid = t.txid),
        (SELECT COALESCE(SUM(c.value), 0) FROM spend s JOIN coin c
          ON c.txid = s.txid AND c.vout = s.vout WHERE s.spender = t.txid),
        (SELECT COUNT(*) FROM spend s JOIN coin c
          ON c.txid = s.txid AND c.vout = s.vout WHERE s.spender = t.txid)
      FROM tx t
      """;

  /** A wallet's output of a transaction. */
  public record Owned(int vout, Keychains.Place place) {}

  /**
   * Writes down a transaction, with those of its outputs that are the wallet's.
   *
   * @param height of its block; empty if it is in none
   * @param time in seconds since 1970
   */
  public void put(
      Transaction transaction, TxState state, OptionalInt height, long time, List<Owned> owned) {
    var txid = transaction.txid();
    database.update(
        """
        INSERT INTO tx (txid, raw, state, height, time, coinbase) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (txid) DO UPDATE SET raw = excluded.raw, state = excluded.state,
          height = excluded.height,
          time = CASE WHEN excluded.height IS NULL THEN time ELSE excluded.time END
        """,
        txid,
        transaction.serialized(),
        state.toString(),
        height.isPresent() ? height.getAsInt() : null,
        time,
        transaction.isCoinbase() ? 1 : 0);
    if (!transaction.isCoinbase()) {
      for (var input : transaction.inputs()) {
        var spent = input.previousOutput();
        database.update(
            "INSERT OR IGNORE INTO spend (txid, vout, spender) VALUES (?, ?, ?)",
            spent.txid(),
            spent.index(),
            txid);
      }
    }
    for (var one : owned) {
      var output = transaction.outputs().get(one.vout());
      database.update(
          """
          INSERT OR IGNORE INTO coin (txid, vout, value, script, keychain, position, gone)
          VALUES (?, ?, ?, ?, ?, ?, 0)
          """,
          txid,
          one.vout(),
          output.value().sats(),
          output.scriptPubKey(),
          one.place().keychain(),
          one.place().position());
    }
  }

  public void setState(Txid txid, TxState state) {
    database.update(
        "UPDATE tx SET state = ?, height = NULL WHERE txid = ?", state.toString(), txid);
  }

  /** Ends the transactions that are in no block and spend what {@code winner} spends, and so on. */
  public void endRivals(Transaction winner) {
    for (var input : winner.inputs()) {
      var spent = input.previousOutput();
      var rivals =
          database.all(
              """
              SELECT t.txid FROM spend s JOIN tx t ON t.txid = s.spender
              WHERE s.txid = ? AND s.vout = ? AND t.state IN ('pending', 'recorded') AND t.txid <> ?
              """,
              row -> Txid.fromWire(row.getBytes(1), 0),
              spent.txid(),
              spent.index(),
              winner.txid());
      rivals.forEach(rival -> end(rival, TxState.REPLACED));
    }
  }

  /** Ends a transaction that is in no block, and those that spend its outputs. */
  public void end(Txid txid, TxState state) {
    setState(txid, state);
    for (var child : liveSpenders(txid)) {
      end(child, TxState.ABANDONED);
    }
  }

  /** The transactions that count, and spend outputs of another. */
  public List<Txid> liveSpenders(Txid txid) {
    return database.all(
        "SELECT DISTINCT t.txid FROM spend s JOIN tx t ON t.txid = s.spender WHERE s.txid = ? AND"
            + " t.state IN "
            + LIVE,
        row -> Txid.fromWire(row.getBytes(1), 0),
        txid);
  }

  /**
   * Takes back the blocks above {@code height}: their transactions are in none, rewards are gone.
   */
  public void rollBack(int height) {
    database
        .all(
            "SELECT txid FROM tx WHERE coinbase = 1 AND height > ?",
            row -> Txid.fromWire(row.getBytes(1), 0),
            height)
        .forEach(reward -> end(reward, TxState.ABANDONED));
    database.update("UPDATE tx SET state = 'pending', height = NULL WHERE height > ?", height);
  }

  /** Coins that no live transaction spends, the largest first. */
  public List<Coin> unspent() {
    return database.all(UNSPENT + " ORDER BY c.value DESC, c.txid, c.vout", Transactions::coin);
  }

  private static Coin coin(ResultSet row) throws SQLException {
    int height = row.getInt(7);
    var at = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(height);
    boolean coinbase = row.getInt(8) != 0;
    return new Coin(
        new OutPoint(Txid.fromWire(row.getBytes(1), 0), row.getLong(2)),
        new Amount(row.getLong(3)),
        new Script(Bytes.wrap(row.getBytes(4))),
        row.getInt(5),
        row.getInt(6),
        at,
        coinbase,
        row.getInt(9) != 0 && !coinbase);
  }

  /** The names of all outputs that were ever the wallet's. */
  public Set<OutPoint> outPoints() {
    return new HashSet<>(
        database.all(
            "SELECT txid, vout FROM coin",
            row -> new OutPoint(Txid.fromWire(row.getBytes(1), 0), row.getLong(2))));
  }

  /** What an output of the wallet, spent or not, was worth, and where it is. */
  public Optional<Coin> coin(OutPoint outPoint) {
    return database.first(
        """
        SELECT c.txid, c.vout, c.value, c.script, c.keychain, c.position, t.height, t.coinbase, 0
        FROM coin c JOIN tx t ON t.txid = c.txid WHERE c.txid = ? AND c.vout = ?
        """,
        Transactions::coin,
        outPoint.txid(),
        outPoint.index());
  }

  /** Marks the coins in blocks that are not among {@code found} as spent by what was not seen. */
  public void keepOnly(Set<OutPoint> found) {
    for (var coin : unspent()) {
      if (coin.height().isPresent() && !found.contains(coin.outPoint())) {
        database.update(
            "UPDATE coin SET gone = 1 WHERE txid = ? AND vout = ?",
            coin.outPoint().txid(),
            coin.outPoint().index());
      }
    }
  }

  /** All transactions: those in no block last, the others as they are in the chain. */
  public List<StoredTx> history() {
    return database.all(
        WITH_SUMS + " ORDER BY t.height IS NULL, t.height, t.time, t.txid", Transactions::stored);
  }

  /** Those that pay a script, and perhaps others that have its bytes elsewhere. */
  public List<StoredTx> mentioning(Script script) {
    return database.all(WITH_SUMS + " WHERE instr(t.raw, ?) > 0", Transactions::stored, script);
  }

  public Optional<StoredTx> get(Txid txid) {
    return database.first(WITH_SUMS + " WHERE t.txid = ?", Transactions::stored, txid);
  }

  /** Those that count and are in no block. */
  public List<StoredTx> unconfirmed() {
    return database.all(
        WITH_SUMS + " WHERE t.state IN ('pending', 'recorded') ORDER BY t.time",
        Transactions::stored);
  }

  private static StoredTx stored(ResultSet row) throws SQLException {
    Transaction transaction;
    try {
      transaction = Transaction.decode(Bytes.wrap(row.getBytes(1)));
    } catch (DecodeException e) {
      throw new SQLException("a transaction is damaged", e);
    }
    int height = row.getInt(3);
    var at = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(height);
    return new StoredTx(
        transaction,
        TxState.named(row.getString(2)),
        at,
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getInt(7) == transaction.inputs().size());
  }

  /** Forgets everything that was learnt from the chain; what is in no block stays. */
  public void forgetChain() {
    var confirmed = "(SELECT txid FROM tx WHERE height IS NOT NULL)";
    database.update("DELETE FROM spend WHERE spender IN " + confirmed);
    database.update("DELETE FROM coin WHERE txid IN " + confirmed);
    database.update("DELETE FROM tx WHERE height IS NOT NULL");
  }

  /** How many transactions there are. */
  public int count() {
    return database.first("SELECT COUNT(*) FROM tx", row -> row.getInt(1)).orElse(0);
  }

  /** What each keychain's positions were paid, by script. */
  public Map<Script, Long> receivedByScript() {
    var sums = new HashMap<Script, Long>();
    database.all(
        "SELECT c.script, SUM(c.value) FROM coin c JOIN tx t ON t.txid = c.txid WHERE t.state IN "
            + LIVE
            + " GROUP BY c.script",
        row -> sums.put(new Script(Bytes.wrap(row.getBytes(1))), row.getLong(2)));
    return sums;
  }
}
