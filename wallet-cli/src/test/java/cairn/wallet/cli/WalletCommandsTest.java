package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WalletCommandsTest {
  private static final String WORDS =
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
          + " about";

  @TempDir private Path home;

  @SuppressWarnings("NullAway.Init") // before each test
  private Terminal terminal;

  @BeforeEach
  void open() {
    terminal = new Terminal(home);
  }

  private Path walletFile(String name) {
    return home.resolve(".local/share/cairn/wallets/regtest").resolve(name + ".wallet");
  }

  private void restore() throws IOException {
    var words = Files.writeString(home.resolve("words"), WORDS);
    assertThat(terminal.answer("pw", "pw").run("restore", "--words-file", words.toString()))
        .as(terminal.err())
        .isZero();
  }

  /** Answers with the words as they were shown, as a user does who has written them down. */
  private static final class Scribe {
    static String word(Terminal terminal, int number) {
      var shown =
          terminal.questions.stream()
              .filter(question -> question.startsWith("Write"))
              .collect(Collectors.joining());
      var line = Pattern.compile("(?m)^ *" + number + "\\. (\\w+)$").matcher(shown);
      assertThat(line.find()).isTrue();
      return line.group(1);
    }
  }

  @Test
  void makesAWalletOnlyForWhoHasWrittenTheWordsDown() {
    assertThat(terminal.answer("", "wrong").run("create")).isOne();
    assertThat(terminal.err()).contains("no wallet was made");
    assertThat(walletFile("default")).doesNotExist();
    assertThat(Scribe.word(terminal, 12)).matches("[a-z]+");
  }

  @Test
  void makesAFileThatOnlyItsOwnerMayRead() throws IOException {
    restore();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(walletFile("default"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(walletFile("default"), StandardCharsets.ISO_8859_1))
        .doesNotContain("tprv")
        .doesNotContain("abandon");
  }

  @ParameterizedTest
  @CsvSource({
    "legacy, mkpZhYtJu2r87Js3pDiWJDmPte2NRZ8bJV",
    "nested, 2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2",
    "segwit, bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk",
    "taproot, bcrt1p8wpt9v4frpf3tkn0srd97pksgsxc5hs52lafxwru9kgeephvs7rqjeprhg",
  })
  void handsOutTheAddressesThatTheWordsHaveByTheStandards(String type, String address)
      throws IOException {
    restore();

    assertThat(terminal.run("address", "new", "--type", type)).isZero();
    assertThat(terminal.out().strip()).isEqualTo(address);
    assertThat(terminal.run("address", "verify", address)).isZero();
    assertThat(terminal.out()).contains("An address of this wallet: " + type);
    assertThat(terminal.run("address", "new", "--type", type)).isZero();
    assertThat(terminal.out().strip()).isNotEqualTo(address);
  }

  @Test
  void namesTheWrongWordAndTheNearest() throws IOException {
    var words = Files.writeString(home.resolve("words"), WORDS.replace("about", "abuot"));

    assertThat(terminal.run("restore", "--words-file", words.toString())).isOne();
    assertThat(terminal.err()).contains("word 12, 'abuot'", "perhaps 'about'");
    assertThat(walletFile("default")).doesNotExist();
  }

  @Test
  void seesThatWordsHaveChangedPlaces() throws IOException {
    var words =
        Files.writeString(home.resolve("words"), WORDS.replace("abandon about", "about abandon"));

    assertThat(terminal.run("restore", "--words-file", words.toString())).isOne();
    assertThat(terminal.err()).contains("do not belong together");
  }

  @Test
  void failsRatherThanAsksWhereNobodyIs() {
    assertThat(terminal.absent().run("create", "--no-check")).isEqualTo(2);
    assertThat(terminal.err()).contains("input is no terminal").hasLineCount(1);
    assertThat(walletFile("default")).doesNotExist();
  }

  @Test
  void refusesTwoPasswordsThatDiffer() {
    assertThat(terminal.answer("one", "two").run("create", "--no-check")).isOne();
    assertThat(terminal.err()).contains("not the same");
    assertThat(walletFile("default")).doesNotExist();
  }

  @Test
  void doesNotTouchAWalletThatIsThere() throws IOException {
    restore();
    byte[] before = Files.readAllBytes(walletFile("default"));

    assertThat(terminal.run("create", "--no-check")).isOne();
    assertThat(terminal.err()).contains("there is a wallet already");
    assertThat(Files.readAllBytes(walletFile("default"))).isEqualTo(before);
  }

  @Test
  void saysThatAFileIsNoWallet() throws IOException {
    Files.createDirectories(walletFile("x").getParent());
    Files.writeString(walletFile("x"), "not a wallet".repeat(1000));

    assertThat(terminal.run("info", "-w", "x")).isOne();
    assertThat(terminal.err()).contains("damaged").hasLineCount(1);
  }

  @Test
  void saysThatThereIsNoNode() throws IOException {
    restore();

    assertThat(terminal.run("balance", "--rpc-url", "http://127.0.0.1:1")).isEqualTo(3);
    assertThat(terminal.err()).contains("no node").hasLineCount(1);
    assertThat(terminal.run("balance", "--offline", "--json")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense",
    "send",
    "address",
    "info --wallet ../x",
    "info --network nowhere",
    "send bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 1",
    "bump xyz",
  })
  void tellsWrongUseByItsStatus(String line) throws IOException {
    restore();

    assertThat(terminal.run(line.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).startsWith("Error: ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense,                          wrong_use, 2",
    "send bcrt1q 0.1 --fee,             wrong_use, 2",
    "address verify,                    wrong_use, 2",
    "balance --rpc-url 127.0.0.1:1,     no_node,   3",
    "info --wallet other,               failed,    1",
    "config,                            wrong_use, 2",
  })
  void tellsErrorsInJsonToPrograms(String line, String code, int status)
      throws IOException, WalletException {
    restore();

    assertThat(terminal.run((line + " --json").split(" +"))).isEqualTo(status);
    assertThat(terminal.out()).isEmpty();
    var error = Json.parse(terminal.err()).get("error");
    assertThat(error.names()).containsExactly("code", "message", "status");
    assertThat(error.get("code").text()).isEqualTo(code);
    assertThat(error.get("message").text()).isNotEmpty().doesNotContain("\n");
    assertThat(error.get("status").integer()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,   it is one of the network main",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2,           it is one of the network main",
    "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt08q, Invalid Bech32 checksum",
  })
  void saysWhyAnAddressIsNone(String address, String reason) throws IOException {
    restore();

    assertThat(terminal.run("send", address, "1")).isEqualTo(2);
    assertThat(terminal.err()).contains(address, reason).hasLineCount(1);
  }

  @Test
  void tellsWhoSaysWhatInTheConfiguration() throws IOException, WalletException {
    var folder = Files.createDirectories(home.resolve(".config/cairn"));
    Files.writeString(
        folder.resolve("config.toml"),
        """
        # settings
        unit = "sat"
        target = 3
        [regtest]
        target = 2   # blocks come fast
        rpc-password = "hidden"
        """);
    terminal.environment.put("CAIRN_WALLET", "savings");

    assertThat(terminal.run("config", "show", "--rpc-url", "http://1.2.3.4", "--json")).isZero();
    var shown = Json.parse(terminal.out());
    assertThat(shown.get("target").get("value").text()).isEqualTo("2");
    assertThat(shown.get("target").get("source").text()).isEqualTo("config.toml");
    assertThat(shown.get("wallet").get("source").text()).isEqualTo("environment CAIRN_WALLET");
    assertThat(shown.get("rpc_url").get("source").text()).isEqualTo("option --rpc-url");
    assertThat(shown.get("fee_rate").get("source").text()).isEqualTo("default");
    assertThat(terminal.out()).doesNotContain("hidden");
  }

  @Test
  void namesTheLineOfTheConfigurationThatIsWrong() throws IOException {
    var folder = Files.createDirectories(home.resolve(".config/cairn"));
    Files.writeString(folder.resolve("config.toml"), "unit = \"sat\"\nfee = 3\n");

    assertThat(terminal.run("list")).isEqualTo(2);
    assertThat(terminal.err()).contains("line 2: unknown key fee");
  }

  @Test
  void givesARequestToBePaidAsUriAndAsQrCode() throws IOException {
    restore();

    assertThat(terminal.run("address", "new", "--amount", "0.5", "--label", "for tea & co", "--qr"))
        .isZero();
    assertThat(terminal.out())
        .contains(
            "bitcoin:bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk?amount=0.50&label=for%20tea%20%26%20co")
        .contains("\u2588");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasEachCommandByItsName(String name) {
    assertThat(terminal.run(name, "--help")).isZero();
    assertThat(terminal.out())
        .containsPattern("Usage: \\./cairn wallet " + name + "\\s")
        .contains("--json", "--help");
  }

  static Set<String> commands() {
    return Main.COMMANDS.keySet();
  }

  @Test
  void showsHelpAtEveryLevel() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out()).contains("Exit status:", "send ").contains(commands());
    assertThat(terminal.run("--json", "--help", "send")).isZero();
    assertThat(terminal.out()).contains(commands());
    assertThat(terminal.run("send", "--help")).isZero();
    assertThat(terminal.out()).contains("--fee-rate", "--all", "--coin");
    assertThat(terminal.run("address", "new", "--help")).isZero();
    assertThat(terminal.out()).contains("--qr");
  }
}
