package cairn.node;

import static cairn.node.Trial.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("the log")
class NodeCommandTest {
  private static final String TIP =
      "best=%s height=%d ".formatted(CHAIN.tip().hash(), CHAIN.height());

  @TempDir private Path directory;
  private Trial trial;
  private Path blocks;

  @BeforeEach
  void writeBlocks() throws IOException {
    trial = new Trial(directory);
    blocks = trial.write("blocks.dat", CHAIN.blocks());
  }

  @Test
  void importsAFile() throws IOException {
    assertThat(trial.load(blocks)).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.log())
        .contains(
            "Cairn version v" + Version.CAIRN,
            "Using data directory " + trial.regtest(),
            "Validating signatures for all blocks.",
            "init message: Loading block index…",
            "Loaded best chain: hashBestChain=" + CHAIN.block(0).hash() + " height=0 ",
            "Importing blocks file " + blocks,
            "UpdateTip: new " + TIP,
            "5 blocks imported, 1 already known\n",
            "Stopping after block import",
            "Shutdown in progress...")
        .endsWith("Shutdown done\n");
    assertThat(trial.out()).isEqualTo(trial.log());
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    assertThat(trial.load(blocks)).isZero();
    assertThat(trial.load(blocks)).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.out())
        .contains(
            "Loaded best chain: hashBestChain=" + CHAIN.tip().hash() + " height=5 ",
            "0 blocks imported, 6 already known")
        .doesNotContain("UpdateTip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-reindex", "-reindex-chainstate"})
  void makesItsDatabasesAnew(String option) {
    trial.load(blocks);
    assertThat(trial.node(option, "-stopafterblockimport")).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.out()).contains("height=0 date=", "UpdateTip: new " + TIP);
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void endsWhenItCannotListen() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(trial.node("-listen", "-bind=127.0.0.1:" + other.getLocalPort())).isOne();
    }
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .contains("Unable to bind to 127.0.0.1:", "Cairn is probably already running.");
  }

  @Test
  void stopsAtAHeight() {
    assertThat(trial.node("-loadblock=" + blocks, "-stopatheight=3")).isZero();
    assertThat(trial.out()).contains(" height=3 ").doesNotContain(" height=4 ");
  }

  @Test
  void keepsFilesToItsOwner() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    trial.load(blocks);
    for (var name : List.of("", "wallets", "blocks", "chainstate")) {
      var mode = Files.getPosixFilePermissions(trial.regtest().resolve(name));
      assertThat(PosixFilePermissions.toString(mode)).as(name).isEqualTo("rwx------");
    }
    var mode = Files.getPosixFilePermissions(trial.regtest().resolve("debug.log"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void leavesNoDirectoryButThoseThatAreExpected() throws IOException {
    trial.load(blocks);
    try (var entries = Files.list(trial.regtest())) {
      assertThat(entries.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("blocks", "chainstate", "wallets");
    }
    assertThat(trial.regtest().resolve("wallets")).isEmptyDirectory();
    assertThat(trial.regtest().resolve("bitcoind.pid")).doesNotExist();
  }

  @Test
  void keepsQuietIfAsked() throws IOException {
    assertThat(trial.load(blocks, "-noprinttoconsole")).isZero();
    assertThat(trial.out()).isEmpty();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.log()).contains(TIP);
  }

  @Test
  void showsOnATerminalHowFarItIsInsteadOfEachTip() throws IOException {
    assertThat(trial.nodeOnTerminal("-loadblock=" + blocks, "-stopafterblockimport")).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.out())
        .contains("\r\033[K\033[?7lheight 0\033[?7h", "5 blocks imported")
        .doesNotContain("UpdateTip");
    assertThat(trial.log()).contains("UpdateTip: new " + TIP).doesNotContain("\033");
  }

  @Test
  void warnsOnStderrAndGoesOn() throws IOException {
    var file = Files.writeString(directory.resolve("bitcoin.conf"), "[spam]\n");
    assertThat(trial.load(blocks)).isZero();
    var warning = file + ":1 Section [spam] is not recognized.";
    assertThat(trial.errors()).containsExactly("Warning: " + warning);
    assertThat(trial.log()).contains("[warning] " + warning + "\n");
  }

  @Test
  void passesARemarkOnAsItIs() throws IOException {
    Files.writeString(directory.resolve("bitcoin.conf"), "includeconf=a.conf\n");
    Files.writeString(directory.resolve("a.conf"), "includeconf=b.conf\n");
    assertThat(trial.load(blocks)).isZero();
    assertThat(trial.errors())
        .containsExactly(
            "warning: -includeconf cannot be used from included files; ignoring"
                + " -includeconf=b.conf");
  }

  @Test
  void keepsOutOfADirectoryInUse() throws IOException {
    var regtest = Files.createDirectory(trial.regtest());
    try (var _ = DirectoryLock.acquire(regtest)) {
      assertFails(
          "Cannot obtain a lock on directory %s. Cairn is probably already running."
              .formatted(regtest));
      assertThat(regtest.resolve("debug.log")).doesNotExist();
    }
    try (var _ = DirectoryLock.acquire(regtest.resolve("blocks"))) {
      assertFails(
          "Cannot obtain a lock on directory %s/blocks. Cairn is probably already running."
              .formatted(regtest));
    }
    assertThat(trial.load(blocks)).isZero();
  }

  @Test
  void refusesTheDatabasesOfAnotherNetwork() throws IOException {
    trial.load(blocks);
    Files.move(trial.regtest(), directory.resolve("testnet4"));
    var status = trial.node("-noregtest", "-chain=testnet4", "-regtest=0", "-stopafterblockimport");
    assertThat(status).isOne();
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Error: The header index in " + directory.resolve("testnet4/blocks/index"))
        .contains("belongs to another network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chainstate/CURRENT", "blocks/index/CURRENT", "blocks/blk00000.dat"})
  void saysInOneLineWhatIsDamaged(String file) throws IOException {
    trial.load(blocks);
    Files.move(
        trial.regtest().resolve(file),
        directory.resolve("gone"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(trial.node("-stopafterblockimport")).isOne();
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Error: ")
        .contains(trial.regtest().resolve(file).resolveSibling("").toString(), "-reindex");
    assertThat(trial.out()).contains("[error] ").doesNotContain("\tat ", "Exception");
  }

  @Test
  void saysInOneLineThatBlocksAreDamaged() throws IOException {
    trial.load(blocks);
    var file = trial.regtest().resolve("blocks/blk00000.dat");
    var bytes = Files.readAllBytes(file);
    bytes[Trial.bytes(CHAIN.blocks()).length - 150] ^= 1; // in the coinbase at the tip
    Files.write(file, bytes);
    assertThat(trial.node("-stopafterblockimport")).isOne();
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Error: ")
        .contains("-reindex");
    assertThat(trial.out()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void refusesALogThatCannotBeWritten() {
    assertFails(
        "Could not open debug log file %s/no/debug.log".formatted(trial.regtest()),
        "-debuglogfile=no/debug.log");
  }

  @Test
  void refusesAPidFileThatCannotBeWritten() {
    assertFails(
        "Unable to create the PID file '%s/no/pid': No such file or directory"
            .formatted(trial.regtest()),
        "-pid=no/pid");
    assertThat(trial.load(blocks, "-nopid", "-pid=no/pid", "-nopid")).isZero();
  }

  @Test
  void refusesADirectoryWhereAFileIs() throws IOException {
    Files.createFile(trial.regtest());
    assertThat(trial.load(blocks)).isOne();
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Error: Cannot create " + trial.regtest());
  }

  @Test
  void refusesAnUnknownOptionBeforeAnythingElse() {
    assertFails("Error parsing command line arguments: Invalid parameter -spam", "-spam");
    assertThat(trial.regtest()).doesNotExist();
  }

  private void assertFails(String message, String... options) {
    assertThat(trial.load(blocks, options)).isOne();
    assertThat(trial.errors()).containsExactly("Error: " + message);
  }

  @Test
  void explainsItself() {
    assertThat(trial.node("-help")).isZero();
    assertThat(trial.out())
        .startsWith("Cairn version v" + Version.CAIRN)
        .contains("Usage: ./cairn node [options]", "Options:", "\n  -loadblock=<file>\n")
        .doesNotContain("-mocktime", "-natpmp");
    assertThat(trial.node("-help-debug")).isZero();
    assertThat(trial.out()).contains("\n  -mocktime=<n>\n");
    assertThat(trial.out().lines()).allMatch(line -> line.length() < 80);
    assertThat(trial.node("-version")).isZero();
    assertThat(trial.out()).isEqualTo("Cairn version v%s%n".formatted(Version.CAIRN));
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.regtest()).doesNotExist();
  }
}
