package cairn.genesis;

import static cairn.genesis.ScriptRule.P2SH;
import static cairn.genesis.ScriptRule.TAPROOT;
import static cairn.genesis.ScriptRule.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
  static Stream<Network> all() {
    return Networks.NAMES.stream().map(name -> Networks.named(name).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "main, 000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
    "test, 000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
    "testnet4, 00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043",
    "signet, 00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6",
    "regtest, 0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
    "devnet, 00008851d1860b8cc7b05b67e6979350d7ef3bc8adab1e50f53f769830a0c652",
  })
  void genesisBlockIsTheOneEveryoneKnows(String name, String hash) {
    var genesis = Networks.named(name).orElseThrow().genesis();
    assertThat(genesis.hash()).hasToString(hash);
    assertThat(genesis.header().previous()).isEqualTo(BlockHash.ZERO);
    assertThat(genesis.transactions()).hasSize(1);
    assertThat(genesis.transactions().getFirst().isCoinbase()).isTrue();
    assertThat(genesis.transactions().getFirst().outputs().getFirst().value())
        .isEqualTo(new Amount(50 * Amount.SATS_PER_COIN));
  }

  @Test
  void mainGenesisCoinbaseIsSatoshis() {
    assertThat(Networks.main().genesis().transactions().getFirst().txid())
        .hasToString("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
  }

  @ParameterizedTest
  @MethodSource("all")
  void genesisBlockHasItsProofOfWork(Network network) {
    var header = network.genesis().header();
    var target = Target.fromCompact(header.bits()).orElseThrow();
    assertThat(target).isLessThanOrEqualTo(network.consensus().proofOfWork().limit());
    assertThat(target.isMetBy(network.genesis().hash())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void readingAndWritingAResourceGivesItBack(Network network) throws Exception {
    assertThat(Network.parse(network.toJson())).isEqualTo(network);
    assertThat(network.toJson()).isEqualTo(resource(network));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isNotTakenForAnotherNetwork(Network network) throws Exception {
    Networks.requireDistinct(network);
  }

  @Test
  void portsFollowCore() {
    assertThat(
            all()
                .map(n ->
                    n + " " + n.peers().port() + " " + n.rpcPort() + " " + n.peers().onionPort()))
        .containsExactly(
            "main 8333 8332 8334",
            "test 18333 18332 18334",
            "testnet4 48333 48332 48334",
            "signet 38333 38332 38334",
            "regtest 18444 18443 18445",
            "devnet 39333 39332 39334");
  }

  @Test
  void directoriesFollowCore() {
    assertThat(all().map(Network::dataDirectory))
        .containsExactly("", "testnet3", "testnet4", "signet", "regtest", "devnet");
  }

  @Test
  void unknownNameIsNoNetwork() {
    assertThat(Networks.named("testnet3")).isEmpty();
    assertThat(Networks.named("Main")).isEmpty();
  }

  @Test
  void scriptRulesHoldInAllBlocksButTheExceptions() {
    var exceptions = Networks.main().consensus().exceptions();
    assertThat(exceptions.scriptRulesIn(Networks.main().genesis().hash()))
        .containsExactlyInAnyOrder(P2SH, WITNESS, TAPROOT);
    assertThat(
            exceptions.scriptRulesIn(
                BlockHash.fromDisplay(
                    "00000000000002dc756eebf4f49723ed8d30cc28a5f108eb94b1ba88ac4f9c22")))
        .isEmpty();
    assertThat(
            exceptions.scriptRulesIn(
                BlockHash.fromDisplay(
                    "0000000000000000000f14c35b2d841e986ab5441de8c585d5ffe55ea1e395ad")))
        .containsExactlyInAnyOrder(P2SH, WITNESS);
  }

  @Test
  void bip30ExceptionsAreOfOneHeightAndHash() {
    var exceptions = Networks.main().consensus().exceptions();
    var repeat =
        BlockHash.fromDisplay("00000000000a4d0a398161ffc163c503763b1f4360639393e0e4c8e300e0caec");
    assertThat(exceptions.isBip30Repeat(91842, repeat)).isTrue();
    assertThat(exceptions.isBip30Repeat(91843, repeat)).isFalse();
    assertThat(exceptions.isBip30Overwritten(91842, repeat)).isFalse();
    var overwritten =
        BlockHash.fromDisplay("00000000000af0aed4792b1acee3d966af36cf5def14935db8de83d6f9306f2f");
    assertThat(exceptions.isBip30Overwritten(91812, overwritten)).isTrue();
  }

  @Test
  void devnetRetargetsWithinMinutes() {
    var proofOfWork = Networks.devnet().consensus().proofOfWork();
    assertThat(proofOfWork.targetTimespan()).isEqualTo(300);
    assertThat(proofOfWork.noRetargeting()).isFalse();
  }

  private static String resource(Network network) throws IOException {
    var file = network.name().equals("test") ? "testnet3" : network.name();
    try (var in = Network.class.getResourceAsStream(file + ".json")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
