package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.node.config.PeersConfig.Buffers;
import cairn.p2p.connections.ConnectionOptions.Limits;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficOptionsTest extends AtHome {
  private PeersConfig read(String... arguments) throws ConfigException {
    return home.read(arguments).peers();
  }

  private Limits limits(String... arguments) throws ConfigException {
    return read(arguments).connections().limits();
  }

  private static LocalHost withOpenFiles(int count) {
    return new LocalHost(Home.QUIET.resolver(), OptionalInt.of(count));
  }

  @Test
  void hasBitcoindsDefaults() throws ConfigException {
    var peers = read();
    assertThat(peers.connections().limits()).isEqualTo(Limits.DEFAULT);
    assertThat(peers.buffers()).isEqualTo(new Buffers(5_000_000, 1_000_000, Duration.ofSeconds(5)));
    assertThat(peers.banTime()).isEqualTo(Duration.ofDays(1));
    assertThat(peers.connections().logsAddresses()).isFalse();
  }

  @Test
  void readsLimits() throws ConfigException {
    assertThat(
            limits(
                "-maxconnections=7",
                "-inboundrelaypercent=8",
                "-peertimeout=9",
                "-maxuploadtarget=10"))
        .isEqualTo(new Limits(7, 8, Duration.ofSeconds(9), 10 << 20));
    assertThat(limits("-maxuploadtarget=3k").upload()).isEqualTo(3000);
    assertThat(limits("-nomaxuploadtarget").upload()).isZero();
    assertThat(limits("-inboundrelaypercent=101").inboundRelayPercent()).isEqualTo(100);
    assertThat(limits("-inboundrelaypercent=-1").inboundRelayPercent()).isZero();
    assertThat(limits("-peertimeout=999999999").patience())
        .isEqualTo(Duration.ofSeconds(999_999_999));
    assertThat(read("-logips").connections().logsAddresses()).isTrue();
  }

  @Test
  void readsBuffersAndTimes() throws ConfigException {
    assertThat(read("-maxreceivebuffer=7", "-maxsendbuffer=8", "-timeout=9").buffers())
        .isEqualTo(new Buffers(7000, 8000, Duration.ofMillis(9)));
    assertThat(read("-maxreceivebuffer=-1", "-maxsendbuffer=-1", "-timeout=0").buffers())
        .isEqualTo(new Buffers(0, 0, Duration.ofSeconds(5)));
    assertThat(read("-timeout=-1").buffers().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read("-bantime=7").banTime()).isEqualTo(Duration.ofSeconds(7));
    assertThat(read("-bantime=-7").banTime()).isZero();
  }

  @Test
  void boundsNumbersThatNobodyMeans() throws ConfigException {
    var most = Long.toString(Long.MAX_VALUE);
    var peers =
        read(
            "-maxreceivebuffer=" + most,
            "-maxsendbuffer=" + most,
            "-timeout=" + most,
            "-bantime=" + most,
            "-peertimeout=" + most,
            "-maxconnections=" + most);
    assertThat(peers.buffers())
        .isEqualTo(
            new Buffers(
                1000L * Integer.MAX_VALUE,
                1000L * Integer.MAX_VALUE,
                Duration.ofMillis(Integer.MAX_VALUE)));
    assertThat(peers.banTime()).isEqualTo(Duration.ofSeconds(Integer.MAX_VALUE));
    assertThat(peers.connections().limits().patience()).isEqualTo(peers.banTime());
    assertThat(peers.connections().limits().connections()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "-maxuploadtarget=abc,   Unable to parse -maxuploadtarget: 'abc'",
    "-maxuploadtarget=,      Unable to parse -maxuploadtarget: ''",
    "-maxuploadtarget=-1,    Unable to parse -maxuploadtarget: '-1'",
    "-peertimeout=0,         peertimeout must be a positive integer.",
    "-peertimeout=-1,        peertimeout must be a positive integer.",
    "-maxconnections=-1,     -maxconnections must be greater or equal than zero",
  })
  void refusesWhatIsNoLimit(String argument, String message) {
    home.assertRefused(message, argument);
  }

  @Test
  void leavesFilesForTheRestOfTheNode() throws ConfigException {
    var enough = home.read(withOpenFiles(509), "-maxconnections=200");
    assertThat(enough.peers().connections().limits().connections()).isEqualTo(200);
    assertThat(Home.texts(enough, Notice.Kind.ALERT)).isEmpty();
    assertThat(Home.texts(enough, Notice.Kind.INFO))
        .contains("Using at most 200 automatic connections (509 file descriptors available)");

    var fewer = home.read(withOpenFiles(508), "-maxconnections=200");
    assertThat(fewer.peers().connections().limits().connections()).isEqualTo(199);
    assertThat(Home.texts(fewer, Notice.Kind.ALERT))
        .containsExactly(
            "Reducing -maxconnections from 200 to 199, because of system limitations.");

    var binds = home.read(withOpenFiles(509), "-bind=1.2.3.4:1", "-bind=1.2.3.4:2");
    assertThat(binds.peers().connections().limits().connections()).isEqualTo(199);
  }

  @Test
  void refusesToStartWithoutFiles() throws ConfigException {
    assertThat(home.read(withOpenFiles(309)).peers().connections().limits().connections()).isZero();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> home.read(withOpenFiles(308)))
        .withMessage("Not enough file descriptors available. 308 available, 309 required.");
  }
}
