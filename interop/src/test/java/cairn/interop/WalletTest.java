package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtException;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.rpc.NodeClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The wallet with a node, whichever it is: the same commands do the same. */
@Timeout(300)
abstract class WalletTest {
  private static final List<String> KINDS = List.of("legacy", "nested", "segwit", "taproot");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  private FullNode node;

  @SuppressWarnings("NullAway.Init") // before each test
  private WalletUser alice;

  private String words = "";

  /** A node that keeps block filters, and whose chain has the genesis block alone. */
  abstract FullNode node(Path directory) throws IOException;

  /** Takes the node back after a test. */
  abstract void release(FullNode node);

  @BeforeEach
  void prepare() throws IOException {
    node = node(directory.resolve("node"));
    alice = new WalletUser(directory.resolve("alice"), node);
    words = alice.ask("create", "--no-check").get("words").stringValue();
    mineTo(alice.address(), 105);
  }

  @AfterEach
  void release() {
    release(node);
  }

  final FullNode node() {
    return node;
  }

  final WalletUser alice() {
    return alice;
  }

  final void mineTo(String address, int blocks) throws IOException {
    node.rpc().call("generatetoaddress", blocks, address);
  }

  /** Mines to an address that nobody here has. */
  final void mine(int blocks) throws IOException {
    mineTo("bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202", blocks);
  }

  private static BigDecimal amount(JsonNode json, String name) {
    return json.get(name).decimalValue();
  }

  private static BigDecimal total(WalletUser user) {
    return amount(user.ask("balance"), "total");
  }

  private List<String> mempool() throws IOException {
    return node.rpc().call("getrawmempool").valueStream().map(JsonNode::stringValue).toList();
  }

  private static String txid(JsonNode sent) {
    return sent.get("txid").stringValue();
  }

  private static String state(JsonNode payment) {
    return payment.get("state").stringValue();
  }

  @Test
  void findsWhatWasMinedToIt() {
    var balance = alice.ask("balance");

    assertThat(amount(balance, "confirmed")).isEqualByComparingTo("250");
    assertThat(amount(balance, "immature")).isEqualByComparingTo("5000");
    assertThat(alice.ask("history")).hasSize(105);
    assertThat(alice.ask("coins")).hasSize(105);
  }

  @Test
  void paysAndSpendsEveryTypeOfAddress() throws IOException {
    var bob = new WalletUser(directory.resolve("bob"), node);
    bob.ask("create", "--no-check");
    var recipients = new ArrayList<>(List.of("send", "--yes", "--fee-rate", "3"));
    for (var kind : KINDS) {
      recipients.add(bob.address("--type", kind) + "=1.5");
    }
    var sent = alice.ask(recipients.toArray(String[]::new));

    assertThat(mempool()).containsExactly(txid(sent));
    assertThat(amount(bob.ask("balance"), "unconfirmed_incoming")).isEqualByComparingTo("6");
    mine(1);
    assertThat(amount(bob.ask("balance"), "confirmed")).isEqualByComparingTo("6");
    // Back again, from each of them alone, and at last all that there is.
    for (var coin : bob.ask("coins")) {
      bob.ask(
          "send",
          "--yes",
          "-f",
          "2",
          alice.address(),
          "0.5",
          "--coin",
          coin.get("coin").stringValue());
    }
    assertThat(mempool()).hasSize(4);
    mine(1);
    bob.ask("send", "--yes", "-f", "2", "--all", alice.address("--type", "taproot"));
    mine(1);
    assertThat(total(bob)).isEqualByComparingTo("0");
    var last = alice.ask("history");
    assertThat(state(last.get(last.size() - 1))).isEqualTo("confirmed");
  }

