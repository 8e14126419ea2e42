package cairn.ledger.chain;

import cairn.genesis.BlockPoint;
import cairn.genesis.ChainFacts;
import cairn.genesis.ChainFacts.Snapshot;
import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.CoinsDump;
import cairn.ledger.Ledger;
import cairn.ledger.SetHash;
import cairn.ledger.coins.CoinsFile;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.TxOut;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Files of coins, and a network that knows what should be in them. */
public final class Snapshots {
  private Snapshots() {}

  /** Writes the coins after {@code base}, the tip of {@code ledger} or before. */
  public static CoinsDump write(Ledger ledger, Block base, Path file) throws Exception {
    try (var out = create(file);
        var coins = ledger.commands().snapshotCoins().join()) {
      var block = Objects.requireNonNull(ledger.index().find(base.hash()));
      return CoinsDump.write(ledger, coins, block, out, _ -> true).orElseThrow();
    }
  }

  /** Writes the coins after the tip, the first of which is worth a satoshi more. */
  static CoinsDump writeWrong(Ledger ledger, Path file) throws Exception {
    var tip = ledger.chain().tip();
    try (var out = create(file);
        var coins = ledger.commands().snapshotCoins().join();
        var writer = new CoinsFile(ledger.config().network(), tip, out, _ -> true)) {
      var changed = new boolean[1];
      coins.forEach((outpoint, coin) -> {
        var output = coin.output();
        var richer = new TxOut(new Amount(output.value().sats() + 1), output.scriptPubKey());
        var written = changed[0] ? coin : new Coin(richer, coin.height(), coin.coinbase());
        changed[0] = true;
        return writer.visit(outpoint, written);
      });
      return writer.finish(coins);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /** Regtest, where these are known to be the coins after {@code base}. */
  public static Network knowing(Block base, int height, SetHash coins) {
    return knowing(Networks.regtest(), base, height, coins);
  }

  static Network knowing(Network network, Block base, int height, SetHash coins) {
    var facts = network.facts();
    var snapshot = new Snapshot(new BlockPoint(height, base.hash()), coins.bytes(), height + 1);
    return network.with(
        new ChainFacts(
            facts.minimumChainWork(),
            facts.assumedValid(),
            List.of(snapshot),
            facts.transactions(),
            facts.assumedBlocksSize(),
            facts.assumedChainstateSize()));
  }
}
