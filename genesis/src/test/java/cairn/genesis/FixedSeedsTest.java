package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedSeedsTest {
  @ParameterizedTest
  @CsvSource({"main, 8333", "test, 18333", "testnet4, 48333", "signet, 38333"})
  void knowsNodesOfEveryKindOfAddress(String name, int port) throws Exception {
    var network = Networks.named(name).orElseThrow();
    var seeds = FixedSeeds.of(network);
    assertThat(seeds).hasSizeBetween(100, 500).doesNotHaveDuplicates();
    assertThat(seeds).filteredOn(seed -> seed.matches("[0-9.]+:" + port)).hasSizeGreaterThan(20);
    assertThat(seeds).filteredOn(seed -> seed.matches("\\[2.*]:" + port)).hasSizeGreaterThan(20);
    assertThat(seeds).filteredOn(seed -> seed.matches("\\[fc.*]:" + port)).isNotEmpty();
    assertThat(seeds).filteredOn(seed -> seed.contains(".onion:")).hasSizeGreaterThan(20);
    assertThat(seeds).filteredOn(seed -> seed.endsWith(".b32.i2p:0")).hasSizeGreaterThan(5);
    // Each could stand in a network's file.
    var peers = network.peers();
    var listed =
        network.with(
            new PeerParameters(
                peers.magic(),
                peers.port(),
                peers.onionPort(),
                List.of(),
                seeds,
                peers.headersSync()));
    assertThat(Network.parse(listed.toJson())).isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regtest", "devnet"})
  void knowsNoneOfPrivateNetworks(String name) {
    assertThat(FixedSeeds.of(Networks.named(name).orElseThrow())).isEmpty();
  }

  @Test
  void knowsNoneOfASignetOfOnesOwn() throws Exception {
    var own = NetworkOptions.signetChallenge(Networks.signet(), List.of("51"));
    assertThat(own.name()).isEqualTo("signet");
    assertThat(FixedSeeds.of(own)).isEmpty();
  }

  @Test
  void areThoseOfTheFileForANetworkOfOnesOwn() throws Exception {
    var json =
        Networks.devnet()
            .toJson()
            .replace(
                "\"dnsSeeds\": [],", "\"dnsSeeds\": [], \"fixedSeeds\": [\"192.0.2.1:39333\"],");
    assertThat(FixedSeeds.of(Network.parse(json))).containsExactly("192.0.2.1:39333");
  }
}