  @Test
  void paysAHigherFeeForTheSame() throws IOException {
    var to = new WalletUser(directory.resolve("bob"), node);
    to.ask("create", "--no-check");
    var first = alice.ask("send", "--yes", "-f", "2", to.address(), "1");
    var second = alice.ask("bump", "--yes", txid(first));
    var third = alice.ask("bump", "--yes", "-f", "30", txid(second));

    assertThat(mempool()).containsExactly(txid(third));
    assertThat(amount(third, "fee")).isGreaterThan(amount(second, "fee"));
    assertThat(amount(second, "fee")).isGreaterThan(amount(first, "fee"));
    mine(1);
    assertThat(amount(to.ask("balance"), "confirmed")).isEqualByComparingTo("1");
    assertThat(total(alice))
        .isEqualByComparingTo(new BigDecimal("5249").subtract(amount(third, "fee")));
    assertThat(alice.run("bump", "--yes", txid(third)).status()).isOne();
  }

  @Test
  void takesAPaymentBack() throws IOException {
    var first =
        alice.ask("send", "--yes", "-f", "2", "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202", "7");
    var back = alice.ask("cancel", "--yes", txid(first));
    mine(1);

    assertThat(mempool()).isEmpty();
    assertThat(total(alice))
        .isEqualByComparingTo(new BigDecimal("5250").subtract(amount(back, "fee")));
    assertThat(alice.ask("history", "--all").toString()).contains("replaced");
  }

  @Test
  void hurriesWhatPaysIt() throws IOException {
    var bob = new WalletUser(directory.resolve("bob"), node);
    bob.ask("create", "--no-check");
    var slow = alice.ask("send", "--yes", "-f", "1", bob.address(), "1");
    var child = bob.ask("cpfp", "--yes", "-f", "20", txid(slow));

    var entry = node.rpc().call("getmempoolentry", txid(child));
    var fees = entry.get("fees").get("ancestor").decimalValue().movePointRight(8);
    var size = entry.get("ancestorsize").decimalValue();
    assertThat(fees.doubleValue() / size.doubleValue()).isBetween(20.0, 20.5);
    mine(1);
    assertThat(mempool()).isEmpty();
  }

