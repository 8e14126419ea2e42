package cairn.ledger.coins;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.SnapshotException;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads coins as {@link CoinsFile} writes them. Nothing of what the file says is believed: it may
 * come from anybody. What is wrong is told in Core's words. Belongs to one thread.
 */
public final class CoinsFileReader {
  private static final int BUFFER = 1 << 20;

  /** More than a transaction's id, two numbers and the largest coin take. */
  private static final int LONGEST = 16 << 10;

  /** Where another index would no longer fit into what is hashed. */
  private static final long MAX_INDEX = 0xffffffffL;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private boolean ended;

  public CoinsFileReader(InputStream in) {
    this.in = in;
  }

  /**
   * What the file says of itself.
   *
   * @param base the block after which these are the coins
   * @param coins how many there are; 64 bits without a sign
   */
  public record Metadata(BlockHash base, long coins) {}

  /** Takes the coins. */
  public interface Sink {
    /**
     * Takes the next coin.
     *
     * @return whether to go on
     */
    boolean take(OutPoint outpoint, Coin coin);
  }

  /** Reads what comes before the coins. */
  public Metadata metadata(Network network) throws SnapshotException, IOException {
    var reader = next();
    try {
      if (!reader.bytes(CoinsFile.MAGIC.length()).equals(CoinsFile.MAGIC)) {
        throw SnapshotException.unreadable(
            "Invalid UTXO set snapshot magic bytes. Please check if this is indeed a snapshot file"
                + " or if you are using an outdated snapshot format.");
      }
      int version = reader.uint16();
      if (version != CoinsFile.VERSION) {
        throw SnapshotException.unreadable(
            "Version of snapshot %d does not match any of the supported versions."
                .formatted(version));
      }
      expectNetwork(network, reader.bytes(network.peers().magic().length()));
      var metadata = new Metadata(BlockHash.read(reader), reader.int64());
      from += reader.offset();
      return metadata;
    } catch (DecodeException e) {
      throw SnapshotException.unreadable("AutoFile::read: end of file");
    }
  }

  private static void expectNetwork(Network network, Bytes magic) throws SnapshotException {
    if (magic.equals(network.peers().magic())) {
      return;
    }
    var name =
        Networks.NAMES.stream()
            .map(Networks::named)
            .flatMap(Optional::stream)
            .filter(known -> known.peers().magic().equals(magic))
            .map(Network::name)
            .findFirst()
            .orElseThrow(() ->
                SnapshotException.unreadable(
                    "This snapshot has been created for an unrecognized network. This could be a"
                        + " custom signet, a new testnet or possibly caused by data corruption."));
    throw SnapshotException.unreadable(
        "The network of the snapshot (%s) does not match the network of this node (%s)."
            .formatted(name, network.name()));
  }

  /**
   * Hands over all coins, in whatever order they are in.
   *
   * @param metadata as {@link #metadata} has read it
   * @param baseHeight of the block after which these are the coins
   * @return whether all were taken, rather than {@code sink} having had enough
   */
  public boolean coins(Metadata metadata, int baseHeight, Sink sink)
      throws SnapshotException, IOException {
    long left = metadata.coins();
    long totalSats = 0;
    while (left != 0) {
      long done = metadata.coins() - left;
      try {
        var reader = next();
        var txid = Txid.read(reader);
        int count = reader.compactSize();
        from += reader.offset();
        if (Long.compareUnsigned(count, left) > 0) {
          throw SnapshotException.refused(
              "Mismatch in coins count in snapshot metadata and actual snapshot data");
        }
        for (int i = 0; i < count; i++) {
          done = metadata.coins() - left;
          reader = next();
          var outpoint = new OutPoint(txid, reader.compactSize());
          var coin = CoinCodec.read(reader);
          from += reader.offset();
          expectPossible(outpoint, coin, baseHeight, done);
          totalSats += coin.output().value().sats();
          if (!Amount.inRange(totalSats)) {
            throw badValue(done);
          }
          if (!sink.take(outpoint, coin)) {
            return false;
          }
          left--;
        }
      } catch (DecodeException e) {
        throw SnapshotException.refused(
            "Bad snapshot format or truncated snapshot after deserializing "
                + Long.toUnsignedString(done)
                + " coins");
      }
    }
    if (next().remaining() > 0) {
      throw SnapshotException.refused(
          "Bad snapshot - coins left over after deserializing %d coins"
              .formatted(metadata.coins()));
    }
    return true;
  }

  private static void expectPossible(OutPoint outpoint, Coin coin, int baseHeight, long done)
      throws SnapshotException {
    if (coin.height() > baseHeight || outpoint.index() >= MAX_INDEX) {
      throw SnapshotException.refused(
          "Bad snapshot data after deserializing " + Long.toUnsignedString(done) + " coins");
    }
    if (!Amount.inRange(coin.output().value().sats())) {
      throw badValue(done);
    }
  }

  private static SnapshotException badValue(long done) {
    return SnapshotException.refused(
        "Bad snapshot data after deserializing "
            + Long.toUnsignedString(done)
            + " coins - bad tx out value");
  }

  /** The bytes that come next: as many as anything can take, or all that are left. */
  private ByteReader next() throws IOException {
    if (to - from < LONGEST && !ended) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
      int read = in.readNBytes(buffer, to, buffer.length - to);
      ended = read < buffer.length - to;
      to += read;
    }
    return new ByteReader(Bytes.wrap(buffer, from, to - from));
  }
}
