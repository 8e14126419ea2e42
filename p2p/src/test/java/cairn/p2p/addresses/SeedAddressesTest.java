package cairn.p2p.addresses;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.FixedSeeds;
import cairn.genesis.Networks;
import cairn.p2p.wire.NetworkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedAddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"main", "test", "testnet4", "signet"})
  void canAllBeReached(String name) {
    var network = Networks.named(name).orElseThrow();
    var seeds = SeedAddresses.of(network);
    assertThat(seeds).hasSameSizeAs(FixedSeeds.of(network));
    assertThat(seeds).allMatch(seed -> seed.address().isRoutable());
    assertThat(seeds).noneMatch(seed -> BadPorts.contains(seed.port()));
    assertThat(seeds.stream().collect(groupingBy(seed -> seed.address().type(), counting())))
        .containsOnlyKeys(
            NetworkType.IPV4,
            NetworkType.IPV6,
            NetworkType.ONION,
            NetworkType.I2P,
            NetworkType.CJDNS);
  }

  @Test
  void areOfManyGroups() {
    var groups = new NetGroups(AsMap.NONE);
    assertThat(
            SeedAddresses.of(Networks.main()).stream()
                .map(seed -> groups.of(seed.address()))
                .distinct())
        .hasSizeGreaterThan(150);
  }
}
