package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.AbstractBlockChain;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.FullPrunedBlockChain;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.listeners.DownloadProgressTracker;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.script.Script.VerifyFlag;
import org.bitcoinj.store.BlockStoreException;
import org.bitcoinj.store.MemoryBlockStore;
import org.bitcoinj.store.MemoryFullPrunedBlockStore;
import org.bitcoinj.utils.VersionTally;
import org.bitcoinj.wallet.Wallet;
import org.bitcoinj.wallet.Wallet.BalanceType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The library that wallets in Java are made with, as a client of Cairn. */
@Timeout(300)
class BitcoinjTest {
  private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
  private static final NetworkParameters PARAMETERS = NetworkParameters.of(NETWORK);

  /**
   * Without the count of versions that fails at the first blocks of version 4 (bitcoinj 0.17.1).
   */
  private static final class FullParameters extends RegTestParams {
    @Override
    public EnumSet<VerifyFlag> getTransactionVerificationFlags(
        Block block, Transaction transaction, VersionTally tally, Integer height) {
      return EnumSet.of(VerifyFlag.P2SH);
    }
  }

  /** How far back a full node of bitcoinj can go in a reorganisation. */
  private static final int UNDO_DEPTH = 100;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AutoClose private Cairn cairn;

  @BeforeEach
  void start() throws IOException {
    Context.propagate(new Context());
    cairn = Cairn.start(directory.resolve("cairn"), "-peerbloomfilters");
  }

  private static BlockChain lightChain() throws BlockStoreException {
    return new BlockChain(NETWORK, new MemoryBlockStore(PARAMETERS.getGenesisBlock()));
  }

  /** A client that knows one node: Cairn. */
  private PeerGroup client(AbstractBlockChain chain) {
    var group = new PeerGroup(NETWORK, chain);
    group.setUseLocalhostPeerWhenPossible(false);
    group.addAddress(PeerAddress.simple(InetAddress.getLoopbackAddress(), cairn.port()));
    return group;
  }

  private static void run(PeerGroup client) {
    client.start();
    client.startBlockChainDownload(new DownloadProgressTracker());
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(50)).atMost(FullNode.PATIENCE).until(condition);
  }

  private void awaitTip(AbstractBlockChain chain) throws IOException {
    var tip = cairn.tip();
    awaitThat(() -> chain.getChainHead().getHeader().getHashAsString().equals(tip));
  }

  @Test
  void givesHeadersToAClientThatNeedsNoMore() throws IOException, BlockStoreException {
    cairn.mine(2100); // more than one message of headers holds
    var chain = lightChain();
    var client = client(chain);
    client.setBloomFilteringEnabled(false);
    client.setFastCatchupTime(Instant.now().plus(Duration.ofDays(1)));
    run(client);
    awaitTip(chain);
    client.stop();
    assertThat(chain.getBestChainHeight()).isEqualTo(2100);
  }

  @Test
  void findsTheCoinsOfALightWallet() throws IOException, BlockStoreException {
    var wallet = Wallet.createDeterministic(NETWORK, ScriptType.P2WPKH);
    cairn.mine(10);
    cairn.mine(2, wallet.freshReceiveAddress().toString());
    cairn.mine(20);
    var chain = lightChain();
    chain.addWallet(wallet);
    var client = client(chain);
    client.addWallet(wallet);
    run(client);
    awaitTip(chain);
    assertThat(wallet.getBalance(BalanceType.ESTIMATED)).isEqualTo(Coin.COIN.multiply(100));

    cairn.mine(1, wallet.freshReceiveAddress().toString());
    awaitTip(chain);
    client.stop();
    assertThat(wallet.getBalance(BalanceType.ESTIMATED)).isEqualTo(Coin.COIN.multiply(150));
  }

  @Test
  void givesBlocksToAFullNode() throws IOException, BlockStoreException {
    cairn.mine(520); // more than one message of block hashes holds
    var parameters = new FullParameters();
    var store = new MemoryFullPrunedBlockStore(parameters, UNDO_DEPTH);
    var chain = new FullPrunedBlockChain(parameters, store);
    var client = client(chain);
    client.setBloomFilteringEnabled(false);
    run(client);
    awaitTip(chain);

    cairn.abandon(515);
    cairn.mine(10);
    awaitTip(chain);
    client.stop();
    assertThat(store.getVerifiedChainHead().getHeight()).isEqualTo(524);
  }
}
