package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NetworkFormatTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The fields of the main network's file that another file may lack. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          "/facts|/facts/assumedValid|/consensus/exceptions|/consensus/exceptions/scriptRules/.*"
              + "|/consensus/buriedHeights/bip34Hash");

  private static final String HASH = "\"" + "0".repeat(63) + "1\"";

  /** Where the main network's file is changed, the JSON that is put there, and who is at fault. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /name                                          | 1            | name
          /name                                          | ""           | name
          /name                                          | "Main"       | name
          /name                                          | "a.b"        | name
          /name                                          | "9a"         | name
          /dataDirectory                                 | "../x"       | dataDirectory
          /dataDirectory                                 | "."          | dataDirectory
          /dataDirectory                                 | "blocks"     | dataDirectory
          /dataDirectory                                 | null         | dataDirectory
          /testChain                                     | "no"         | testChain
          /testChain                                     | 0            | testChain
          /genesis                                       | []           | genesis
          /genesis/hash                                  | "00"         | genesis.hash
          /genesis/hash                                  | HASH         | genesis.hash
          /genesis/merkleRoot                            | HASH         | genesis.merkleRoot
          /genesis/merkleRoot                            | "g"          | genesis.merkleRoot
          /genesis/version                               | 2            | genesis.hash
          /genesis/version                               | 2147483648   | genesis.version
          /genesis/time                                  | -1           | genesis.time
          /genesis/time                                  | 4294967296   | genesis.time
          /genesis/time                                  | 1231006505.0 | genesis.time
          /genesis/time                                  | "2009-01-03" | genesis.time
          /genesis/bits                                  | 486604799    | genesis.bits
          /genesis/bits                                  | "1d00fff"    | genesis.bits
          /genesis/bits                                  | "1d010000"   | genesis.bits
          /genesis/bits                                  | "00000000"   | genesis.bits
          /genesis/bits                                  | "1d80ffff"   | genesis.bits
          /genesis/bits                                  | "-1d00fff"   | genesis.bits
          /genesis/nonce                                 | 2083236894   | genesis.hash
          /genesis/nonce                                 | 4294967296   | genesis.nonce
          /genesis/message                               | ""           | genesis.message
          /genesis/message                               | "Chancellor" | genesis.merkleRoot
          /genesis/scriptPubKey                          | "4"          | genesis.scriptPubKey
          /genesis/scriptPubKey                          | "41"         | genesis.merkleRoot
          /genesis/reward                                | -1           | genesis.reward
          /genesis/reward                                | 2100000000000001 | genesis.reward
          /genesis/reward                                | 50           | genesis.merkleRoot
          /consensus                                     | null         | consensus
          /consensus/proofOfWork/limit                   | "1d00ffff"   | consensus.proofOfWork.limit
          /consensus/proofOfWork/limit                   | ZEROS        | consensus.proofOfWork.limit
          /consensus/proofOfWork/limit                   | ONES         | consensus.proofOfWork.limit
          /consensus/proofOfWork/limit                   | HASH         | genesis.bits
          /consensus/proofOfWork/targetSpacing           | 0            | consensus.proofOfWork.targetSpacing
          /consensus/proofOfWork/retargetPeriod          | 3            | consensus.proofOfWork.retargetPeriod
          /consensus/proofOfWork/minDifficultyBlocks     | 1            | consensus.proofOfWork.minDifficultyBlocks
          /consensus/proofOfWork/noRetargeting           | "false"      | consensus.proofOfWork.noRetargeting
          /consensus/proofOfWork/bip94                   | null         | consensus.proofOfWork.bip94
          /consensus/subsidyHalvingInterval              | 0            | consensus.subsidyHalvingInterval
          /consensus/buriedHeights/bip34                 | -1           | consensus.buriedHeights.bip34
          /consensus/buriedHeights/bip34Hash             | null         | consensus.buriedHeights.bip34Hash
          /consensus/buriedHeights/bip65                 | 2147483647   | consensus.buriedHeights.bip65
          /consensus/buriedHeights/bip66                 | 9999999999999999999 | consensus.buriedHeights.bip66
          /consensus/buriedHeights/csv                   | 1e3          | consensus.buriedHeights.csv
          /consensus/buriedHeights/segwit                | "0"          | consensus.buriedHeights.segwit
          /consensus/deployments                         | {}           | consensus.deployments
          /consensus/deployments/0                       | "testdummy"  | consensus.deployments[0]
          /consensus/deployments/0/name                  | "bip119"     | consensus.deployments[0].name
          /consensus/deployments/0/bit                   | 29           | consensus.deployments[0].bit
          /consensus/deployments/0/startTime             | -1           | consensus.deployments[0].startTime
          /consensus/deployments/0/startTime             | "none"       | consensus.deployments[0].startTime
          /consensus/deployments/0/timeout               | "never"      | consensus.deployments[0].timeout
          /consensus/deployments/0/minActivationHeight   | -1           | consensus.deployments[0].minActivationHeight
          /consensus/deployments/0/period                | 0            | consensus.deployments[0].period
          /consensus/deployments/0/threshold             | 2017         | consensus.deployments[0].threshold
          /consensus/minBip9WarningHeight                | -5           | consensus.minBip9WarningHeight
          /consensus/exceptions/scriptRules              | {"12": []}   | consensus.exceptions.scriptRules.12
          /consensus/exceptions/bip30Repeats/1/height    | -1           | consensus.exceptions.bip30Repeats[1].height
          /consensus/exceptions/bip30Overwritten/0/hash  | 0            | consensus.exceptions.bip30Overwritten[0].hash
          /peers/magic                                   | "f9beb4"     | peers.magic
          /peers/port                                    | 0            | peers.port
          /peers/port                                    | 65536        | peers.port
          /peers/port                                    | 8332         | rpcPort
          /peers/onionPort                               | 8333         | peers.onionPort
          /peers/onionPort                               | 8332         | rpcPort
          /peers/dnsSeeds/3                              | "a b"        | peers.dnsSeeds[3]
          /peers/dnsSeeds/3                              | ""           | peers.dnsSeeds[3]
          /peers/dnsSeeds                                | "a.example." | peers.dnsSeeds
          /peers/headersSync/commitmentPeriod            | 0            | peers.headersSync.commitmentPeriod
          /peers/headersSync/redownloadBufferSize        | 0            | peers.headersSync.redownloadBufferSize
          /rpcPort                                       | -8332        | rpcPort
          /addresses/pubKeyPrefix                        | 256          | addresses.pubKeyPrefix
          /addresses/scriptPrefix                        | 0            | addresses.scriptPrefix
          /addresses/secretPrefix                        | -1           | addresses.secretPrefix
          /addresses/xpubPrefix                          | "xpub"       | addresses.xpubPrefix
          /addresses/xprvPrefix                          | "0488b21e"   | addresses.xprvPrefix
          /addresses/hrp                                 | ""           | addresses.hrp
          /addresses/hrp                                 | "BC"         | addresses.hrp
          /addresses/hrp                                 | "b c"        | addresses.hrp
          /addresses/hrp                                 | "nineteencharacters1" | addresses.hrp
          /facts/minimumChainWork                        | 0            | facts.minimumChainWork
          /facts/assumedValid                            | ""           | facts.assumedValid
          /facts/snapshots/1/height                      | 840000       | facts.snapshots[1].height
          /facts/snapshots/0/coinsHash                   | "a2"         | facts.snapshots[0].coinsHash
          /facts/snapshots/3/transactionCount            | -1           | facts.snapshots[3].transactionCount
          /facts/transactions/time                       | -1           | facts.transactions.time
          /facts/transactions/count                      | 1.5          | facts.transactions.count
          /facts/transactions/perSecond                  | -0.1         | facts.transactions.perSecond
          /facts/transactions/perSecond                  | 1e999        | facts.transactions.perSecond
          /facts/assumedBlocksSize                       | -1           | facts.assumedBlocksSize
          /facts/assumedChainstateSize                   | "14"         | facts.assumedChainstateSize
          /defaults/consistencyChecks                    | 0            | defaults.consistencyChecks
          /defaults/mockableTime                         | null         | defaults.mockableTime
          /defaults/pruneAfterHeight                     | -1           | defaults.pruneAfterHeight
          """)
  void refusesAWrongValueWithItsFieldsName(String pointer, String value, String field) {
    var json =
        value
            .replace("HASH", HASH)
            .replace("ZEROS", '"' + "0".repeat(64) + '"')
            .replace("ONES", '"' + "f".repeat(64) + '"');
    var failure = failure(mainWith(pointer, JSON.readTree(json)));
    assertThat(failure.field()).as(failure.getMessage()).isEqualTo(field);
    assertThat(failure).hasMessageStartingWith(field + ": ");
  }

  static Stream<String> fields() {
    return pointers(JSON.readTree(Networks.main().toJson()), "");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAFileThatLacksAFieldWithItsName(String pointer) throws Exception {
    var tree = JSON.readTree(Networks.main().toJson());
    var object = parent(tree, pointer);
    object.remove(JsonPointer.compile(pointer).last().getMatchingProperty());
    if (OPTIONAL.matcher(pointer).matches()) {
      assertThat(Network.parse(tree.toString()).name()).isEqualTo("main");
    } else {
      var failure = failure(tree.toString());
      assertThat(failure.field()).isEqualTo(path(pointer));
      assertThat(failure).hasMessageContaining("missing; expected ");
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAFieldThatThereIsNotWithItsName(String pointer) {
    var tree = JSON.readTree(Networks.main().toJson());
    parent(tree, pointer).put("extra", "");
    var sibling = path(pointer);
    var expected = sibling.substring(0, sibling.lastIndexOf('.') + 1) + "extra";
    assertThat(failure(tree.toString()).field()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1, 2", "{\"name\": \"a\", \"name\": \"b\"}", "{} {}", "nonsense"})
  void refusesWhatIsNotJsonWithThePlace(String text) {
    var failure = failure(text);
    assertThat(failure.field()).isEmpty();
    assertThat(failure).hasMessageStartingWith("not JSON: line 1, column ");
    assertThat(failure.getMessage()).doesNotContain("Source");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLongForTheParser() {
    assertThat(failure("[".repeat(5000))).hasMessageStartingWith("not JSON: ");
    assertThat(failure("9".repeat(5000))).hasMessageStartingWith("not JSON: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"main\""})
  void refusesWhatIsNotAnObject(String text) {
    assertThat(failure(text))
        .hasMessage("expected an object, found " + (text.equals("[]") ? "an array" : text));
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(failure(" \n")).hasMessage("empty");
  }

  @Test
  void saysInOneLineWhateverIsInTheFile() {
    assertThat(failure(mainWith("/name", JSON.getNodeFactory().stringNode("a\nb\u001b[1m"))))
        .hasMessageContaining("found \"a?b?[1m\"");
    var tree = (ObjectNode) JSON.readTree(Networks.main().toJson());
    tree.put("a\nb" + "x".repeat(10_000), 1);
    assertThat(failure(tree.toString()).field()).startsWith("a?bx").hasSizeLessThan(600);
  }

  @Test
  void quotesOnlyTheBeginningOfALongValue() {
    var text = JSON.getNodeFactory().stringNode("x".repeat(10_000));
    assertThat(failure(mainWith("/name", text)).toString()).hasSizeLessThan(300);
  }

  @Test
  void refusesAnExceptionThatIsThereTwiceOrOfNoRule() {
    var lower = "ab".repeat(32);
    var upper = "AB".repeat(32);
    var pointer = "/consensus/exceptions/scriptRules";
    var twice = JSON.createObjectNode();
    twice.putArray(upper);
    twice.putArray(lower);
    assertThat(failure(mainWith(pointer, twice)).field()).isEqualTo(path(pointer) + "." + lower);
    var unknown = JSON.createObjectNode();
    unknown.putArray(lower).add("P2SH").add("CSV");
    assertThat(failure(mainWith(pointer, unknown)).field())
        .isEqualTo(path(pointer) + "." + lower + "[1]");
  }

  @Test
  void refusesABlockWithoutItsProofOfWork() {
    var json = Networks.regtest().toJson();
    var block = GenesisBlock.of(Networks.regtest().genesis());
    for (long nonce = 3; ; nonce++) {
      var other = block.with(block.time(), nonce).toBlock();
      if (other.hash().toNumber().testBit(255)) {
        var changed =
            json.replace("\"nonce\": 2", "\"nonce\": " + nonce)
                .replace(Networks.regtest().genesis().hash().display(), other.hash().display());
        assertThat(failure(changed).field()).isEqualTo("genesis.nonce");
        return;
      }
    }
  }

  @Test
  void readsWordsForTheSpecialTimesOfADeployment() throws Exception {
    var json = Networks.main().toJson().replace("\"never\"", "\"always\"").replace("\"none\"", "7");
    var deployment = Network.parse(json).consensus().deployments().getFirst();
    assertThat(deployment.startTime()).isEqualTo(Bip9Deployment.ALWAYS_ACTIVE);
    assertThat(deployment.timeout()).isEqualTo(7);
  }

  @Test
  void keepsFixedSeeds() throws Exception {
    var json =
        mainWith(
            "/peers/fixedSeeds", JSON.readTree("[\"192.0.2.1:8333\", \"[2001:db8::1]:8333\"]"));
    var network = Network.parse(json);
    assertThat(network.peers().fixedSeeds())
        .containsExactly("192.0.2.1:8333", "[2001:db8::1]:8333");
    assertThat(Network.parse(network.toJson())).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", ":8333", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "a b:1"})
  void refusesFixedSeedsWithoutHostAndPort(String seed) {
    var seeds = JSON.createArrayNode().add(seed);
    assertThat(failure(mainWith("/peers/fixedSeeds", seeds)).field())
        .isEqualTo("peers.fixedSeeds[0]");
  }

  @Test
  void loadsAFile(@TempDir Path directory) throws Exception {
    var file = directory.resolve("own.json");
    Files.writeString(file, Networks.signet().toJson());
    assertThat(Network.load(file)).isEqualTo(Networks.signet());
  }

  @Test
  void refusesAFileThatIsNoText(@TempDir Path directory) throws Exception {
    var file = directory.resolve("own.json");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Network.load(file))
        .isInstanceOf(NetworkFormatException.class)
        .hasMessage("not UTF-8");
    Files.writeString(file, " ".repeat(1_000_001));
    assertThatThrownBy(() -> Network.load(file)).isInstanceOf(NetworkFormatException.class);
    Files.delete(file);
    assertThatThrownBy(() -> Network.load(file)).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/name, main, name",
    "/name, test, name",
    "/dataDirectory, '', dataDirectory",
    "/dataDirectory, regtest, dataDirectory",
    "/peers/magic, f9beb4d9, peers.magic",
    "/addresses/hrp, bc, addresses.hrp",
  })
  void refusesAFileThatWouldBeTakenForAKnownNetwork(
      String pointer, String value, String field, @TempDir Path directory) throws Exception {
    var tree = (ObjectNode) JSON.readTree(NewNetworkTest.OWN.mine(_ -> {}).toJson());
    var file = directory.resolve("own.json");
    Files.writeString(file, tree.toString());
    assertThat(Network.load(file).name()).isEqualTo("own");
    parent(tree, pointer).put(JsonPointer.compile(pointer).last().getMatchingProperty(), value);
    Files.writeString(file, tree.toString());
    var failure = catchThrowableOfType(NetworkFormatException.class, () -> Network.load(file));
    assertThat(failure.field()).isEqualTo(field);
  }

  private static NetworkFormatException failure(String json) {
    var failure = catchThrowableOfType(NetworkFormatException.class, () -> Network.parse(json));
    assertThat(failure).isNotNull();
    return failure;
  }

  /** The main network's file, with another value in one place. */
  private static String mainWith(String pointer, JsonNode value) {
    var tree = JSON.readTree(Networks.main().toJson());
    var last = JsonPointer.compile(pointer).last();
    switch (tree.at(JsonPointer.compile(pointer).head())) {
      case ArrayNode array -> array.set(last.getMatchingIndex(), value);
      case ObjectNode object -> object.set(last.getMatchingProperty(), value);
      case JsonNode other -> throw new AssertionError(other);
    }
    return tree.toString();
  }

  /** Where all fields of all objects in {@code node} are. */
  private static Stream<String> pointers(JsonNode node, String at) {
    if (node instanceof ArrayNode) {
      return IntStream.range(0, node.size())
          .boxed()
          .flatMap(i -> pointers(node.get(i), at + "/" + i));
    }
    return node.properties().stream()
        .flatMap(field ->
            Stream.concat(
                Stream.of(at + "/" + field.getKey()),
                pointers(field.getValue(), at + "/" + field.getKey())));
  }

  private static ObjectNode parent(JsonNode tree, String pointer) {
    return (ObjectNode) tree.at(JsonPointer.compile(pointer).head());
  }

  /** {@code /a/0/b} as {@code a[0].b}. */
  private static String path(String pointer) {
    return pointer.substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
  }
}