  @Test
  void findsEverythingAgainFromTheWordsAfterAReorganisation() throws IOException {
    alice.ask("send", "--yes", "-f", "2", "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202", "3");
    mine(2);
    alice.ask("send", "--yes", "-f", "2", alice.address("--type", "taproot"), "4");
    mine(1);
    alice.ask("balance");
    node.abandon(106);
    mineTo("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 6);
    // The later payment was not to be mined as early as the reorganised chain ended; but of ten,
    // one
    // says that it might have been, so that nobody can tell when it was made.
    var lost =
        alice.ask("history").valueStream().filter(one -> state(one).equals("recorded")).toList();
    assertThat(lost).hasSizeLessThanOrEqualTo(1);
    for (var payment : lost) {
      alice.ask("resend", txid(payment));
    }
    mine(1);
    var balance = alice.ask("balance");
    var history = alice.ask("history");

    var elsewhere = new WalletUser(directory.resolve("elsewhere"), node);
    Files.writeString(elsewhere.home.resolve("words"), words);
    elsewhere.ask("restore", "--words-file", elsewhere.file("words"));
    assertThat(elsewhere.ask("balance")).isEqualTo(balance);
    assertThat(elsewhere.ask("history")).isEqualTo(history);
    assertThat(history).hasSize(107);
    assertThat(amount(balance, "confirmed").add(amount(balance, "immature")))
        .isBetween(new BigDecimal("5246.99"), new BigDecimal("5247"));
  }

  @Test
  void followsAReorganisationThatTakesItsMoneyAway() throws IOException {
    var bob = new WalletUser(directory.resolve("bob"), node);
    bob.ask("create", "--no-check");
    mineTo(bob.address(), 1);
    assertThat(total(bob)).isEqualByComparingTo("50");
    node.abandon(106);
    mine(2);

    assertThat(total(bob)).isEqualByComparingTo("0");
    assertThat(bob.ask("history")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bump", "cancel", "cpfp"})
  void doesNotKnowATransactionOfOthers(String command) {
    var outcome = alice.run(command, "--yes", "-f", "5", "00".repeat(32));

    assertThat(outcome.status()).isOne();
    assertThat(outcome.err()).contains("has no transaction");
  }

  @Test
  void signsWithOthersThroughFiles() throws IOException {
    var people = new ArrayList<WalletUser>();
    var keys = new ArrayList<String>();
    for (var name : List.of("ann", "ben", "cat")) {
      var person = new WalletUser(directory.resolve(name), node);
      person.ask("create", "--no-check");
      keys.add(person.ask("multisig", "key").get("key").stringValue());
      people.add(person);
    }
    var create = new ArrayList<>(List.of("multisig", "create", "vault", "2"));
    create.addAll(keys);
    people.forEach(person -> person.ask(create.toArray(String[]::new)));
    var ann = people.get(0);
    var address = ann.address("-w", "vault");
    people.forEach(person ->
        assertThat(
                person.ask("-w", "vault", "address", "verify", address).get("mine").booleanValue())
            .isTrue());
    alice.ask("send", "--yes", "-f", "2", address, "5");
    mine(1);
    assertThat(ann.run("-w", "vault", "send", "-y", "-f", "2", alice.address(), "1").err())
        .contains("not enough to sign");

    ann.ask("-w", "vault", "psbt", "create", "-f", "2", alice.address(), "1", "-o", ann.file("0"));
    ann.ask("-w", "vault", "psbt", "sign", ann.file("0"), "-o", ann.file("1"));
    var cat = people.get(2);
    cat.ask("-w", "vault", "psbt", "sign", ann.file("0"), "-o", cat.file("1"));
    assertThat(ann.run("-w", "vault", "psbt", "broadcast", "-y", ann.file("1")).err())
        .contains("more have to sign");
    var shown = cat.ask("-w", "vault", "psbt", "show", cat.file("1"));
    assertThat(shown.get("complete").booleanValue()).isFalse();
    ann.ask("-w", "vault", "psbt", "combine", ann.file("1"), cat.file("1"), "-o", ann.file("2"));
    ann.ask("-w", "vault", "psbt", "finalize", ann.file("2"), "-o", ann.file("3"));
    var sent = ann.ask("-w", "vault", "psbt", "broadcast", "-y", ann.file("3"));
    assertThat(mempool()).contains(txid(sent));
    mine(1);
    var fee = amount(shown, "fee");
    people.forEach(person ->
        assertThat(amount(person.ask("-w", "vault", "balance"), "confirmed"))
            .isEqualByComparingTo(new BigDecimal("4").subtract(fee)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nested", "segwit", "taproot"})
  void signsMessages(String kind) {
    var address = alice.address("--type", kind);
    var signature = alice.ask("sign-message", address, "it is me").get("signature").stringValue();

    assertThat(alice.run("verify-message", address, signature, "it is me").status()).isZero();
    assertThat(alice.run("verify-message", address, signature, "it is you").status()).isOne();
  }

  @Test
  void watchesWhatAnotherExports() throws IOException {
    var watcher = new WalletUser(directory.resolve("watcher"), node);
    watcher.ask("create", "--watch-only");
    var exported = alice.ask("descriptor", "export");
    for (int i = 0; i < exported.size(); i += 2) {
      watcher.ask(
          "descriptor",
          "import",
          exported.get(i).get("descriptor").stringValue(),
          exported.get(i + 1).get("descriptor").stringValue());
    }
    assertThat(watcher.ask("balance")).isEqualTo(alice.ask("balance"));
    assertThat(watcher.run("send", "-y", "-f", "2", alice.address(), "1").err())
        .contains("no secret keys");
  }

  @Test
  void givesTheAddressesThatANodeDerives() throws IOException, WalletException {
    try (var wallet = Wallet.open(alice.walletFile(), Networks.regtest())) {
      for (var keychain : wallet.keychains().all()) {
        var derived =
            node.rpc().call("deriveaddresses", keychain.descriptor().toString(), List.of(0, 99));
        for (int i = 0; i < 100; i++) {
          assertThat(keychain.address(i, wallet.format())).isEqualTo(derived.get(i).stringValue());
        }
      }
    }
  }

  @Test
  void makesPaymentsThatTheNodeTakes() throws IOException, WalletException {
    int count = Integer.getInteger("cairn.payments", 200);
    alice.ask("balance");
    try (var wallet = Wallet.open(alice.walletFile(), Networks.regtest());
        var client = new NodeClient(alice.node())) {
      var payments = new RandomPayments(wallet, client, new Random(count));
      for (int i = 0; i < count; i++) {
        payments.pay();
        if (i % 12 == 11 || i == count - 1) {
          mine(1);
          payments.synchronize();
        }
      }
      assertThat(payments.isAccountedFor()).isTrue();
    }
  }

  @Test
  void keepsWhatIsInTheFile() throws IOException {
    alice.ask("label", "set", alice.address(), "tea");
    alice.ask("backup", alice.file("copy"));
    Files.writeString(alice.home.resolve("new"), "other");
    alice.ask("change-password", "--new-password-file", alice.file("new"));
    assertThat(alice.run("verify", "--secrets").err()).contains("wrong password");
    assertThat(alice.run("verify", "--secrets", "--password-file", alice.file("new")).status())
        .isZero();
    var folder = alice.home.resolve(".local/share/cairn/wallets/regtest");
    Files.move(alice.home.resolve("copy"), folder.resolve("copy.wallet"));
    alice.ask("-w", "copy", "verify", "--secrets");
    assertThat(alice.ask("-w", "copy", "label", "list").toString()).contains("tea");
    assertThat(alice.ask("-w", "copy", "balance")).isEqualTo(alice.ask("balance"));
  }

  @Test
  void saysWhatKeepsAPaymentBack() throws IOException {
    var to = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";

    assertThat(alice.run("send", "-y", "-f", "1", to, "251").status()).isEqualTo(4);
    assertThat(alice.run("send", "-y", "-f", "1", to, "0.000001").err()).contains("dust");
    assertThat(alice.run("send", "-y", "-f", "100", to, "0.0001").err())
        .contains("--allow-high-fee");
    assertThat(alice.run("send", "-y", "-f", "0.05", to, "1").status()).isOne();
    assertThat(alice.run("send", "-f", "1", to, "1").status()).isEqualTo(2);
    assertThat(alice.ask("send", "-f", "1", to, "1", "--dry-run").get("sent").booleanValue())
        .isFalse();
    assertThat(mempool()).isEmpty();
    node.close();
    assertThat(alice.run("send", "-y", "-f", "1", to, "1").status()).isEqualTo(3);
  }

  @Test
  void paysAFeeThatIsAllowedByName() throws IOException {
    var to = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";

    assertThat(alice.run("send", "-y", "-f", "12000", to, "1").err()).contains("--allow-high-fee");
    // More than what nodes take if nobody says that it is meant.
    alice.ask("send", "-y", "-f", "12000", "--allow-high-fee", to, "1");
    assertThat(mempool()).hasSize(1);
  }

  @Test
  void judgesTheFeesOfPsbtsAsThoseOfPayments() throws IOException {
    var to = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";
    var allow = "--allow-high-fee";
    alice.ask("psbt", "create", "-f", "50", to, "0.0002", allow, "-o", alice.file("0"));

    var refused = alice.run("psbt", "sign", alice.file("0"));
    assertThat(refused.status()).isOne();
    assertThat(refused.err()).contains("more than a tenth", allow).hasLineCount(1);
    alice.ask("psbt", "sign", alice.file("0"), allow, "-o", alice.file("1"));
    assertThat(alice.run("psbt", "broadcast", "-y", alice.file("1")).err()).contains(allow);
    var shown = alice.run("psbt", "broadcast", "--dry-run", allow, alice.file("1"));
    assertThat(shown.out())
        .contains("pays 0.00020000 BTC to " + to, "fee 0.0000", "fee rate 50")
        .contains("Enough have signed", "nothing was sent");
    assertThat(mempool()).isEmpty();
    alice.ask("psbt", "broadcast", "-y", allow, alice.file("1"));
    assertThat(mempool()).hasSize(1);
  }

  @Test
  void signsNothingThatOthersCouldUseForAnotherTransaction() throws IOException, PsbtException {
    var to = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";
    var made = alice.ask("psbt", "create", "-f", "2", to, "1").get("psbt").stringValue();
    var psbt = Psbt.parse(made);
    psbt.inputs().forEach(input -> input.hashType = OptionalInt.of(0x82)); // NONE|ANYONECANPAY

    var outcome = alice.run("psbt", "sign", psbt.text());
    assertThat(outcome.status()).isOne();
    assertThat(outcome.err()).contains("sighash type").hasLineCount(1);
  }

  @Test
  void warnsOfAnAddressThatWasPaidBefore() throws IOException {
    var to = "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202";

    assertThat(alice.run("send", "-y", "-f", "2", to, "1").err()).isEmpty();
    assertThat(alice.run("send", "-y", "-f", "2", to, "1").err())
        .startsWith("Warning: you have paid one of these addresses before")
        .hasLineCount(1);
    var coin =
        alice
            .ask("coins")
            .valueStream()
            .filter(one -> one.get("spendable").booleanValue())
            .map(one -> one.get("coin").stringValue())
            .findFirst()
            .orElseThrow();
    assertThat(alice.run("send", "-y", "-f", "2", to, "1", "--coin", coin, "--coin", coin).out())
        .startsWith("Sent ");
  }

  @Test
  void bumpsByTheLeastWhateverPaymentsUsuallyPay() throws IOException {
    var first =
        alice.ask("send", "-y", "-f", "9", "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202", "1");
    var config = alice.home.resolve(".config/cairn/config.toml");
    Files.writeString(config, "fee-rate = 2\n" + Files.readString(config));
    var second = alice.ask("bump", "-y", txid(first));

    assertThat(new BigDecimal(second.get("fee_rate").stringValue()))
        .isBetween(new BigDecimal("9"), new BigDecimal("11"));
  }

  @Test
  void spendsByTheScriptsOfATreeOfKeys() throws IOException {
    var secret =
        "tprv8ZgxMBicQKsPd7Uf69XL1XwhmjHopUGep8GuEiJDZmbQz6o58LninorQAfcKZWARbtRtfnLcJ5MQ2AtHcQJCCRUcMRvmDUjyEmNUWwx8UbK";
    var nobodys = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";
    var others = "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    var bob = new WalletUser(directory.resolve("bob"), node);
    Files.writeString(
        bob.home.resolve("tree"),
        """
        {"descriptors": [
          {"desc": "tr(N,{pk(S/0/*),pk(O)})", "active": true, "timestamp": 0},
          {"desc": "tr(N,{multi_a(1,S/1/*,O),{pk(S/2/*),pk(O)}})", "active": true,
           "internal": true, "timestamp": 0}]}
        """
            .replace("N", nobodys)
            .replace("O", others)
            .replace("S/", secret + "/"));
    bob.ask("import-core", bob.file("tree"));
    alice.ask("send", "-y", "-f", "2", bob.address(), "2");
    mine(1);

    bob.ask("send", "-y", "-f", "2", alice.address(), "0.5"); // from one tree, with change
    mine(1);
    assertThat(total(bob)).isBetween(new BigDecimal("1.4999"), new BigDecimal("1.5"));
    bob.ask("send", "-y", "-f", "2", "--all", alice.address()); // from the other
    mine(1);
    assertThat(total(bob)).isZero();
  }
}
