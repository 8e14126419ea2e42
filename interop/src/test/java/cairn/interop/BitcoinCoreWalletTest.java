package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The wallet with the node that all others are compared with, and with that node's own wallet. */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
class BitcoinCoreWalletTest extends WalletTest {
  private static final String OTHERS = "interop";
  private static final String WATCHING = "watching";

  @Override
  FullNode node(Path directory) throws IOException {
    return BitcoinCore.start(directory, "-blockfilterindex=1");
  }

  @Override
  void release(FullNode node) {
    node.close();
  }

  private JsonNode others(String method, Object... parameters) throws IOException {
    return node().rpc().callWallet(OTHERS, method, parameters);
  }

  /** Makes a wallet of Core's without keys that watches descriptors. */
  private void watch(List<String> descriptors) throws IOException {
    node().rpc().call("createwallet", WATCHING, true, true);
    imports(WATCHING, descriptors);
  }

  private void imports(String wallet, List<String> descriptors) throws IOException {
    var requests = new ArrayList<Object>();
    for (int i = 0; i < descriptors.size(); i++) {
      requests.add(
          Map.of(
              "desc",
              descriptors.get(i),
              "timestamp",
              "now",
              "range",
              List.of(0, 50),
              "active",
              true,
              "internal",
              i == 1));
    }
    for (var result : node().rpc().callWallet(wallet, "importdescriptors", requests)) {
      assertThat(result.get("success").booleanValue()).as(result.toString()).isTrue();
    }
  }

  /** The descriptors of one type of a wallet's, first for receiving, then for change. */
  private List<String> descriptors(WalletUser user, String type) {
    return user.ask("descriptor", "export")
        .valueStream()
        .filter(one -> one.get("type").stringValue().equals(type))
        .map(one -> one.get("descriptor").stringValue())
        .toList();
  }

