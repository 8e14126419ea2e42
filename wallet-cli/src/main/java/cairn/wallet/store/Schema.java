package cairn.wallet.store;

import cairn.wallet.WalletException;
import java.nio.file.Path;
import java.util.List;

/** The tables of a wallet's file, and how an older file gets them. */
final class Schema {
  /** What tells our files from other SQLite files: "cwal". */
  private static final int APPLICATION = 0x6377616c;

  /** Each step makes a file of one version one of the next; a new file takes them all. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
              """,
              """
              CREATE TABLE vault (
                id INTEGER PRIMARY KEY CHECK (id = 1), memory_kib INTEGER NOT NULL,
                passes INTEGER NOT NULL, lanes INTEGER NOT NULL, salt BLOB NOT NULL,
                nonce BLOB NOT NULL, text BLOB NOT NULL)
              """,
              """
              CREATE TABLE keychain (
                id INTEGER PRIMARY KEY, descriptor TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
                change INTEGER NOT NULL, next INTEGER NOT NULL, used INTEGER NOT NULL)
              """,
              """
              CREATE TABLE script (
                script BLOB PRIMARY KEY, keychain INTEGER NOT NULL REFERENCES keychain (id),
                position INTEGER NOT NULL) WITHOUT ROWID
              """,
              "CREATE INDEX script_position ON script (keychain, position)",
              "CREATE TABLE block (height INTEGER PRIMARY KEY, hash BLOB NOT NULL)",
              """
              CREATE TABLE tx (
                txid BLOB PRIMARY KEY, raw BLOB NOT NULL, state TEXT NOT NULL, height INTEGER,
                time INTEGER NOT NULL, coinbase INTEGER NOT NULL) WITHOUT ROWID
              """,
              "CREATE INDEX tx_height ON tx (height)",
              """
              CREATE TABLE coin (
                txid BLOB NOT NULL, vout INTEGER NOT NULL, value INTEGER NOT NULL,
                script BLOB NOT NULL, keychain INTEGER NOT NULL, position INTEGER NOT NULL,
                gone INTEGER NOT NULL, PRIMARY KEY (txid, vout)) WITHOUT ROWID
              """,
              """
              CREATE TABLE spend (
                txid BLOB NOT NULL, vout INTEGER NOT NULL, spender BLOB NOT NULL,
                PRIMARY KEY (txid, vout, spender)) WITHOUT ROWID
              """,
              "CREATE INDEX spend_spender ON spend (spender)",
              """
              CREATE TABLE label (
                type TEXT NOT NULL, ref TEXT NOT NULL, fields TEXT NOT NULL,
                PRIMARY KEY (type, ref)) WITHOUT ROWID
              """));

  private Schema() {}

  static void create(Database database) {
    database.execute("PRAGMA application_id = " + APPLICATION);
    upgrade(database, 0);
  }

  /** Says that the file is one of ours, and makes it one of today. */
  static void check(Database database, Path file) throws WalletException {
    int application = number(database, "PRAGMA application_id");
    if (application != APPLICATION) {
      throw WalletException.failed("not a wallet of Cairn: " + file);
    }
    int version = number(database, "PRAGMA user_version");
    if (version > STEPS.size()) {
      throw WalletException.failed(
          "a later version of Cairn has written this wallet; this one cannot read it: " + file);
    }
    if (version < STEPS.size()) {
      database.atomically(() -> upgrade(database, version));
    }
  }

  private static void upgrade(Database database, int version) {
    for (var step : STEPS.subList(version, STEPS.size())) {
      step.forEach(database::execute);
    }
    database.execute("PRAGMA user_version = " + STEPS.size());
  }

  private static int number(Database database, String sql) {
    return database.first(sql, row -> row.getInt(1)).orElse(0);
  }
}
