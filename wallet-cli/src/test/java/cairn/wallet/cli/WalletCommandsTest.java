package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
      var line = Pattern.compile("\\b" + number + "\\. (\\w+)").matcher(shown);
      assertThat(line.find()).isTrue();
      return line.group(1);
    }
  }

  @Test
  void makesAWalletOnlyForWhoHasWrittenTheWordsDown() {
    assertThat(terminal.answer("", "wrong", "wrong", "wrong").run("create")).isOne();
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
    assertThat(terminal.run("create")).isEqualTo(2);
    assertThat(terminal.err()).contains("'Press Enter when you have.").doesNotContain(" 1. ");
    assertThat(walletFile("default")).doesNotExist();
  }

  @Test
  void refusesTwoPasswordsThatDiffer() {
    assertThat(terminal.answer("1", "2", "3", "4", "5", "6").run("create", "--no-check")).isOne();
    assertThat(terminal.err()).contains("not the same");
    assertThat(walletFile("default")).doesNotExist();
    assertThat(terminal.answer("one", "two", "pw", "pw").run("create", "--no-check")).isZero();
    assertThat(walletFile("default")).exists();
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
    "history --limit -1",
    "multisig create both 2"
        + " tpubDC5FSnBiZDMmhiuCmWAYsLwgLYrrT9rAqvTySfuCCrgsWz8wxMXUS9Tb9iVMvcRbvFcAHGkMD5Kx8koh4GquNGNTfohfk7pgjhaPCdXpoba"
        + " tpubDC5FSnBiZDMmhiuCmWAYsLwgLYrrT9rAqvTySfuCCrgsWz8wxMXUS9Tb9iVMvcRbvFcAHGkMD5Kx8koh4GquNGNTfohfk7pgjhaPCdXpoba",
    "multisig create both 1"
        + " tprv8ZgxMBicQKsPd7Uf69XL1XwhmjHopUGep8GuEiJDZmbQz6o58LninorQAfcKZWARbtRtfnLcJ5MQ2AtHcQJCCRUcMRvmDUjyEmNUWwx8UbK",
    "send bitcoin:bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080?amount=1&amount=2",
    "psbt show /dev/zero",
    "label import /dev/zero",
    "import-core /dev/zero -w other",
    "psbt show /",
    "label export --out .",
    "list --config nowhere.toml",
    "balance --rpc-url http://me:hunter2@127.0.0.1:1",
    "send bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 1 --target 0",
    "send bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 1 --target 6 --fee-rate 2",
    "bump 1111111111111111111111111111111111111111111111111111111111111111 --target 1009",
    "cancel 1111111111111111111111111111111111111111111111111111111111111111 -f x",
  })
  void tellsWrongUseByItsStatus(String line) throws IOException {
    restore();

    assertThat(terminal.run(line.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).startsWith("Error: ").hasLineCount(1).doesNotContain("hunter2");
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

  @Test
  void refusesAnEmptyPassword() throws IOException {
    assertThat(terminal.answer("", "").run("create", "--no-check")).isEqualTo(2);
    assertThat(terminal.err()).contains("an empty password");
    var empty = Files.writeString(home.resolve("empty"), "\nsecond line\n").toString();
    assertThat(terminal.run("create", "--no-check", "--password-file", empty)).isEqualTo(2);
    assertThat(walletFile("default")).doesNotExist();

    restore();
    assertThat(terminal.answer("pw").run("change-password", "--new-password-file", empty))
        .isEqualTo(2);
    assertThat(terminal.answer("pw").run("verify", "--secrets")).isZero();
  }

  @Test
  void asksForThePasswordWhereTheUnlockedWalletIsAnother() throws IOException {
    var runtime = Files.createDirectory(home.resolve("runtime"));
    terminal.environment.put("XDG_RUNTIME_DIR", runtime.toString());
    restore();
    assertThat(terminal.answer("pw").run("unlock")).isZero();
    assertThat(terminal.run("verify", "--secrets")).isZero();
    Files.delete(walletFile("default"));
    restore();

    assertThat(terminal.answer("pw").run("verify", "--secrets")).as(terminal.err()).isZero();
    assertThat(terminal.run("lock")).isZero();
    assertThat(terminal.out()).contains("It was locked");
  }

  @Test
  void saysThatAnAddressMayHaveBeenHandedOutBefore() throws IOException {
    restore();
    assertThat(terminal.run("address", "new")).isZero();
    assertThat(terminal.err()).contains("Warning: the chain was not read").hasLineCount(1);

    assertThat(terminal.answer("pw", "pw").run("create", "--no-check", "-w", "fresh")).isZero();
    assertThat(terminal.run("address", "new", "-w", "fresh")).isZero();
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void showsLabelsThatWouldMoveTheCursorAsText() throws IOException {
    restore();
    var address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    var labels =
        Files.writeString(
            home.resolve("labels"),
            "{\"type\":\"addr\",\"ref\":\""
                + address
                + "\",\"label\":\"a\\u001b[2Jb\\nc\\u202ed\"}\n");

    assertThat(terminal.run("label", "import", labels.toString())).isZero();
    assertThat(terminal.run("label", "list")).isZero();
    assertThat(terminal.out()).isEqualTo("addr " + address + "  a\uFFFD[2Jb c\uFFFDd\n");
    assertThat(terminal.run("label", "list", "--json")).isZero();
    assertThat(terminal.out()).contains("a\\u001b[2Jb\\nc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                            | not an array",
        "{\"descriptors\":[]}                                          | no descriptors",
        "{\"descriptors\":[{\"desc\":5}]}                              | descriptor 1",
        "{\"descriptors\":[{\"desc\":\"wpkh(x)\"}]}                    | not a descriptor",
        "{\"descriptors\":[{\"desc\":\"pkh(%s)\",\"next_index\":2147483647}]} | too many",
        "[1                                                            | not JSON",
      })
  void saysWhatIsWrongWithAnExportOfCores(String text, String reason) throws IOException {
    var key = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    var file = Files.writeString(home.resolve("core"), text.replace("%s", key)).toString();

    assertThat(terminal.run("import-core", file)).isEqualTo(2);
    assertThat(terminal.err()).contains(reason).hasLineCount(1);
    assertThat(walletFile("default")).doesNotExist();
  }

  @Test
  void handsOutAddressesOfTheDescriptorThatCoreDoes() throws IOException {
    var key = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    var account =
        "tpubDC5FSnBiZDMmhiuCmWAYsLwgLYrrT9rAqvTySfuCCrgsWz8wxMXUS9Tb9iVMvcRbvFcAHGkMD5Kx8koh4GquNGNTfohfk7pgjhaPCdXpoba";
    var file =
        Files.writeString(
            home.resolve("core"),
            """
            {"descriptors":[
              {"desc":"wpkh(%s/0/*)","active":true,"internal":false,"next_index":2,"timestamp":1},
              {"desc":"wpkh(%s)","active":false,"timestamp":1}]}
            """
                .formatted(account, key));

    assertThat(terminal.run("import-core", file.toString())).as(terminal.err()).isZero();
    assertThat(terminal.run("address", "new", "--json")).isZero();
    assertThat(terminal.out()).contains("\"position\": 2");
  }

  @Test
  void readsTheChainAgainForWhatIsWatchedFromNowOn() throws IOException, WalletException {
    assertThat(terminal.run("create", "--watch-only")).isZero();
    var hash = Networks.regtest().genesis().hash();
    try (var wallet = Wallet.open(walletFile("default"), Networks.regtest())) {
      wallet.blocks().put(7, hash);
    }
    var key = "wpkh(02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5)";

    assertThat(terminal.run("descriptor", "import", key)).as(terminal.err()).isZero();
    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.out()).doesNotContain("scanned to");
    try (var wallet = Wallet.open(walletFile("default"), Networks.regtest())) {
      wallet.blocks().put(7, hash);
    }
    assertThat(terminal.run("descriptor", "import", key)).isZero();
    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.out()).contains("scanned to"); // nothing new is watched
  }

  @Test
  void leavesNothingOfABackupThatFails() throws IOException {
    restore();
    var folder = Files.createDirectory(home.resolve("backups"));
    Files.writeString(folder.resolve("copy.half"), "of a process that was killed");

    assertThat(terminal.run("backup", folder.resolve("copy").toString())).isZero();
    assertThat(terminal.run("backup", folder.resolve("copy").toString())).isOne();
    assertThat(terminal.err()).contains("there is a file already");
    assertThat(terminal.run("backup", folder.resolve("no/copy").toString())).isOne();
    assertThat(terminal.err()).contains("no/copy").hasLineCount(1);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("copy"));
    }
  }

  @Test
  void isOpenOnceByWhateverNameItIsCalled() throws IOException, WalletException {
    restore();
    Files.createSymbolicLink(walletFile("link"), walletFile("default"));

    assertThat(terminal.run("info", "-w", "link")).isZero();
    try (var wallet = Wallet.open(walletFile("default"), Networks.regtest())) {
      assertThat(terminal.run("info", "-w", "link")).isOne();
      assertThat(terminal.err()).contains("another process has this wallet open").hasLineCount(1);
      assertThat(wallet.name()).isEqualTo("default");
    }
  }

  /** Whatever is damaged, a line says so, or it does not matter; and nothing is made worse. */
  @Test
  void endsInOrderWithADamagedFile() throws IOException {
    restore();
    byte[] whole = Files.readAllBytes(walletFile("default"));
    long seed = 7;
    var random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("cairn.mutations", 60); i++) {
      byte[] damaged = whole.clone();
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      } else {
        for (int j = random.nextInt(1, 40); j > 0; j--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
      }
      Files.write(walletFile("default"), damaged);
      var words = DAMAGED.get(random.nextInt(DAMAGED.size()));
      int status = terminal.answer("pw").run(words.split(" "));
      terminal.forgetAnswers();
      var where = "seed %d, round %d, %s: %s".formatted(seed, i, words, terminal.err());
      assertThat(status).as(where).isIn(0, 1);
      assertThat(terminal.err()).as(where).doesNotContain("a mistake in the wallet itself");
      if (status != 0) {
        assertThat(terminal.err()).as(where).startsWith("Error: ").hasLineCount(1);
      }
    }
  }

  private static final List<String> DAMAGED =
      List.of(
          "info",
          "balance --offline",
          "history --offline",
          "coins --offline",
          "address new",
          "address list",
          "descriptor export",
          "label list",
          "verify --secrets");

  @Test
  void listsScriptsThatHaveNoAddress() {
    assertThat(terminal.run("create", "--watch-only")).isZero();
    assertThat(terminal.run("descriptor", "import", "raw(51)")).isZero();

    assertThat(terminal.run("address", "list")).as(terminal.err()).isZero();
    assertThat(terminal.out()).startsWith("script 51 ").contains("imported");
  }

  @Test
  void warnsWhereOthersMayReadTheFile() throws IOException {
    restore();
    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.err()).isEmpty();
    Files.setPosixFilePermissions(
        walletFile("default"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.err()).startsWith("Warning: other users may read").hasLineCount(1);
  }
}
