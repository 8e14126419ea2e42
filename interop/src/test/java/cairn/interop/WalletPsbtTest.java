package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.interop.PsbtLibraries.PsbtLibrary;
import cairn.primitives.Bytes;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.hd.Mnemonic;
import cairn.wallet.keys.Cosigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * PSBTs that the wallet makes and bitcoinjs-lib and btc-signer sign, and the other way round, for
 * each kind of address; the node has to take what comes of them.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletPsbtTest {
  private static final List<PsbtLibrary> LIBRARIES =
      List.of(
          new PsbtLibrary("bitcoinjs-lib", 0),
          new PsbtLibrary("btc-signer", 0),
          new PsbtLibrary("btc-signer", 2));

  /** Those of one key by the account's path, and those of two of three by everybody's path. */
  private static final Map<String, String> PATHS =
      Map.of(
          "legacy", "m/44'/1'/0'",
          "nested", "m/49'/1'/0'",
          "segwit", "m/84'/1'/0'",
          "taproot", "m/86'/1'/0'",
          "vault nested", "m/48'/1'/0'/1'",
          "vault segwit", "m/48'/1'/0'/2'",
          "vault taproot", "m/48'/1'/0'/3'");

  private static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final List<String> PEOPLE = List.of("ann", "ben", "cat");

  private final Map<String, ExtendedPrivateKey> masters = new HashMap<>();

  /** By kind, coins of the user, who is Ann. */
  private final Map<String, Deque<JsonNode>> coins = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private PsbtLibraries libraries;

  @SuppressWarnings("NullAway.Init") // before all tests
  private Cairn node;

  @SuppressWarnings("NullAway.Init") // before all tests
  private WalletUser ann;

  @BeforeAll
  void prepare(@TempDir Path directory) throws IOException {
    libraries = new PsbtLibraries();
    node = Cairn.start(directory.resolve("node"), "-blockfilterindex=1", "-txindex=1");
    var people = new ArrayList<WalletUser>();
    for (var name : PEOPLE) {
      var person = new WalletUser(directory.resolve(name), node);
      var words = person.ask("create", "--no-check").get("words").stringValue();
      masters.put(name, ExtendedPrivateKey.master(Mnemonic.seed(words, "")).orElseThrow());
      people.add(person);
    }
    ann = people.getFirst();
    for (var type : List.of("nested", "segwit", "taproot")) {
      var create = new ArrayList<>(List.of("multisig", "create", "vault-" + type, "2"));
      people.forEach(
          person -> create.add(person.ask("multisig", "key", "-t", type).get("key").stringValue()));
      create.addAll(List.of("-t", type));
      ann.ask(create.toArray(String[]::new));
    }
    fund();
  }

  @AfterAll
  void end() {
    libraries.close();
    node.close();
  }

  /** Pays Ann two coins of each kind for each library. */
  private void fund() throws IOException {
    node.mine(101, ann.address());
    var send = new ArrayList<>(List.of("send", "-y", "-f", "2"));
    for (var kind : PATHS.keySet()) {
      for (int i = 0; i < 2 * LIBRARIES.size(); i++) {
        send.add(ann.address(options(kind)) + "=0.1");
      }
    }
    ann.ask(send.toArray(String[]::new));
    node.mine(1);
    for (var kind : PATHS.keySet()) {
      var type = kind.startsWith("vault") ? "multisig" : kind;
      coins.put(
          kind,
          new ArrayDeque<>(
              ask(kind, "coins")
                  .valueStream()
                  .filter(
                      coin -> coin.get("amount").decimalValue().movePointRight(1).intValue() == 1)
                  .filter(coin -> coin.get("type").stringValue().equals(type))
                  .toList()));
    }
  }

  private static String[] options(String kind) {
    return kind.startsWith("vault")
        ? new String[] {"-w", kind.replace(' ', '-')}
        : new String[] {"-t", kind};
  }

  /** Asks the wallet that has the coins of a kind. */
  private JsonNode ask(String kind, String... words) {
    var all = new ArrayList<>(List.of(words));
    if (kind.startsWith("vault")) {
      all.addAll(List.of(options(kind)));
    }
    return ann.ask(all.toArray(String[]::new));
  }

  /** A key and where it comes from, for who signs or makes scripts elsewhere. */
  private record Key(String owner, Bytes pubkey, Bytes fingerprint, String path, Bytes secret) {
    Map<String, Object> toJson() {
      return Map.of("pubkey", pubkey.toHex(), "fingerprint", fingerprint.toHex(), "path", path);
    }
  }

  private Key key(String owner, String kind, int position) {
    var path = PATHS.get(kind) + "/0/" + position;
    var master = masters.get(owner);
    if (master == null) {
      throw new IllegalArgumentException(owner);
    }
    try {
      var key = master.derive(KeyPath.parse(path)).orElseThrow();
      var curve = Secp256k1.instance();
      return new Key(
          owner,
          curve.publicKey(key.secret()),
          Cosigner.fingerprint(master),
          path,
          key.secret().bytes());
    } catch (TextException e) {
      throw new AssertionError(path, e);
    }
  }

  /** The keys of a coin, in the order of its script. */
  private List<Key> keys(String kind, String address) {
    int position = ask(kind, "address", "verify", address).get("position").intValue();
    if (!kind.startsWith("vault")) {
      return List.of(key("ann", kind, position));
    }
    var order =
        Comparator.<Key, String>comparing(key ->
            kind.equals("vault taproot") ? key.pubkey().slice(1).toHex() : key.pubkey().toHex());
    return PEOPLE.stream().map(owner -> key(owner, kind, position)).sorted(order).toList();
  }

  static Stream<Arguments> all() {
    return LIBRARIES.stream()
        .flatMap(library -> PATHS.keySet().stream().sorted().map(k -> Arguments.of(library, k)));
  }

  private JsonNode coin(String kind) {
    return coins.getOrDefault(kind, new ArrayDeque<>()).remove();
  }

  private static List<String> secrets(List<Key> keys, String owner) {
    return keys.stream()
        .filter(key -> key.owner().equals(owner))
        .map(key -> key.secret().toHex())
        .toList();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void areMadeHereAndSignedThere(PsbtLibrary library, String kind) throws IOException {
    var coin = coin(kind);
    var version = Integer.toString(library.version());
    var made =
        ask(
                kind,
                "psbt",
                "create",
                "-f",
                "3",
                "--psbt-version",
                version,
                "--coin",
                coin.get("coin").stringValue(),
                TO,
                "0.04")
            .get("psbt")
            .stringValue();
    boolean together = kind.startsWith("vault");
    var begun = together ? ask(kind, "psbt", "sign", made).get("psbt").stringValue() : made;
    var keys = keys(kind, coin.get("address").stringValue());
    var signed =
        libraries.ask(
            library,
            "sign",
            "psbt",
            Map.of("psbt", begun, "secrets", secrets(keys, together ? "ben" : "ann")));
    requireMined(ask(kind, "psbt", "broadcast", "-y", signed).get("txid").stringValue());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void areMadeThereAndSignedHere(PsbtLibrary library, String kind) throws IOException {
    var coin = coin(kind);
    var keys = keys(kind, coin.get("address").stringValue());
    var place = coin.get("coin").stringValue();
    var txid = place.substring(0, place.indexOf(':'));
    var question = new LinkedHashMap<String, Object>();
    question.put("kind", kind);
    question.put("required", 2);
    question.put("keys", keys.stream().map(Key::toJson).toList());
    question.put("to", TO);
    question.put("sats", 10_000_000 - 5_000); // a fee of 5,000
    question.put(
        "coin",
        Map.of(
            "txid",
            txid,
            "vout",
            Integer.parseInt(place.substring(txid.length() + 1)),
            "previous",
            node.rpc().call("getrawtransaction", txid).stringValue()));
    boolean together = kind.startsWith("vault");
    question.put("secrets", together ? secrets(keys, "cat") : List.of());
    var made = libraries.ask(library, "make", "psbt", question);
    var signed = ask(kind, "psbt", "sign", made);
    assertThat(signed.get("complete").booleanValue()).isTrue();
    // bitcoinjs-lib does not put the signatures of several keys in a script of Taproot together.
    boolean endsThere = !(kind.equals("vault taproot") && library.name().equals("bitcoinjs-lib"));
    var psbt = signed.get("psbt").stringValue();
    var hex =
        endsThere
            ? libraries.ask(library, "finish", "hex", Map.of("psbt", psbt))
            : ask(kind, "psbt", "finalize", "--hex", psbt).get("hex").stringValue();
    requireMined(node.rpc().call("sendrawtransaction", hex).stringValue());
  }

  private void requireMined(String txid) throws IOException {
    node.mine(1);
    var mined = node.rpc().call("getrawtransaction", txid, true);
    assertThat(mined.get("confirmations").intValue()).isOne();
    assertThat(mined.get("vout").findValuesAsString("address")).contains(TO);
  }
}
