package cairn.p2p.permissions;

import static cairn.p2p.permissions.Permission.BLOOMFILTER;
import static cairn.p2p.permissions.Permission.DOWNLOAD;
import static cairn.p2p.permissions.Permission.FORCERELAY;
import static cairn.p2p.permissions.Permission.MEMPOOL;
import static cairn.p2p.permissions.Permission.NOBAN;
import static cairn.p2p.permissions.Permission.RELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.wire.NetworkAddress;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
  private static final AddressParser PARSER = new AddressParser(false);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bloom@1.2.3.4:32; bloomfilter",
        "bloomfilter@1.2.3.4:32; bloomfilter",
        "@1.2.3.4:32; ''",
        ",@1.2.3.4:32; ''",
        ",,@1.2.3.4:32; ''",
        "noban@1.2.3.4:32; noban,download",
        "noban,download@1.2.3.4:32; noban,download",
        "download,noban@1.2.3.4:32; noban,download",
        "download@1.2.3.4:32; download",
        "relay@1.2.3.4:32; relay",
        "forcerelay@1.2.3.4:32; forcerelay,relay",
        "bloom,forcerelay@1.2.3.4:32; bloomfilter,forcerelay,relay",
        "bloom,relay,,noban,noban@1.2.3.4:32; bloomfilter,noban,relay,download",
        "addr,mempool,@1.2.3.4:32; mempool,addr",
        "all@1.2.3.4:32; bloomfilter,noban,forcerelay,relay,mempool,download,addr",
        "in,all@1.2.3.4:32; bloomfilter,noban,forcerelay,relay,mempool,download,addr",
      })
  void readsTheNamesOfPermissionsAndWhatTheyImply(String text, String permissions)
      throws PermissionException {
    var entry = WhitebindEntry.parse(text);
    assertThat(String.join(",", entry.grant().named().stream().map(Object::toString).toList()))
        .isEqualTo(permissions);
    assertThat(entry.grant().usual()).isFalse();
    assertThat(entry.endpoint()).hasToString("1.2.3.4:32");
  }

  @Test
  void meansTheUsualPermissionsWhereNoneAreNamed() throws PermissionException {
    assertThat(WhitebindEntry.parse("1.2.3.4:32").grant())
        .isEqualTo(new Grant(EnumSet.noneOf(Permission.class), true));
    assertThat(WhitelistEntry.parse("1.2.3.4", PARSER).grant().usual()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "noban@1.2.3.4, 1.2.3.4/32, true, false",
    "'bloom,forcerelay,noban,relay@1.2.3.4/24', 1.2.3.0/24, true, false",
    "'in,relay@1.2.3.4', 1.2.3.4/32, true, false",
    "'out,bloom@1.2.3.4', 1.2.3.4/32, false, true",
    "'in,out,bloom@[2001::]/16', 2001::/16, true, true",
    "1.2.3.4, 1.2.3.4/32, true, false",
  })
  void readsForWhomThePermissionsAreMeant(
      String text, String subnet, boolean inbound, boolean outbound) throws PermissionException {
    var entry = WhitelistEntry.parse(text, PARSER);
    assertThat(entry.subnet()).hasToString(subnet);
    assertThat(entry.inbound()).isEqualTo(inbound);
    assertThat(entry.outbound()).isEqualTo(outbound);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; Cannot resolve -whitebind address: ''",
        "host.example.org:1; Cannot resolve -whitebind address: 'host.example.org:1'",
        "noban@; Cannot resolve -whitebind address: ''",
        "1.2.3.4:99999; Cannot resolve -whitebind address: '1.2.3.4:99999'",
        "127.0.0.1; Need to specify a port with -whitebind: '127.0.0.1'",
        "noban@127.0.0.1:0; Need to specify a port with -whitebind: '127.0.0.1:0'",
        "out,forcerelay@1.2.3.4:32;"
            + " whitebind may only be used for incoming connections (\"out\" was passed)",
        "out,oopsie@1.2.3.4:32;"
            + " whitebind may only be used for incoming connections (\"out\" was passed)",
        "bloom,forcerelay,oopsie@1.2.3.4:32; Invalid P2P permission: 'oopsie'",
        "NOBAN@1.2.3.4:32; Invalid P2P permission: 'NOBAN'",
        "in@1.2.3.4:32; Only direction was set, no permissions: 'in@1.2.3.4:32'",
      })
  void saysWhatIsWrongWithABinding(String text, String message) {
    assertThatThrownBy(() -> WhitebindEntry.parse(text))
        .isInstanceOf(PermissionException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bloom,forcerelay,noban@1.2.3.4:32; Invalid netmask specified in -whitelist: '1.2.3.4:32'",
        "noban@1.2.3.4/33; Invalid netmask specified in -whitelist: '1.2.3.4/33'",
        "1.2.3.4@noban; Invalid P2P permission: '1.2.3.4'",
        "oopsie@1.2.3.4; Invalid P2P permission: 'oopsie'",
        "in,out@127.0.0.1; Only direction was set, no permissions: 'in,out@127.0.0.1'",
        "out@127.0.0.1; Only direction was set, no permissions: 'out@127.0.0.1'",
        "''; Invalid netmask specified in -whitelist: ''",
      })
  void saysWhatIsWrongWithASubnet(String text, String message) {
    assertThatThrownBy(() -> WhitelistEntry.parse(text, PARSER))
        .isInstanceOf(PermissionException.class)
        .hasMessage(message);
  }

  @Test
  void gathersWhatAllEntriesGive() throws PermissionException {
    var whitelist = whitelist(true, false, "bloom@1.2.0.0/16", "addr@1.2.3.4", "out,noban@1.2.3.4");
    assertThat(whitelist.ofInbound(address("1.2.3.4"), Grant.NONE))
        .containsExactly(BLOOMFILTER, Permission.ADDR);
    assertThat(whitelist.ofInbound(address("1.2.3.5"), Grant.NONE)).containsExactly(BLOOMFILTER);
    assertThat(whitelist.ofInbound(address("1.3.3.5"), Grant.NONE)).isEmpty();
    assertThat(whitelist.ofOutbound(address("1.2.3.4"))).containsExactly(NOBAN, DOWNLOAD);
    assertThat(whitelist.ofOutbound(address("1.2.3.5"))).isEmpty();
    var binding = WhitebindEntry.parse("mempool@127.0.0.1:8333").grant();
    assertThat(whitelist.ofInbound(address("1.2.3.5"), binding))
        .containsExactly(BLOOMFILTER, MEMPOOL);
    assertThat(whitelist.ofHidden(binding)).containsExactly(MEMPOOL);
  }

  @Test
  void givesTheUsualPermissionsAsTheOperatorWantsThem() throws PermissionException {
    var peer = address("1.2.3.4");
    assertThat(whitelist(false, false, "1.2.3.4").ofInbound(peer, Grant.NONE))
        .containsExactly(NOBAN, MEMPOOL, DOWNLOAD);
    assertThat(whitelist(true, false, "1.2.3.4").ofInbound(peer, Grant.NONE))
        .containsExactly(NOBAN, RELAY, MEMPOOL, DOWNLOAD);
    assertThat(whitelist(false, true, "1.2.3.4").ofInbound(peer, Grant.NONE))
        .containsExactly(NOBAN, FORCERELAY, RELAY, MEMPOOL, DOWNLOAD);
    assertThat(whitelist(true, true, "@1.2.3.4").ofInbound(peer, Grant.NONE)).isEmpty();
    assertThat(whitelist(true, true, "bloom@1.2.3.4", "1.2.3.4").ofInbound(peer, Grant.NONE))
        .contains(BLOOMFILTER, NOBAN);
    assertThat(
            whitelist(true, false).ofInbound(peer, WhitebindEntry.parse("127.0.0.1:8333").grant()))
        .contains(NOBAN, RELAY);
  }

  @Test
  void givesNothingToAddressesThatNobodyHas() throws PermissionException {
    assertThat(whitelist(true, true, "all@0.0.0.0/0").ofInbound(address("0.0.0.0"), Grant.NONE))
        .isEmpty();
  }

  private static Whitelist whitelist(boolean relay, boolean forceRelay, String... entries)
      throws PermissionException {
    var parsed = new WhitelistEntry[entries.length];
    for (int i = 0; i < entries.length; i++) {
      parsed[i] = WhitelistEntry.parse(entries[i], PARSER);
    }
    return new Whitelist(List.of(parsed), relay, forceRelay);
  }

  private static NetworkAddress address(String text) {
    return PARSER.address(text).orElseThrow();
  }
}
