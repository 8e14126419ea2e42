package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.p2p.TransactionPool.Answer;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of bcoin's wallet, with inputs of segregated witness and without. */
@Timeout(300)
class BcoinTransactionsTest {
  /** Coinbases can be spent after a hundred blocks: so many of these can. */
  private static final int BLOCKS = 110;

  private static final long BITCOIN = 100_000_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AutoClose private final PoolNode node = new PoolNode();

  @SuppressWarnings("NullAway.Init") // each test starts it with a wallet of its own kind
  @AutoClose
  private Bcoin bcoin;

  private void start(boolean witness) throws IOException {
    bcoin = Bcoin.start(directory.resolve("bcoin"), "--wallet-witness=" + witness);
    bcoin.mine(BLOCKS);
    // Its wallet comes to know of blocks a little later.
    await()
        .atMost(FullNode.PATIENCE)
        .until(() -> bcoin.wallet().call("getwalletinfo").get("txcount").intValue() == BLOCKS);
  }

  private void connect() {
    node.connectTo(bcoin, false);
    node.awaitHeight(BLOCKS);
  }

  private Txid send() throws IOException {
    var txid = bcoin.wallet().call("sendtoaddress", bcoin.walletAddress(), 1);
    return Txid.fromDisplay(txid.stringValue());
  }

  /** A transaction that bcoin's wallet has made and not told anyone of. */
  private Transaction made() throws IOException, DecodeException {
    var output = Map.of("address", bcoin.walletAddress(), "value", BITCOIN);
    var made = bcoin.wallet().post("/wallet/primary/create", Map.of("outputs", List.of(output)));
    return Transaction.decode(Bytes.fromHex(made.get("hex").stringValue()));
  }

  private boolean bcoinHas(Txid txid) throws IOException {
    return bcoin
        .rpc()
        .call("getrawmempool")
        .valueStream()
        .anyMatch(one -> one.stringValue().equals(txid.toString()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesTheTransactionsOfBcoin(boolean witness) throws IOException {
    start(witness);
    connect();
    var first = send();
    node.awaitInPool(first);
    var second = send();
    node.awaitInPool(second);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsBcoinOfTransactions(boolean witness) throws IOException, DecodeException {
    start(witness);
    connect();
    var transaction = made();
    assertThat(transaction.hasWitness()).isEqualTo(witness);
    assertThat(node.announce(transaction)).isInstanceOf(Answer.Accepted.class);
    await().atMost(FullNode.PATIENCE).until(() -> bcoinHas(transaction.txid()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesBlocksWithTransactionsThatItKnows(boolean witness) throws IOException {
    start(witness);
    connect();
    var txid = send();
    node.awaitInPool(txid);
    bcoin.mine(1);
    node.awaitHeight(BLOCKS + 1);
    assertThat(node.hasInPool(txid)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void checksTheSignaturesOfBcoin(boolean witness) throws IOException {
    start(witness);
    try (var cairn = Cairn.start(directory.resolve("cairn"))) {
      cairn.connectTo(bcoin, false);
      cairn.awaitTipOf(bcoin);
      var txid = send();
      bcoin.mine(1);
      cairn.awaitTipOf(bcoin);
      var block = cairn.rpc().call("getblock", cairn.tip());
      assertThat(block.get("tx").valueStream())
          .anyMatch(one -> one.stringValue().equals(txid.toString()));
    }
  }
}
