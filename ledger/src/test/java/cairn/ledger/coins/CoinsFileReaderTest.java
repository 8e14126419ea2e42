package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.SnapshotException;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoinsFileReaderTest {
  private static final Network REGTEST = Networks.regtest();
  private static final int HEIGHT = 299;
  private static final int METADATA = 51;
  private static final BlockHash BASE = new BlockHash(1, 2, 3, 4);

  /** Three transactions; the second one has two coins left. */
  private static byte[] file() {
    var out = head(REGTEST, 4);
    for (int i = 1; i <= 3; i++) {
      out.hash(new Txid(i, 0, 0, 0)).compactSize(i == 2 ? 2 : 1);
      coin(out, 0, 1000 + i, HEIGHT);
      if (i == 2) {
        coin(out, 300, 1, 7);
      }
    }
    return out.toArray();
  }

  private static ByteWriter head(Network network, long coins) {
    return new ByteWriter()
        .bytes(CoinsFile.MAGIC)
        .uint16(2)
        .bytes(network.peers().magic())
        .hash(BASE)
        .int64(coins);
  }

  private static void coin(ByteWriter out, int index, long sats, int height) {
    out.compactSize(index);
    CoinCodec.write(out, new TxOut(new Amount(sats), Script.EMPTY), height, true);
  }

  private static Map<OutPoint, Coin> read(byte[] file) throws Exception {
    var reader = new CoinsFileReader(new ByteArrayInputStream(file));
    var metadata = reader.metadata(REGTEST);
    assertThat(metadata.base()).isEqualTo(BASE);
    var coins = new LinkedHashMap<OutPoint, Coin>();
    assertThat(
            reader.coins(
                metadata,
                HEIGHT,
                (outpoint, coin) -> {
                  coins.put(outpoint, coin);
                  return true;
                }))
        .isTrue();
    return coins;
  }

  private static void assertUnreadable(byte[] file, String why) {
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> read(file))
        .matches(SnapshotException::isUnreadable)
        .withMessage(why);
  }

  private static void assertRefused(byte[] file, String why) {
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> read(file))
        .matches(e -> !e.isUnreadable())
        .withMessage(why);
  }

  private static byte[] changed(int position, int value) {
    var file = file();
    file[position] = (byte) value;
    return file;
  }

  @Test
  void readsWhatIsWritten() throws Exception {
    assertThat(read(file()))
        .containsOnly(
            Map.entry(new OutPoint(new Txid(1, 0, 0, 0), 0), coin(1001, HEIGHT)),
            Map.entry(new OutPoint(new Txid(2, 0, 0, 0), 0), coin(1002, HEIGHT)),
            Map.entry(new OutPoint(new Txid(2, 0, 0, 0), 300), coin(1, 7)),
            Map.entry(new OutPoint(new Txid(3, 0, 0, 0), 0), coin(1003, HEIGHT)));
  }

  private static Coin coin(long sats, int height) {
    return new Coin(new TxOut(new Amount(sats), Script.EMPTY), height, true);
  }

  @Test
  void readsMoreThanItKeepsInMemory() throws Exception {
    int count = 60_000;
    var out = head(REGTEST, count);
    for (int i = 0; i < count; i++) {
      out.hash(new Txid(i, 0, 0, 0)).compactSize(1);
      coin(out, 0, i, 1);
    }
    var coins = read(out.toArray());
    assertThat(coins).hasSize(count);
    assertThat(coins.get(new OutPoint(new Txid(count - 1, 0, 0, 0), 0)))
        .isEqualTo(coin(count - 1, 1));
  }

  @Test
  void endsWhenNoMoreAreWanted() throws Exception {
    var reader = new CoinsFileReader(new ByteArrayInputStream(file()));
    assertThat(reader.coins(reader.metadata(REGTEST), HEIGHT, (_, _) -> false)).isFalse();
  }

  @Test
  void refusesAFileThatEndsAnywhere() {
    var file = file();
    for (int length = 0; length < file.length; length++) {
      var part = Arrays.copyOf(file, length);
      assertThatExceptionOfType(SnapshotException.class)
          .isThrownBy(() -> read(part))
          .matches(e -> e.isUnreadable() == (part.length < METADATA));
    }
    assertUnreadable(Arrays.copyOf(file, 20), "AutoFile::read: end of file");
    assertRefused(
        Arrays.copyOf(file, file.length - 1),
        "Bad snapshot format or truncated snapshot after deserializing 3 coins");
  }

  @Test
  void refusesAFileThatGoesOn() {
    assertRefused(
        Arrays.copyOf(file(), file().length + 1),
        "Bad snapshot - coins left over after deserializing 4 coins");
  }

  @Test
  void refusesAnotherFormat() {
    assertUnreadable(
        changed(0, 'x'),
        "Invalid UTXO set snapshot magic bytes. Please check if this is indeed a snapshot file or"
            + " if you are using an outdated snapshot format.");
    assertUnreadable(
        changed(5, 3), "Version of snapshot 3 does not match any of the supported versions.");
  }

  @ParameterizedTest
  @CsvSource({"main, main", "test, test", "testnet4, testnet4", "signet, signet"})
  void refusesAnotherNetwork(String chain, String name) {
    assertUnreadable(
        head(Networks.named(chain).orElseThrow(), 0).toArray(),
        "The network of the snapshot (%s) does not match the network of this node (regtest)."
            .formatted(name));
  }

  @Test
  void refusesANetworkThatNobodyKnows() {
    assertUnreadable(
        changed(7, 0),
        "This snapshot has been created for an unrecognized network. This could be a custom signet,"
            + " a new testnet or possibly caused by data corruption.");
  }

  @Test
  void refusesMoreCoinsOfATransactionThanThereAreLeft() {
    assertRefused(
        changed(METADATA + 32, 5),
        "Mismatch in coins count in snapshot metadata and actual snapshot data");
  }

  @Test
  void refusesACoinFromAfterTheBlock() {
    var out = head(REGTEST, 2).hash(new Txid(1, 0, 0, 0)).compactSize(2);
    coin(out, 0, 1, 1);
    coin(out, 1, 1, HEIGHT + 1);
    assertRefused(out.toArray(), "Bad snapshot data after deserializing 1 coins");
  }

  @Test
  void refusesAmountsThatThereCannotBe() {
    var out = head(REGTEST, 1).hash(new Txid(1, 0, 0, 0)).compactSize(1);
    coin(out, 0, Amount.MAX.sats() + 1, 1);
    assertRefused(
        out.toArray(), "Bad snapshot data after deserializing 0 coins - bad tx out value");
    out = head(REGTEST, 2).hash(new Txid(1, 0, 0, 0)).compactSize(2);
    coin(out, 0, Amount.MAX.sats(), 1);
    coin(out, 1, 1, 1);
    assertRefused(
        out.toArray(), "Bad snapshot data after deserializing 1 coins - bad tx out value");
  }

  @Test
  void believesNoCount() {
    var file = file();
    Arrays.fill(file, 43, 51, (byte) 0xff);
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> read(file))
        .withMessageStartingWith("Bad snapshot format or truncated snapshot after deserializing");
  }
}
