package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wf.bitcoin.javabitcoindrpcclient.BitcoinJSONRPCClient;
import wf.bitcoin.javabitcoindrpcclient.BitcoinRPCException;

/** Clients of Bitcoin Core's JSON-RPC, in JavaScript and Java, that others have written. */
class ClientsTest {
  private static final int PATIENCE_MINUTES = 3;
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  @TempDir private Path directory;
  private Cairn node;

  @BeforeEach
  void start() throws Exception {
    node = Cairn.start(directory.resolve("node"), "-txindex");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /** With transactions of all standard types that bitcoinjs-lib and btc-signer make and sign. */
  @Test
  void serveADayOfAProgramInJavaScript() throws Exception {
    var installed = NpmInstallation.CLIENTS.directory();
    var output = directory.resolve("day");
    var day =
        new ProcessBuilder(
                "node",
                installed.resolve("day.js").toString(),
                Integer.toString(node.rpcPort()),
                NodeHome.USER,
                NodeHome.PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(day.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(Files.readAllLines(output))
          .contains("bitcoinjs-lib, P2TR by script: 117 vB", "btc-signer, P2WSH: 146 vB")
          .endsWith("the day is over");
      assertThat(day.exitValue()).isZero();
    } finally {
      day.destroyForcibly();
    }
  }

  @Test
  void serveADayOfAProgramInJava() throws Exception {
    var client =
        new BitcoinJSONRPCClient(
            URI.create(
                    "http://%s:%s@127.0.0.1:%d/"
                        .formatted(NodeHome.USER, NodeHome.PASSWORD, node.rpcPort()))
                .toURL());
    var hashes = client.generateToAddress(2, ADDRESS);
    assertThat(client.getBlockCount()).isEqualTo(2);
    assertThat(client.getBestBlockHash()).isEqualTo(hashes.getLast());
    assertThat(client.getBlockHash(1)).isEqualTo(hashes.getFirst());
    var chain = client.getBlockChainInfo();
    assertThat(chain.chain()).isEqualTo("regtest");
    assertThat(chain.bestBlockHash()).isEqualTo(hashes.getLast());
    var block = client.getBlock(hashes.getLast());
    assertThat(block.height()).isEqualTo(2);
    assertThat(block.confirmations()).isEqualTo(1);
    var coinbase = client.getRawTransaction(block.tx().getFirst());
    assertThat(coinbase.blockHash()).isEqualTo(hashes.getLast());
    assertThat(coinbase.vOut().getFirst().value()).isEqualByComparingTo(BigDecimal.valueOf(50));
    assertThat(client.getTxOut(coinbase.txId(), 0).confirmations()).isEqualTo(1);
    assertThat(client.getTxOutSetInfo().height()).isEqualTo(2);
    assertThat(client.getRawMemPool()).isEqualTo(List.of());
    assertThat(client.getPeerInfo()).isEmpty();
    assertThat(client.getNetworkInfo().connections()).isZero();
    assertThat(client.getMiningInfo().blocks()).isEqualTo(2);
    assertThat(client.validateAddress(ADDRESS).isValid()).isTrue();
    assertThatThrownBy(() -> client.getBlockHash(3))
        .isInstanceOf(BitcoinRPCException.class)
        .hasMessageContaining("Block height out of range");
  }
}
