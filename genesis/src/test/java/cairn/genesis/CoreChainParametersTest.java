package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Holds the networks against what Core's {@code bitcoin-util getchainparams} prints. */
class CoreChainParametersTest {
  @TestFactory
  Stream<DynamicNode> agreesWithCore() {
    return Stream.of("mainnet", "testnet", "signet", "regtest")
        .flatMap(stem -> Vectors.json("core/chainparams", stem, CoreChainParametersTest::fields));
  }

  private static Stream<DynamicNode> fields(JsonNode core) {
    var network = network(core);
    var consensus = network.consensus();
    var tests = new ArrayList<DynamicNode>();
    check(tests, core, "/test_chain", network.testChain());
    check(tests, core, "/genesis", network.genesis().hash().bytes().toHex());
    check(tests, core, "/subsidy_halving_interval", consensus.subsidyHalvingInterval());
    var challenge = consensus.signetChallenge();
    check(tests, core, "/signet/challenge", challenge == null ? "" : challenge.toString());
    check(tests, core, "/pow/limit", consensus.proofOfWork().limit());
    if (!consensus.proofOfWork().noRetargeting()) {
      check(tests, core, "/pow/target_spacing", consensus.proofOfWork().targetSpacing());
      check(
          tests,
          core,
          "/pow/difficulty_retarget_interval",
          consensus.proofOfWork().retargetPeriod());
      check(tests, core, "/pow/mindiff_blocks", minDifficulty(consensus.proofOfWork()));
    }
    check(tests, core, "/net/default_port", network.peers().port());
    check(tests, core, "/net/magic", network.peers().magic());
    check(tests, core, "/net/dns_seeds", strings(network.peers().dnsSeeds()));
    check(tests, core, "/addresses/bech32_hrp", network.addresses().hrp());
    return tests.stream();
  }

  private static Network network(JsonNode core) {
    var network = Networks.named(core.get("chain").asString()).orElseThrow();
    var challenge = core.at("/signet/challenge").asString("");
    var own = network.consensus().signetChallenge();
    if (own == null || own.toString().equals(challenge)) {
      return network;
    }
    try {
      return NetworkOptions.signetChallenge(network, List.of(challenge));
    } catch (NetworkOptionException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(List<DynamicNode> tests, JsonNode core, String field, Object ours) {
    var expected = core.at(field);
    tests.add(
        dynamicTest(
            field.substring(1).replace('/', '.'),
            () ->
                assertThat(ours)
                    .hasToString(
                        expected.isValueNode() ? expected.asString() : expected.toString())));
  }

  private static String strings(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').toList().toString().replace(", ", ",");
  }

  private static String minDifficulty(ProofOfWork proofOfWork) {
    return !proofOfWork.minDifficultyBlocks() ? "no" : proofOfWork.bip94() ? "bip94" : "yes";
  }
}