  private String send(String hex) throws IOException {
    var txid = node().rpc().call("sendrawtransaction", hex).stringValue();
    mine(1);
    return txid;
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nested", "segwit", "taproot"})
  void signsWhatCoreHasMade(String type) throws IOException {
    alice().ask("send", "-y", "-f", "2", alice().address("-t", type), "3");
    mine(1);
    watch(descriptors(alice(), type));
    node().rpc().callWallet(WATCHING, "rescanblockchain");
    var made =
        node()
            .rpc()
            .callWallet(
                WATCHING,
                "walletcreatefundedpsbt",
                List.of(),
                List.of(Map.of(others("getnewaddress").stringValue(), 1)),
                0,
                Map.of("fee_rate", 5, "changeAddress", alice().address("-t", type)));
    var signed = alice().ask("psbt", "sign", made.get("psbt").stringValue());

    var whole = node().rpc().call("finalizepsbt", signed.get("psbt").stringValue());
    assertThat(whole.get("complete").booleanValue()).isTrue();
    send(whole.get("hex").stringValue());
    assertThat(others("getbalance").decimalValue()).isEqualByComparingTo(BigDecimal.ONE);
  }

  @ParameterizedTest
  @CsvSource({
    "legacy, legacy, 0",
    "p2sh-segwit, nested, 0",
    "bech32, segwit, 0",
    "bech32m, taproot, 0",
    "bech32, segwit, 2",
  })
  void makesWhatCoreSigns(String coreType, String type, String version) throws IOException {
    mineTo(others("getnewaddress", "", coreType).stringValue(), 1);
    mine(100);
    var listed = others("listdescriptors").get("descriptors");
    var watcher = new WalletUser(directory.resolve("watcher"), node());
    Files.writeString(watcher.home.resolve("core"), others("listdescriptors").toString());
    watcher.ask("import-core", watcher.file("core"));
    assertThat(watcher.ask("descriptor", "export")).hasSize(listed.size());
    assertThat(watcher.ask("info").get("kinds").toString()).contains(type);
    watcher.ask(
        "psbt",
        "create",
        "-f",
        "3",
        "--psbt-version",
        version,
        alice().address(),
        "7",
        "-o",
        watcher.file("psbt"));
    var text = Base64.getEncoder().encodeToString(Files.readAllBytes(watcher.home.resolve("psbt")));
    var signed = others("walletprocesspsbt", text, true, "ALL", true, false);
    Files.writeString(watcher.home.resolve("signed"), signed.get("psbt").stringValue());
    watcher.ask("psbt", "broadcast", "-y", watcher.file("signed"));
    mine(1);
    assertThat(watcher.ask("balance").get("confirmed").decimalValue())
        .isEqualByComparingTo(others("getbalances").get("mine").get("trusted").decimalValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"segwit", "nested", "taproot"})
  void signsTogetherWithCore(String type) throws IOException {
    // A key of Core's, in public and in secret, as its descriptors have it.
    var open = keyOf(others("listdescriptors"));
    var secret = keyOf(others("listdescriptors", true));
    var own = alice().ask("multisig", "key", "-t", type).get("key").stringValue();
    var made = alice().ask("multisig", "create", "both", "2", own, open, "-t", type);
    var secrets = new ArrayList<String>();
    for (var descriptor : made.get("descriptors")) {
      var bare = descriptor.stringValue().replaceFirst("#.*", "").replace(open, secret);
      var checksum = node().rpc().call("getdescriptorinfo", bare).get("checksum").stringValue();
      secrets.add(bare + "#" + checksum);
    }
    node().rpc().call("createwallet", "both", false, true);
    imports("both", secrets);
    var address = alice().address("-w", "both");
    alice().ask("send", "-y", "-f", "2", address, "5");
    mine(1);
    assertThat(node().rpc().callWallet("both", "getbalance").decimalValue())
        .isEqualByComparingTo("5");

    // Made here: first we sign, then Core. Then made there, and we are the last to sign.
    alice()
        .ask(
            "-w",
            "both",
            "psbt",
            "create",
            "-f",
            "2",
            alice().address(),
            "1",
            "-o",
            alice().file("0"));
    var first = alice().ask("-w", "both", "psbt", "sign", alice().file("0"));
    assertThat(first.get("complete").booleanValue()).isFalse();
    var second =
        node().rpc().callWallet("both", "walletprocesspsbt", first.get("psbt").stringValue());
    assertThat(second.get("complete").booleanValue()).isTrue();
    send(second.get("hex").stringValue());

    var theirs =
        node()
            .rpc()
            .callWallet(
                "both",
                "walletcreatefundedpsbt",
                List.of(),
                List.of(Map.of(alice().address(), 1)),
                0,
                Map.of("fee_rate", 5, "changeAddress", address));
    var signedThere =
        node().rpc().callWallet("both", "walletprocesspsbt", theirs.get("psbt").stringValue());
    assertThat(signedThere.get("complete").booleanValue()).isFalse();
    var signedHere =
        alice().ask("-w", "both", "psbt", "sign", signedThere.get("psbt").stringValue());
    assertThat(signedHere.get("complete").booleanValue()).isTrue();
    alice().ask("-w", "both", "psbt", "broadcast", "-y", signedHere.get("psbt").stringValue());
    mine(1);
    assertThat(alice().ask("-w", "both", "balance").get("confirmed").decimalValue())
        .isEqualByComparingTo(node().rpc().callWallet("both", "getbalance").decimalValue());
  }

  /** The key of the first account of BIP 84, with where it comes from. */
  private static String keyOf(JsonNode listed) {
    return listed
        .get("descriptors")
        .valueStream()
        .map(one -> one.get("desc").stringValue())
        .filter(text -> text.startsWith("wpkh(") && text.contains("/0/*"))
        .map(text -> text.substring("wpkh(".length(), text.indexOf("/0/*")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesOverAWalletOfCores() throws IOException {
    for (var type : List.of("legacy", "p2sh-segwit", "bech32", "bech32m")) {
      mineTo(others("getnewaddress", "", type).stringValue(), 1);
    }
    mine(100);
    var heir = new WalletUser(directory.resolve("heir"), node());
    Files.writeString(heir.home.resolve("core"), others("listdescriptors", true).toString());
    heir.ask("import-core", heir.file("core"));

    assertThat(heir.ask("balance").get("confirmed").decimalValue())
        .isEqualByComparingTo(others("getbalance").decimalValue())
        .isEqualByComparingTo("200");
    heir.ask("send", "-y", "-f", "2", "--all", others("getnewaddress").stringValue());
    mine(1);
    assertThat(others("getbalance").decimalValue())
        .isBetween(new BigDecimal("199.9999"), new BigDecimal("200"));
  }

  @Test
  void signsMessagesAsCoreDoes() throws IOException {
    var ours = alice().address("-t", "legacy");
    var signature = alice().ask("sign-message", ours, "tea").get("signature").stringValue();
    assertThat(node().rpc().call("verifymessage", ours, signature, "tea").booleanValue()).isTrue();

    var theirs = others("getnewaddress", "", "legacy").stringValue();
    var signed = others("signmessage", theirs, "cake").stringValue();
    assertThat(alice().run("verify-message", theirs, signed, "cake").status()).isZero();
  }

  @Test
  void findsCoinsWithoutFilters() throws IOException {
    var plain = BitcoinCore.start(directory.resolve("plain"));
    try (plain) {
      var carol = new WalletUser(directory.resolve("carol"), plain);
      var words = carol.ask("create", "--no-check").get("words").stringValue();
      plain.rpc().call("generatetoaddress", 1, carol.address());
      plain.rpc().call("generatetoaddress", 1, carol.address("-t", "taproot"));
      plain.mine(600);
      var dave = new WalletUser(directory.resolve("dave"), plain);
      Files.writeString(dave.home.resolve("words"), words);
      dave.ask("restore", "--words-file", dave.file("words"));

      assertThat(dave.ask("balance").get("confirmed").decimalValue()).isEqualByComparingTo("100");
    }
  }
}
