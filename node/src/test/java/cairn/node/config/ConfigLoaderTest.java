package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest extends AtHome {
  @Test
  void readsTheFileInTheDataDirectory() throws Exception {
    home.write("bitcoin.conf", "regtest=1\npar=1\n[regtest]\npar=2\ncheckblocks=4\n");
    var config = home.read("-checkblocks=5");
    assertThat(config.network().name()).isEqualTo("regtest");
    assertThat(config.verifyThreads()).isEqualTo(2);
    assertThat(config.checkBlocks()).isEqualTo(5);
  }

  @Test
  void readsAFileInItsOwnNameWhereBitcoindsIsMissing() throws Exception {
    home.write("cairn.conf", "par=2\n");
    assertThat(home.read().verifyThreads()).isEqualTo(2);
    home.write("bitcoin.conf", "par=3\n");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(home::read)
        .withMessageStartingWith(
            "Data directory \"%s\" contains a \"cairn.conf\" file which is ignored"
                .formatted(directory));
  }

  @Test
  void readsTheFileThatIsNamedRelativeToTheDataDirectory() throws Exception {
    home.write("other.conf", "par=2\n");
    assertThat(home.read("-conf=other.conf").verifyThreads()).isEqualTo(2);
    assertThat(home.read("-conf=" + directory.resolve("other.conf")).verifyThreads()).isEqualTo(2);
  }

  @Test
  void refusesAFileThatIsADirectory() throws IOException {
    Files.createDirectory(directory.resolve("bitcoin.conf"));
    home.assertRefused(
        "Error reading configuration file: Config file \"DIR/bitcoin.conf\" is a directory.");
  }

  @Test
  void refusesAFileThatIsTooLongToBeOne() throws IOException {
    home.write("bitcoin.conf", "#".repeat(10_000_001));
    home.assertRefused(
        "Error reading configuration file: \"DIR/bitcoin.conf\" is longer than 10000000 bytes.");
  }

  @Test
  void cutsWhatItShowsOfAFile() throws IOException {
    home.write("bitcoin.conf", "\u0007" + "x".repeat(10_000));
    var shown = "Error reading configuration file: parse error on line 1: ?";
    home.assertRefused(shown + "x".repeat(2000 - shown.length()) + "...");
  }

  @Test
  void refusesADataDirectoryInTheFileThatIsMissing() throws IOException {
    home.write("bitcoin.conf", "datadir=/no/such/dir\n");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(List.of(), directory))
        .withMessage(
            "Error reading configuration file: specified data directory \"/no/such/dir\" does not"
                + " exist.");
  }

  @Test
  void goesToTheDataDirectoryThatTheFileNames() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    home.write("bitcoin.conf", "datadir=" + elsewhere + "\npar=2\n");
    var config = ConfigReader.read(List.of(), directory);
    assertThat(config.dataDirectory()).isEqualTo(elsewhere);
    assertThat(config.verifyThreads()).isEqualTo(2);
  }

  @Test
  void refusesToIgnoreAFileThatLiesWhereItWouldBeRead() throws Exception {
    home.write("bitcoin.conf", "par=2\n");
    home.write("other.conf", "par=3\n");
    var ignored =
        """
        Data directory "%1$s" contains a "bitcoin.conf" file which is ignored, because a different \
        configuration file "%1$s/other.conf" from command line argument "-conf=other.conf" is \
        being used instead. Possible ways to address this would be to:
        - Delete or rename the "bitcoin.conf" file in data directory "%1$s".
        - Change datadir= or conf= options to specify one configuration file, not two, and use \
        includeconf= to include any other configuration files.\
        """
            .formatted(directory);
    home.assertRefused(
        ignored
            + "\n- Set allowignoredconf=1 option to treat this condition as a warning, not an"
            + " error.",
        "-conf=other.conf");
    var config = home.read("-conf=other.conf", "-allowignoredconf");
    assertThat(config.verifyThreads()).isEqualTo(3);
    assertThat(Home.texts(config, Notice.Kind.WARNING)).containsExactly(ignored);
  }

  @Test
  void refusesToIgnoreAFileInTheDataDirectoryThatTheFileNames() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("bitcoin.conf"), "");
    home.write("bitcoin.conf", "datadir=" + elsewhere);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(List.of(), directory))
        .withMessageContaining(
            "a different configuration file \"%1$s/bitcoin.conf\" from data directory \"%1$s\" is"
                .formatted(directory));
  }

  @Test
  void readsNoFileIfThatIsAskedFor() throws Exception {
    home.write("bitcoin.conf", "garbage");
    var config = home.read("-noconf");
    assertThat(Home.texts(config, Notice.Kind.INFO))
        .contains(
            "Config file: <disabled>",
            "Data directory \"%s\" contains a \"bitcoin.conf\" file which is explicitly ignored using"
                    .formatted(directory)
                + " -noconf.");
  }

  @Test
  void includesFiles() throws Exception {
    home.write(
        "bitcoin.conf",
        """
        includeconf=all.conf
        par=1
        [regtest]
        includeconf=reg.conf
        [main]
        includeconf=m.conf
        """);
    home.write("all.conf", "par=9\ncheckblocks=2\n");
    home.write("reg.conf", "checkblocks=1\nchecklevel=2\n");
    var config = home.read("-regtest");
    assertThat(config.verifyThreads()).isEqualTo(1);
    assertThat(config.checkBlocks()).isEqualTo(1);
    assertThat(config.checkLevel()).isEqualTo(2);
    assertThat(home.read("-regtest", "-noincludeconf").checkLevel()).isEqualTo(3);
    home.assertRefused(
        "Error reading configuration file: Failed to include configuration file m.conf");
  }

  @Test
  void includesNothingFromAnIncludedFile() throws Exception {
    home.write("bitcoin.conf", "includeconf=a.conf\nincludeconf=b.conf\n");
    home.write("a.conf", "par=2\n");
    home.write("b.conf", "includeconf=c.conf\n");
    var config = home.read();
    assertThat(config.verifyThreads()).isEqualTo(2);
    assertThat(Home.texts(config, Notice.Kind.PLAIN))
        .containsExactly(
            "warning: -includeconf cannot be used from included files; ignoring"
                + " -includeconf=c.conf");
  }

  @Test
  void refusesAnIncludedFileThatIsADirectory() throws IOException {
    home.write("bitcoin.conf", "includeconf=" + directory + "\n");
    home.assertRefused(
        "Error reading configuration file: Included config file \"DIR\" is a directory.");
  }

  @Test
  void readsFilesAsUtf8() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("ünïcödé"));
    home.write("bitcoin.conf", "datadir=" + elsewhere);
    assertThat(ConfigReader.read(List.of(), directory).dataDirectory()).isEqualTo(elsewhere);
  }
}
