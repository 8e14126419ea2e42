package cairn.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** All that can be asked of a node about its chain, mempool, network and itself, and of texts. */
final class Questions {
  /** Enough blocks from the tip down to see all kinds of transactions. */
  private static final int NEWEST = 6;

  private static final String KEY =
      "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
  private static final String OTHER_KEY =
      "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
  private static final String SECRET = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";
  private static final String XPUB =
      "tpubD6NzVbkrYhZ4WaWSyoBvQwbpLkojyoTZPRsgXELWz3Popb3qkjcJyJUGLnL4qHHoQvao8ESaAstxYSnhyswJ76"
          + "uZPStJRJCTKvosUCJZL5B";

  private final FullNode node;
  private final List<Question> questions = new ArrayList<>();

  private Questions(FullNode node) {
    this.node = node;
  }

  /** Questions about what {@code node} knows. */
  static List<Question> about(FullNode node) throws IOException {
    var questions = new Questions(node);
    questions.askOfTheNode();
    questions.askOfBlocks();
    questions.askOfTheMempool();
    questions.askOfTheSideBranch();
    questions.askOfTexts();
    questions.askOfDescriptors();
    return List.copyOf(questions.questions);
  }

  private void ask(String method, Object... arguments) {
    questions.add(Question.of(method, arguments));
  }

  private void askOfTheNode() {
    ask("getblocktemplate", Map.of("rules", List.of("segwit")));
    for (var method :
        List.of(
            "getbestblockhash",
            "getblockchaininfo",
            "getblockcount",
            "getchainstates",
            "getchaintips",
            "getdifficulty",
            "getmempoolinfo",
            "getmininginfo",
            "getprioritisedtransactions",
            "getaddednodeinfo",
            "getaddrmaninfo",
            "getconnectioncount",
            "getnettotals",
            "getnetworkinfo",
            "getpeerinfo",
            "listbanned",
            "getmemoryinfo",
            "getrpcinfo",
            "uptime",
            "getindexinfo",
            "getzmqnotifications",
            "getprivatebroadcastinfo",
            "getorphantxs",
            "getrawaddrman",
            "logging",
            "help")) {
      ask(method);
    }
    ask("getmemoryinfo", "stats");
    ask("getmemoryinfo", "mallocinfo");
    ask("getindexinfo", "txindex");
    ask("getindexinfo", "no such index");
    ask("getorphantxs", 0);
    ask("getorphantxs", 1);
    ask("getnodeaddresses", 0, "ipv4");
    ask("getnetworkhashps", 120, -1);
    ask("getnetworkhashps", -1, 20);
    ask("getdeploymentinfo");
    ask("getchaintxstats");
    ask("getchaintxstats", 20);
    ask("estimatesmartfee", 6, "economical");
    ask("estimaterawfee", 6, 0.95);
    ask("gettxoutsetinfo");
    ask("gettxoutsetinfo", "none");
    ask("gettxoutsetinfo", "muhash");
    ask("verifychain", 4, 10);
    ask("echo", "a", 1, true);
    ask("echojson", "a", 1, List.of(1));
    ask("help", "getblock");
  }

  private void askOfBlocks() throws IOException {
    int tip = node.height();
    for (int height : heights(tip)) {
      var hash = node.rpc().call("getblockhash", height).stringValue();
      ask("getblockhash", height);
      for (int verbosity = 0; verbosity <= 3; verbosity++) {
        ask("getblock", hash, verbosity);
      }
      ask("getblockheader", hash, true);
      ask("getblockheader", hash, false);
      ask("getblockstats", height);
      ask("getblockstats", hash, List.of("height", "feerate_percentiles"));
      ask("getblockfilter", hash, "basic");
      ask("getdeploymentinfo", hash);
      ask("getchaintxstats", 1, hash);
      ask("gettxoutsetinfo", "muhash", height, true);
      ask("gettxoutsetinfo", "none", hash);
      ask("getblockfrompeer", hash, 0);
      for (var transaction : node.rpc().call("getblock", hash, 2).get("tx")) {
        askOfTransaction(transaction, hash);
      }
    }
    ask("waitforblockheight", tip, 1);
    ask("waitforblock", node.tip(), 1);
  }

  private static List<Integer> heights(int tip) {
    var heights = new ArrayList<>(List.of(0, 1));
    for (int height = tip - NEWEST; height <= tip; height++) {
      heights.add(height);
    }
    return heights;
  }

  private void askOfTransaction(JsonNode transaction, String block) throws IOException {
    var txid = transaction.get("txid").stringValue();
    var hex = transaction.get("hex").stringValue();
    for (int verbosity = 0; verbosity <= 2; verbosity++) {
      ask("getrawtransaction", txid, verbosity);
    }
    ask("getrawtransaction", txid, 2, block);
    ask("gettxoutproof", List.of(txid), block);
    ask("decoderawtransaction", hex, true);
    ask("testmempoolaccept", List.of(hex));
    ask("sendrawtransaction", hex);
    for (var output : transaction.get("vout")) {
      int index = output.get("n").intValue();
      var script = output.get("scriptPubKey");
      ask("gettxout", txid, index, true);
      ask("gettxout", txid, index, false);
      ask("gettxspendingprevout", List.of(Map.of("txid", txid, "vout", index)));
      ask("decodescript", script.get("hex").stringValue());
      ask("getdescriptorinfo", script.get("desc").stringValue());
      if (script.has("address")) {
        var address = script.get("address").stringValue();
        ask("validateaddress", address);
        ask("scantxoutset", "start", List.of("addr(" + address + ")"));
        ask("scanblocks", "start", List.of("addr(" + address + ")"), 1);
        ask("getdescriptoractivity", List.of(block), List.of("addr(" + address + ")"), true);
      }
    }
    var proof = node.rpc().call("gettxoutproof", List.of(txid), block).stringValue();
    ask("verifytxoutproof", proof);
    var input = Map.of("txid", txid, "vout", 0);
    ask("createrawtransaction", List.of(input), List.of(Map.of("data", "00ff")), 100, true, 3);
    ask("createpsbt", List.of(input), List.of(Map.of("data", "00ff")));
    askOfPsbt(
        node.rpc()
            .call("createpsbt", List.of(input), List.of(Map.of("data", "00ff")))
            .stringValue());
  }

