package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.PeersConfig.AddressBook;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.permissions.Grant;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.NetworkAddress;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerOptionsTest extends AtHome {
  private AddressBook addressBook(String... arguments) throws ConfigException {
    return home.read(arguments).peers().addressBook();
  }

  @Test
  void hasBitcoindsDefaults() throws ConfigException {
    var config = home.read();
    assertThat(config.peers().connections()).isEqualTo(ConnectionOptions.DEFAULT);
    assertThat(config.peers().addressBook()).isEqualTo(new AddressBook(0, false, null));
    assertThat(Home.texts(config, Notice.Kind.WARNING)).isEmpty();
    assertThat(Home.texts(config, Notice.Kind.ALERT)).isEmpty();
  }

  @Test
  void checksAddressesForTests() throws ConfigException {
    assertThat(addressBook("-checkaddrman=7").checkEvery()).isEqualTo(7);
    assertThat(addressBook("-checkaddrman=-1").checkEvery()).isZero();
    assertThat(addressBook("-checkaddrman=1000001").checkEvery()).isEqualTo(1_000_000);
    assertThat(addressBook("-regtest", "-test=addrman").foreseeable()).isTrue();
    assertThat(addressBook("-regtest", "-test=bip94").foreseeable()).isFalse();
  }

  @Test
  void findsTheMapOfProviders() throws Exception {
    Files.createDirectory(directory.resolve("regtest"));
    var file = Files.createFile(directory.resolve("regtest/map"));
    assertThat(addressBook("-regtest", "-asmap=map").asMap()).isEqualTo(file);
    assertThat(addressBook("-asmap=" + file).asMap()).isEqualTo(file);
    assertThat(addressBook("-noasmap").asMap()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "-asmap=missing, Could not find asmap file \"DIR/regtest/missing\"",
    "-asmap,         Embedded asmap data not available",
    "-asmap=1,       Embedded asmap data not available",
  })
  void refusesMapsThatAreNotThere(String argument, String message) {
    home.assertRefused(message, "-regtest", argument);
  }

  @Test
  void asksOtherSeedsForASignetOfOnesOwn() throws ConfigException {
    assertThat(
            home.read("-signet", "-signetseednode=a.example", "-signetseednode=b.example:7")
                .network()
                .peers()
                .dnsSeeds())
        .containsExactly("a.example", "b.example:7");
    assertThat(home.read("-signet").network().peers().dnsSeeds()).isNotEmpty();
    assertThat(home.read("-signetseednode=a.example").network().peers().dnsSeeds())
        .doesNotContain("a.example");
  }

  private Set<Permission> inbound(String address, String... arguments) throws ConfigException {
    return home.read(arguments)
        .peers()
        .connections()
        .whitelist()
        .ofInbound(NetworkAddress.parse(address).orElseThrow(), Grant.NONE);
  }

  @Test
  void givesPermissions() throws ConfigException {
    assertThat(inbound("1.2.3.4", "-whitelist=1.2.3.0/24"))
        .containsExactlyInAnyOrder(
            Permission.NOBAN, Permission.DOWNLOAD, Permission.MEMPOOL, Permission.RELAY);
    assertThat(inbound("1.2.3.4", "-whitelist=1.2.3.0/24", "-whitelistforcerelay"))
        .contains(Permission.FORCERELAY);
    assertThat(inbound("1.2.3.4", "-whitelist=1.2.3.0/24", "-blocksonly"))
        .doesNotContain(Permission.RELAY);
    assertThat(inbound("1.2.3.4", "-whitelist=addr@1.2.3.4", "-whitelist=bloom@1.2.3.4"))
        .isEqualTo(EnumSet.of(Permission.ADDR, Permission.BLOOMFILTER));
    assertThat(inbound("1.2.4.4", "-whitelist=1.2.3.0/24")).isEmpty();
    assertThat(inbound("1.2.3.4", "-whitelist=out,addr@1.2.3.4")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -whitelist=in,out@127.0.0.1     | Only direction was set, no permissions: 'in,out@127.0.0.1'
          -whitelist=oopsie@127.0.0.1     | Invalid P2P permission: 'oopsie'
          -whitelist=noban@127.0.0.1:230  | Invalid netmask specified in -whitelist: '127.0.0.1:230'
          -whitelist=                     | Invalid netmask specified in -whitelist: ''
          """)
  void refusesPermissionsThatAreNone(String argument, String message) {
    home.assertRefused(message, argument);
  }
}
