package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bitcoin Core and Cairn with the same chain, the same side branch, the same transactions in the
 * mempool and the same clock, who know nothing of each other.
 */
final class Twins implements AutoCloseable {
  private static final String[] OPTIONS = {
    "-txindex", "-coinstatsindex", "-blockfilterindex", "-txospenderindex", "-debug=cmpctblock"
  };
  private static final List<String> ADDRESS_TYPES =
      List.of("legacy", "p2sh-segwit", "bech32", "bech32m");
  private static final long START = 1_800_000_000;
  private static final int BLOCK_SECONDS = 600;

  /** So many coinbases are spent before the tip. */
  private static final int SPENT = 8;

  private static final int OLD_BLOCKS = 100 + 2 * SPENT;

  /** As BIP 125 has it. */
  private static final long REPLACEABLE = 0xffff_fffdL;

  private static final BigDecimal FEE = new BigDecimal("0.0001");

  private final BitcoinCore core;
  private final Cairn cairn;
  private long time = START;

  private Twins(BitcoinCore core, Cairn cairn) {
    this.core = core;
    this.cairn = cairn;
  }

  /** Starts both in new directories, and gives them something to talk about. */
  static Twins start(Path directory) throws IOException {
    var core = BitcoinCore.start(directory.resolve("core"), OPTIONS);
    try {
      var twins = new Twins(core, Cairn.start(directory.resolve("cairn"), OPTIONS));
      twins.grow();
      return twins;
    } catch (IOException | RuntimeException e) {
      core.close();
      throw e;
    }
  }

  BitcoinCore core() {
    return core;
  }

  Cairn cairn() {
    return cairn;
  }

  private void grow() throws IOException {
    tick();
    core.mine(OLD_BLOCKS);
    for (int height = 1; height <= OLD_BLOCKS; height++) {
      give(core.rpc().call("getblockhash", height).stringValue());
    }
    for (int i = 0; i < SPENT; i++) {
      pay();
      mine();
    }
    branch();
    pay();
    pay();
    chainOfPayments();
    tick();
    assertThat(cairn.tip()).isEqualTo(core.tip());
    assertThat(pool(cairn)).hasSizeGreaterThan(2).isEqualTo(pool(core));
  }

  private static List<String> pool(FullNode node) throws IOException {
    var txids = new ArrayList<String>();
    node.rpc().call("getrawmempool").forEach(txid -> txids.add(txid.stringValue()));
    return txids.stream().sorted().toList();
  }

  /** Has both take a block with these transactions, which may be of any kind. */
  void mine(List<String> transactions) throws IOException {
    tick();
    var block = core.rpc().call("generateblock", core.walletAddress(), transactions);
    give(block.get("hash").stringValue());
    assertThat(cairn.tip()).isEqualTo(core.tip());
  }

  private void tick() throws IOException {
    time += BLOCK_SECONDS;
    core.rpc().call("setmocktime", time);
    cairn.rpc().call("setmocktime", time);
  }

  private void mine() throws IOException {
    tick();
    core.mine(1);
    give(core.tip());
  }

  private void give(String hash) throws IOException {
    var block = core.rpc().call("getblock", hash, 0).stringValue();
    cairn.rpc().call("submitblock", block);
  }

  /** Leaves a block that both have had in their chain on a branch of its own. */
  private void branch() throws IOException {
    mine();
    var left = core.tip();
    core.rpc().call("invalidateblock", left);
    mine();
    mine();
    core.rpc().call("reconsiderblock", left);
  }

  /** Spends a coin in outputs of all kinds. */
  private void pay() throws IOException {
    var coin = core.rpc().call("listunspent", 100).get(0);
    var outputs = new ArrayList<Map<String, Object>>();
    var left = coin.get("amount").decimalValue().subtract(FEE);
    for (var type : ADDRESS_TYPES) {
      var amount = new BigDecimal("1.25000001");
      outputs.add(Map.of(core.rpc().call("getnewaddress", "", type).stringValue(), amount));
      left = left.subtract(amount);
    }
    outputs.add(Map.of("data", "636169726e"));
    outputs.add(Map.of(core.walletAddress(), left));
    send(List.of(Map.of("txid", coin.get("txid"), "vout", coin.get("vout"))), outputs);
  }

  /** Two transactions of which one spends the other, and may be replaced. */
  private void chainOfPayments() throws IOException {
    var coin = core.rpc().call("listunspent", 0, 0).get(0);
    var input = new HashMap<String, Object>();
    input.put("txid", coin.get("txid"));
    input.put("vout", coin.get("vout"));
    input.put("sequence", REPLACEABLE);
    var amount = coin.get("amount").decimalValue().subtract(FEE);
    send(List.of(input), List.of(Map.of(core.walletAddress(), amount)));
  }

  private void send(List<Map<String, Object>> inputs, List<Map<String, Object>> outputs)
      throws IOException {
    var unsigned = core.rpc().call("createrawtransaction", inputs, outputs).stringValue();
    var signed = core.rpc().call("signrawtransactionwithwallet", unsigned).get("hex");
    core.rpc().call("sendrawtransaction", signed);
    cairn.rpc().call("sendrawtransaction", signed);
  }

  @Override
  public void close() {
    try (core) {
      cairn.close();
    }
  }
}
