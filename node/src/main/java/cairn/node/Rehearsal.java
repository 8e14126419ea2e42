package cairn.node;

import cairn.node.embedded.Cairn;
import cairn.node.embedded.CairnNode;
import cairn.node.embedded.RpcAddress;
import cairn.primitives.Amount;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What nodes do all day: blocks, transactions and calls. The launcher has a JVM do it once, which
 * keeps what it learns for later starts: which classes there are (JEP 483, 514), and how the busy
 * methods behave, so that they are compiled sooner (JEP 515).
 */
public final class Rehearsal {
  private static final int MATURITY = 100;
  private static final int COINS = 24;
  private static final int PAYMENTS_OF_EACH = 20;
  private static final int COINS_FOR_A_BLOCK = 6;
  private static final int CALLS_OF_EACH = 80;
  private static final long FEE = 1_000;

  /** Passes transactions on without waiting for others that nobody can tell them from. */
  private static final String AT_ONCE = "-whitelist=noban,in,out@127.0.0.1";

  /** The private key 1, and its address. */
  private static final String KEY = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";

  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private final Path home;

  private Rehearsal(Path home) {
    this.home = home;
  }

  /**
   * Rehearses.
   *
   * @param args a folder that is empty, and a file with the first blocks of the main network
   */
  public static void main(String[] args) throws IOException {
    Main.settle();
    var rehearsal = new Rehearsal(Path.of(args[0]));
    rehearsal.importBlocks(args[1]);
    rehearsal.serve();
  }

  private void importBlocks(String file) throws IOException {
    var directory = Files.createDirectory(home.resolve("import"));
    run(
        "node",
        "-datadir=" + directory,
        "-loadblock=" + file,
        "-connect=0",
        "-stopafterblockimport",
        "-noserver");
  }

  private void serve() {
    try (var node = Cairn.regtest().options("-txindex", AT_ONCE).start();
        var peer = Cairn.regtest().options(AT_ONCE).start()) {
      peer.connect(node);
      var coins = mine(node, COINS);
      node.mine(MATURITY);
      for (int i = 0; i < COINS; i++) {
        pay(node, coins.get(i));
        if (i % COINS_FOR_A_BLOCK == COINS_FOR_A_BLOCK / 2) {
          mine(node, 1);
        }
      }
      ask(node);
      peer.awaitTip(node.tip());
    }
  }

  /** The ids of the coinbase transactions. */
  private static List<String> mine(CairnNode node, int blocks) {
    var ids = new ArrayList<String>();
    for (var hash : node.call("generatetoaddress", blocks, ADDRESS).asArray()) {
      ids.add(transactions(node, hash).getFirst().asString());
    }
    return ids;
  }

  private static List<Json> transactions(CairnNode node, Json block) {
    return member(node.call("getblock", block, 1), "tx").asArray();
  }

  private static Json member(Json object, String name) {
    return object.asObject().find(name);
  }

  /** Payments one after the other, each of what the one before has paid. */
  private static void pay(CairnNode node, String coinbase) {
    var id = coinbase;
    long sats = 50 * Amount.SATS_PER_COIN;
    for (int i = 0; i < PAYMENTS_OF_EACH; i++) {
      sats -= FEE;
      var draft =
          node.call(
              "createrawtransaction",
              List.of(Map.of("txid", id, "vout", 0)),
              Map.of(ADDRESS, new Amount(sats)));
      var signed = node.call("signrawtransactionwithkey", draft, List.of(KEY));
      id = node.call("sendrawtransaction", member(signed, "hex")).asString();
    }
  }

  private void ask(CairnNode node) {
    var address = node.rpc();
    var block = node.call("getbestblockhash");
    var transaction = transactions(node, block).getLast().asString();
    var hash = block.asString();
    for (int i = 0; i < CALLS_OF_EACH; i++) {
      call(address, "getblockcount");
      call(address, "getblockchaininfo");
      call(address, "getblockhash", "1");
      call(address, "getblockheader", hash);
      for (var verbosity : List.of("0", "1", "2", "3")) {
        call(address, "getblock", hash, verbosity);
      }
      call(address, "getrawtransaction", transaction, "1");
      call(address, "gettxout", transaction, "0");
      call(address, "getmempoolinfo");
      call(address, "getblocktemplate", "{\"rules\": [\"segwit\"]}");
    }
  }

  private void call(RpcAddress address, String... words) {
    var all =
        new ArrayList<>(
            List.of(
                "cli",
                "-regtest",
                "-datadir=" + home,
                "-rpcport=" + address.port(),
                "-rpcuser=" + address.user(),
                "-rpcpassword=" + address.password()));
    all.addAll(List.of(words));
    run(all.toArray(String[]::new));
  }

  private static void run(String... words) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int status = Main.run(List.of(words), nowhere, System.err, false);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ends with " + status);
    }
  }
}
