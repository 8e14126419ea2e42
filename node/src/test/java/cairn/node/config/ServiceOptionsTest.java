package cairn.node.config;

import static cairn.p2p.wire.ServiceFlags.BLOOM;
import static cairn.p2p.wire.ServiceFlags.NETWORK;
import static cairn.p2p.wire.ServiceFlags.NETWORK_LIMITED;
import static cairn.p2p.wire.ServiceFlags.P2P_V2;
import static cairn.p2p.wire.ServiceFlags.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.PeersConfig.Profile;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.wire.ServiceFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceOptionsTest extends AtHome {
  private static final ServiceFlags USUAL =
      NETWORK.with(NETWORK_LIMITED).with(WITNESS).with(P2P_V2);

  /** What stands around comments in the user agent. */
  private static final int BARE_LENGTH = "/Satoshi:31.0.0/Cairn:0.1.0()/".length();

  private PeersConfig read(String... arguments) throws ConfigException {
    return home.read(arguments).peers();
  }

  private ServiceFlags services(String... arguments) throws ConfigException {
    return read(arguments).profile().services();
  }

  @Test
  void offersWhatItDoes() throws ConfigException {
    assertThat(read().profile())
        .isEqualTo(new Profile("/Satoshi:31.0.0/Cairn:0.1.0/", USUAL, false));
    assertThat(services("-prune=550")).isEqualTo(USUAL.without(NETWORK));
    assertThat(services("-prune=1")).isEqualTo(USUAL.without(NETWORK));
    assertThat(services("-peerbloomfilters")).isEqualTo(USUAL.with(BLOOM));
    assertThat(services("-v2transport=0")).isEqualTo(USUAL.without(P2P_V2));
  }

  @ParameterizedTest
  @CsvSource({
    "-uacomment=foo,                      (foo)",
    "-uacomment=testnode0 -uacomment=foo, (testnode0; foo)",
    "'-uacomment=aZ9.,;-_?@',             '(aZ9.,;-_?@)'",
    "-uacomment=,                         ()",
  })
  void saysMoreOfItself(String arguments, String comments) throws ConfigException {
    assertThat(read(Home.split(arguments)).profile().userAgent())
        .isEqualTo("/Satoshi:31.0.0/Cairn:0.1.0" + comments + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ":", "(", ")", "\u20bf", "\ud83c\udfc3", "a\nb"})
  void refusesCommentsThatWouldNotBeTakenForSome(String comment) {
    home.assertRefused(
        "User Agent comment (%s) contains unsafe characters.".formatted(comment),
        "-uacomment=" + comment);
  }

  @Test
  void refusesToSayTooMuch() throws ConfigException {
    var longest = "a".repeat(256 - BARE_LENGTH);
    assertThat(read("-uacomment=" + longest).profile().userAgent()).hasSize(256);
    home.assertRefused(
        "Total length of network version string (257) exceeds maximum length (256). Reduce the"
            + " number or size of uacomments.",
        "-uacomment=a" + longest);
  }

  @ParameterizedTest
  @CsvSource({
    "-blockfilterindex,                                   true",
    "-blockfilterindex=1,                                 true",
    "-blockfilterindex=basic,                             true",
    "-blockfilterindex=basic -blockfilterindex=basic,     true",
    "-blockfilterindex=0,                                 false",
    "-noblockfilterindex,                                 false",
    "'',                                                  true",
    "-prune=550,                                          false",
    "-prune=550 -blockfilterindex,                        true",
    "-regtest,                                            false",
    "-regtest -blockfilterindex,                          true",
  })
  void servesBlockFiltersThatItHas(String arguments, boolean has) throws ConfigException {
    var all = Home.split((arguments + " -peerblockfilters").strip());
    if (has) {
      assertThat(read(all).profile().blockFilters()).isTrue();
      assertThat(read(Home.split(arguments)).profile().blockFilters()).isFalse();
    } else {
      home.assertRefused("Cannot set -peerblockfilters without -blockfilterindex.", all);
    }
  }

  @Test
  void knowsNoOtherBlockFilters() {
    home.assertRefused("Unknown -blockfilterindex value spam.", "-blockfilterindex=spam");
    home.assertRefused(
        "Unknown -blockfilterindex value spam.",
        "-blockfilterindex=spam",
        "-blockfilterindex=basic");
  }

  @Test
  void relaysAsItIsTold() throws ConfigException {
    assertThat(read().relay()).isEqualTo(RelayOptions.DEFAULT);
    assertThat(read("-blocksonly", "-txsendrate=7").relay())
        .isEqualTo(RelayOptions.DEFAULT.withBlocksOnly(true).withSendRate(7));
    assertThat(read("-txsendrate=0").relay().sendRate()).isOne();
    assertThat(read("-txsendrate=1001").relay().sendRate()).isEqualTo(1000);
  }

  @Test
  void synchronisesAsItIsTold() throws ConfigException {
    assertThat(read().sync()).isEqualTo(SyncOptions.DEFAULT);
    assertThat(read("-blocksonly", "-prune=1", "-blockreconstructionextratxn=7").sync())
        .isEqualTo(new SyncOptions(true, true, 7));
    assertThat(read("-blockreconstructionextratxn=-1").sync().extraTransactions()).isZero();
  }
}
