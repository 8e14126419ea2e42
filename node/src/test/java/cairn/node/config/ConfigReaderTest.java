package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.ConfigReader.Request;
import cairn.node.config.LogConfig.LogFile;
import cairn.node.config.NodeConfig.Prune;
import cairn.node.config.NodeConfig.Rebuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest extends AtHome {
  private static final long MIB = 1 << 20;

  @Test
  void hasBitcoindsDefaults() throws ConfigException {
    var config = ConfigReader.read(List.of(), directory.resolve("default"));
    assertThat(config.network().name()).isEqualTo("main");
    assertThat(config.dataDirectory()).isEqualTo(directory.resolve("default"));
    assertThat(config.networkDirectory()).isEqualTo(config.dataDirectory());
    assertThat(config.blocksDirectory()).isEqualTo(directory.resolve("default/blocks"));
    assertThat(config.pidFile()).isEqualTo(directory.resolve("default/bitcoind.pid"));
    assertThat(config.blockFiles().xor()).isTrue();
    assertThat(config.blockFiles().small()).isFalse();
    assertThat(config.blockFiles().prune().mode()).isEqualTo(Prune.Mode.NEVER);
    assertThat(config.rebuild()).isEqualTo(Rebuild.NOTHING);
    assertThat(config.checkBlocks()).isEqualTo(6);
    assertThat(config.checkLevel()).isEqualTo(3);
    assertThat(config.stopAtHeight()).isZero();
    assertThat(config.stopAfterBlockImport()).isFalse();
    assertThat(config.mockTime()).isEmpty();
    assertThat(config.dbCacheBytes()).isEqualTo(450 * MIB);
    assertThat(config.log().file())
        .isEqualTo(new LogFile(directory.resolve("default/debug.log"), true, true));
    assertThat(config.log().console()).isTrue();
    assertThat(config.log().categories()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-datadir=/no/such/dir | Specified data directory \"/no/such/dir\" does not exist.",
        "-blocksdir=/no/such/dir | Specified blocks directory \"/no/such/dir\" does not exist.",
        "-conf=none.conf | Error reading configuration file: specified config file"
            + " \"DIR/none.conf\" could not be opened.",
        "-mocktime=-1 | Mocktime must be in the range [0, 4294967295], not -1.",
        "-mocktime=4294967296 | Mocktime must be in the range [0, 4294967295], not 4294967296.",
        "-prune=-1 | Prune cannot be configured with a negative value.",
        "-prune=549 | Prune configured below the minimum of 550 MiB.  Please use a higher number.",
        "-prune=550 -reindex-chainstate | Prune mode is incompatible with -reindex-chainstate."
            + " Use full -reindex instead.",
        "-prune=1 -txindex | Prune mode is incompatible with -txindex.",
        "-prune=1 -txospenderindex | Prune mode is incompatible with -txospenderindex.",
        "-assumevalid=xyz | Invalid assumevalid block hash specified (xyz), must be up to 64 hex"
            + " digits (or 0 to disable)",
        "-minimumchainwork=test | Invalid minimum work specified (test), must be up to 64 hex"
            + " digits",
        "-minimumchainwork=0X1 | Invalid minimum work specified (0X1), must be up to 64 hex digits",
        "-debug=abc | Unsupported logging category -debug=abc.",
        "-debugexclude=abc | Unsupported logging category -debugexclude=abc.",
        "-loglevel=abc | Unsupported global logging level -loglevel=abc. Valid values: info, debug,"
            + " trace.",
        "-loglevel=error | Unsupported global logging level -loglevel=error. Valid values: info,"
            + " debug, trace.",
        "-regtest -testactivationheight=spam | Invalid format (spam) for"
            + " -testactivationheight=name@height.",
        "-regtest -testactivationheight=spam@1 | Invalid name (spam@1) for"
            + " -testactivationheight=name@height.",
        "-regtest -testactivationheight=segwit@-1 | Invalid height value (segwit@-1) for"
            + " -testactivationheight=name@height.",
        "-testactivationheight=segwit@1 | The -testactivationheight option may not be used on"
            + " mainnet.",
        "-vbparams=testdummy:0:1 | The -vbparams option may not be used on mainnet.",
        "-regtest -vbparams=testdummy:0 | Version bits parameters malformed, expecting"
            + " deployment:start:end[:min_activation_height]",
        "-regtest -vbparams=testdummy:x:1 | Invalid nStartTime (x)",
        "-regtest -vbparams=spam:0:1 | Invalid deployment (spam)",
        "-signet -signetchallenge=abc | -signetchallenge must be hex, not 'abc'.",
        "-signet -signetchallenge=51 -signetchallenge=52 | -signetchallenge cannot be multiple"
            + " values.",
        "-signet -test=bip94 | -test=<option> can only be used with regtest",
        "-daemon | -daemon is not supported: Cairn stays in the foreground. Leave that to what"
            + " starts it, such as systemd or nohup.",
      })
  void refusesWhatMeansNothing(String arguments, String message) {
    home.assertRefused(message, Home.split(arguments));
  }

  @Test
  void readsWhatTheNodeIsToDo() throws ConfigException {
    var config =
        home.read(
            Home.split(
                "-regtest -reindex -loadblock=/a -loadblock=b -stopafterblockimport -par=3"
                    + " -dbcache=100 -checkblocks=0 -checklevel=9 -stopatheight=77 -mocktime=1234"
                    + " -blocksxor=0 -fastprune -prune=600 -pid=here.pid"));
    assertThat(config.rebuild()).isEqualTo(Rebuild.EVERYTHING);
    assertThat(config.loadBlocks()).containsExactly(Path.of("/a"), Path.of("b").toAbsolutePath());
    assertThat(config.stopAfterBlockImport()).isTrue();
    assertThat(config.verifyThreads()).isEqualTo(3);
    assertThat(config.dbCacheBytes()).isEqualTo(100 * MIB);
    assertThat(config.checkBlocks()).isZero();
    assertThat(config.checkLevel()).isEqualTo(4);
    assertThat(config.stopAtHeight()).isEqualTo(77);
    assertThat(config.mockTime()).hasValue(1234);
    assertThat(config.blockFiles().xor()).isFalse();
    assertThat(config.blockFiles().small()).isTrue();
    assertThat(config.blockFiles().prune()).isEqualTo(new Prune(Prune.Mode.AUTOMATIC, 600 * MIB));
    assertThat(config.pidFile()).isEqualTo(directory.resolve("regtest/here.pid"));
    assertThat(home.read("-mocktime=0").mockTime()).isEmpty();
    assertThat(home.read("-prune=1").blockFiles().prune().mode()).isEqualTo(Prune.Mode.ON_REQUEST);
    assertThat(home.read("-reindex-chainstate").rebuild()).isEqualTo(Rebuild.CHAINSTATE);
    assertThat(home.read("-nopid").pidFile()).isNull();
    assertThat(home.read("-par=1000").verifyThreads()).isEqualTo(16);
    assertThat(home.read("-par=-1000").verifyThreads()).isEqualTo(1);
    assertThat(home.read("-dbcache=-1").dbCacheBytes()).isEqualTo(4 * MIB);
  }

  @Test
  void keepsBlocksElsewhereIfThatIsAskedFor() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    assertThat(home.read("-blocksdir=" + elsewhere).blocksDirectory())
        .isEqualTo(elsewhere.resolve("blocks"));
    assertThat(home.read("-regtest", "-blocksdir=" + elsewhere).blocksDirectory())
        .isEqualTo(elsewhere.resolve("regtest/blocks"));
  }

  @ParameterizedTest
  @CsvSource({
    "-regtest,            RUN",
    "-h,                  HELP",
    "-?,                  HELP",
    "-help,               HELP",
    "--help,              HELP",
    "-help-debug,         HELP_DEBUG",
    "-help -help-debug,   HELP_DEBUG",
    "-version,            VERSION",
    "-regtest -version,   VERSION",
    "-datadir=/no -help,  HELP",
    "-nohelp,             RUN",
  })
  void knowsWhatIsAskedForFirst(String arguments, Request request) throws ConfigException {
    assertThat(ConfigReader.request(List.of(Home.split(arguments)))).isEqualTo(request);
  }
}
