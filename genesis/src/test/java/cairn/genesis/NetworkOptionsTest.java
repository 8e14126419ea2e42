package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "segwit@5, SEGWIT, 5",
    "bip34@2, BIP34, 2",
    "dersig@102, BIP66, 102",
    "cltv@0, BIP65, 0",
    "csv@2147483646, CSV, 2147483646",
    "csv@007, CSV, 7",
    "csv@-0, CSV, 0",
  })
  void setsTheHeightOfADeployment(String value, BuriedDeployment deployment, int height)
      throws Exception {
    var buried = heights(value);
    for (var other : BuriedDeployment.values()) {
      int before = Networks.regtest().consensus().buried().of(other);
      assertThat(buried.of(other)).isEqualTo(other == deployment ? height : before);
    }
  }

  @Test
  void lastHeightOfADeploymentCounts() throws Exception {
    var buried = heights("csv@10", "segwit@20", "csv@30");
    assertThat(buried.csv()).isEqualTo(30);
    assertThat(buried.segwit()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "'', format",
    "segwit, format",
    "name@2, name",
    "bip66@2, name",
    "@2, name",
    "bip34@-2, height value",
    "bip34@, height value",
    "bip34@+2, height value",
    "bip34@ 2, height value",
    "bip34@2x, height value",
    "bip34@2147483647, height value",
    "bip34@99999999999999999999, height value",
    "bip34@1@2, height value",
    "name@x, height value",
  })
  void refusesActivationHeightsInCoresWords(String value, String what) {
    assertThatThrownBy(() -> heights(value))
        .isInstanceOf(NetworkOptionException.class)
        .hasMessage("Invalid %s (%s) for -testactivationheight=name@height.", what, value);
  }

  @ParameterizedTest
  @CsvSource({
    "testdummy:0:999999999999, 0, 999999999999, 0",
    "testdummy:-1:9223372036854775807:1000, -1, 9223372036854775807, 1000",
    "testdummy:-2:0:-5, -2, 0, -5",
    "testdummy:1:2:4294967297, 1, 2, 1",
  })
  void setsTheTimesOfADeployment(String value, long start, long timeout, int minHeight)
      throws Exception {
    var deployment = versionBits(value).consensus().deployments().getFirst();
    assertThat(deployment)
        .isEqualTo(new Bip9Deployment("testdummy", 28, start, timeout, minHeight, 144, 108));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          testdummy:1       | Version bits parameters malformed, expecting deployment:start:end[:min_activation_height]
          testdummy:1:2:3:4 | Version bits parameters malformed, expecting deployment:start:end[:min_activation_height]
          ''                | Version bits parameters malformed, expecting deployment:start:end[:min_activation_height]
          testdummy:x:2     | Invalid nStartTime (x)
          testdummy::2      | Invalid nStartTime ()
          testdummy:1:2.0   | Invalid nTimeout (2.0)
          testdummy:1:2:    | Invalid min_activation_height ()
          taproot:1:2       | Invalid deployment (taproot)
          """)
  void refusesVersionBitsInCoresWords(String value, String message) {
    assertThatThrownBy(() -> versionBits(value))
        .isInstanceOf(NetworkOptionException.class)
        .hasMessage(message);
  }

  @Test
  void signetOfOnesOwnKnowsNothingOfItsChain() throws Exception {
    var signet = Networks.signet();
    var own = NetworkOptions.signetChallenge(signet, List.of("51"));
    assertThat(own.consensus().signetChallenge()).hasToString("51");
    assertThat(own.genesis()).isEqualTo(signet.genesis());
    assertThat(own.peers().magic()).isNotEqualTo(signet.peers().magic());
    assertThat(own.peers().dnsSeeds()).isEmpty();
    assertThat(own.peers().port()).isEqualTo(38333);
    assertThat(own.facts().minimumChainWork()).isEqualTo(BigInteger.ZERO);
    assertThat(own.facts().assumedValid()).isNull();
    assertThat(own.facts().transactions().count()).isZero();
  }

  @Test
  void magicOfTheSignetThatEveryoneKnowsComesOfItsChallenge() throws Exception {
    var signet = Networks.signet();
    var challenge = String.valueOf(signet.consensus().signetChallenge());
    var again = NetworkOptions.signetChallenge(signet, List.of(challenge));
    assertThat(again.peers().magic()).isEqualTo(signet.peers().magic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "51", " 51\t52\n", "Ab cD", "abcdef"})
  void challengeIsHexAsCoreReadsIt(String hex) throws Exception {
    var own = NetworkOptions.signetChallenge(Networks.signet(), List.of(hex));
    assertThat(own.consensus().signetChallenge())
        .hasToString(hex.replaceAll("\\s", "").toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "5", "5 1", "xy", "0x51"})
  void refusesAChallengeThatIsNotHex(String hex) {
    assertThatThrownBy(() -> NetworkOptions.signetChallenge(Networks.signet(), List.of(hex)))
        .isInstanceOf(NetworkOptionException.class)
        .hasMessage("-signetchallenge must be hex, not '" + hex + "'.");
  }

  @Test
  void refusesTwoChallenges() {
    assertThatThrownBy(
            () -> NetworkOptions.signetChallenge(Networks.signet(), List.of("abc", "abc")))
        .isInstanceOf(NetworkOptionException.class)
        .hasMessage("-signetchallenge cannot be multiple values.");
  }

  @Test
  void seedNodesTakeThePlaceOfTheSeeds() throws Exception {
    var own = NetworkOptions.signetSeedNodes(Networks.signet(), List.of("sig.example:1234"));
    assertThat(own.peers().dnsSeeds()).containsExactly("sig.example:1234");
    assertThat(own.peers().magic()).isEqualTo(Networks.signet().peers().magic());
  }

  @Test
  void withoutValuesTheNetworkStaysAsItIs() throws Exception {
    var signet = Networks.signet();
    assertThat(NetworkOptions.testActivationHeights(signet, List.of())).isEqualTo(signet);
    assertThat(NetworkOptions.versionBits(signet, List.of())).isEqualTo(signet);
    assertThat(NetworkOptions.signetChallenge(signet, List.of())).isEqualTo(signet);
    assertThat(NetworkOptions.signetSeedNodes(signet, List.of())).isEqualTo(signet);
  }

  @Test
  void adjustsRegtestForTests() {
    assertThat(NetworkOptions.fastPrune(Networks.regtest()).defaults().pruneAfterHeight())
        .isEqualTo(100);
    assertThat(NetworkOptions.bip94(Networks.regtest()).consensus().proofOfWork().bip94()).isTrue();
  }

  private static BuriedHeights heights(String... values) throws NetworkOptionException {
    return NetworkOptions.testActivationHeights(Networks.regtest(), List.of(values))
        .consensus()
        .buried();
  }

  private static Network versionBits(String value) throws NetworkOptionException {
    return NetworkOptions.versionBits(Networks.regtest(), List.of(value));
  }
}