  private void askOfPsbt(String psbt) throws IOException {
    for (var method : List.of("decodepsbt", "analyzepsbt", "finalizepsbt", "utxoupdatepsbt")) {
      ask(method, psbt);
    }
    ask("combinepsbt", List.of(psbt, psbt));
    ask("joinpsbts", List.of(psbt, psbt));
    ask("descriptorprocesspsbt", psbt, List.of("wpkh(" + SECRET + ")"));
    var updated = node.rpc().call("walletprocesspsbt", psbt).get("psbt").stringValue();
    for (var method : List.of("decodepsbt", "analyzepsbt", "finalizepsbt")) {
      ask(method, updated);
    }
    ask("combinepsbt", List.of(psbt, updated));
  }

  private void askOfTheMempool() throws IOException {
    ask("getrawmempool", false, true);
    ask("getrawmempool", true);
    ask("getmempoolfeeratediagram");
    for (var txid : node.rpc().call("getrawmempool")) {
      var text = txid.stringValue();
      ask("getmempoolentry", text);
      ask("getmempoolcluster", text);
      ask("getmempoolancestors", text, true);
      ask("getmempooldescendants", text, true);
      ask("getrawtransaction", text, 1);
      ask("gettxout", text, 0, true);
      ask("gettxout", text, 0, false);
      ask("gettxspendingprevout", List.of(Map.of("txid", text, "vout", 0)));
      var hex = node.rpc().call("getrawtransaction", text).stringValue();
      ask("testmempoolaccept", List.of(hex));
      ask("submitpackage", List.of(hex));
    }
  }

  private void askOfTheSideBranch() throws IOException {
    for (var tip : node.rpc().call("getchaintips")) {
      var hash = tip.get("hash").stringValue();
      ask("getblock", hash, 2);
      ask("getblockheader", hash);
      ask("getblockstats", hash);
      ask("getblockfilter", hash);
      ask("getchaintxstats", 1, hash);
      ask("getdeploymentinfo", hash);
      ask("gettxoutsetinfo", "muhash", hash);
    }
  }

  private void askOfTexts() throws IOException {
    ask("createmultisig", 1, List.of(KEY, OTHER_KEY), "bech32");
    ask("createmultisig", 2, List.of(KEY, OTHER_KEY), "legacy");
    ask("signmessagewithprivkey", SECRET, "a message");
    var signature = node.rpc().call("signmessagewithprivkey", SECRET, "a message").stringValue();
    ask("verifymessage", "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", signature, "a message");
    ask("validateaddress", "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac80");
    ask("validateaddress", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
    for (var script :
        List.of("", "51", "6a", "a9", "0014" + "11".repeat(20), "51024e73", "21" + KEY + "ac")) {
      ask("decodescript", script);
    }
    var unsigned =
        node.rpc()
            .call(
                "createrawtransaction",
                List.of(Map.of("txid", "11".repeat(32), "vout", 0)),
                List.of(Map.of("data", "00")))
            .stringValue();
    ask("decoderawtransaction", unsigned);
    ask("converttopsbt", unsigned);
    ask("combinerawtransaction", List.of(unsigned, unsigned));
    var coin =
        Map.of(
            "txid",
            "11".repeat(32),
            "vout",
            0,
            "scriptPubKey",
            "0014751e76e8199196d454941c45d1b3a323f1433bd6",
            "amount",
            1);
    ask("signrawtransactionwithkey", unsigned, List.of(SECRET), List.of(coin), "ALL");
    ask("testmempoolaccept", List.of(unsigned, unsigned));
    ask("sendrawtransaction", unsigned, 0.1, 0);
    ask("submitpackage", List.of(unsigned, unsigned));
    ask("submitheader", "00".repeat(80));
    ask("submitblock", "00".repeat(81));
  }

  private void askOfDescriptors() {
    for (var descriptor :
        List.of(
            "pkh(" + KEY + ")",
            "wpkh([deadbeef/84h/1h/0h]" + XPUB + "/0/*)",
            "sh(wpkh(" + XPUB + "/<0;1>/*))",
            "wsh(sortedmulti(1," + KEY + "," + OTHER_KEY + "))",
            "wsh(and_v(v:pk(" + KEY + "),older(144)))",
            "tr(" + KEY.substring(2) + ",{pk(" + OTHER_KEY.substring(2) + "),pk(" + XPUB + "/*)})",
            "rawtr(" + KEY.substring(2) + ")",
            "combo(" + KEY + ")",
            "raw(6a)",
            "wpkh(" + SECRET + ")",
            "wsh(multi(3," + KEY + "))",
            "nonsense(" + KEY + ")")) {
      ask("getdescriptorinfo", descriptor);
      ask("deriveaddresses", descriptor);
      ask("deriveaddresses", descriptor, List.of(0, 2));
      ask("scantxoutset", "start", List.of(descriptor));
      ask("scanblocks", "start", List.of(descriptor));
    }
    ask("scantxoutset", "status");
    ask("scantxoutset", "abort");
    ask("scanblocks", "status");
    ask("scanblocks", "abort");
  }
}
