package cairn.ledger.coins;

import cairn.ledger.Coin;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A file that Bitcoin Core's {@code dumptxoutset} wrote. */
record CoreSnapshot(BlockHash block, Map<OutPoint, Coin> coins) {
  private static final Bytes MAGIC = Bytes.of('u', 't', 'x', 'o', 0xff);

  static CoreSnapshot resource(String name) throws IOException, DecodeException {
    try (var in = Objects.requireNonNull(CoreSnapshot.class.getResourceAsStream(name), name)) {
      return decode(Bytes.wrap(in.readAllBytes()));
    }
  }

  static CoreSnapshot decode(Bytes file) throws DecodeException {
    var in = new ByteReader(file);
    if (!in.bytes(MAGIC.length()).equals(MAGIC) || in.uint16() != 2) {
      throw in.failure("not a snapshot of version 2");
    }
    in.bytes(4); // the network's magic
    var block = BlockHash.read(in);
    long count = in.int64();
    var coins = new LinkedHashMap<OutPoint, Coin>();
    while (coins.size() < count) {
      var txid = Txid.read(in);
      for (int left = in.compactSize(); left > 0; left--) {
        coins.put(new OutPoint(txid, in.compactSize()), CoinCodec.read(in));
      }
    }
    in.expectEnd();
    return new CoreSnapshot(block, coins);
  }
}
