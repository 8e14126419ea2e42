package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsNoticesTest extends AtHome {
  @Test
  void saysWhatMayNotHaveBeenMeant() throws Exception {
    home.write(
        "bitcoin.conf",
        "spam=1\nreindex=1\ntestnot.datadir=1\n[testnet]\nnolisten=0\n[regtest]\nserver=1\n");
    var config = home.read("-regtest", "-nodnsseed=no", "-test=spam", "-walletrbf", "-torcontrol");
    assertThat(Home.texts(config, Notice.Kind.WARNING))
        .containsExactly(
            "Parsed potentially confusing double-negative -dnsseed=no",
            "Parsed potentially confusing double-negative -listen=0",
            "reindex=1 is set in the configuration file, which will significantly slow down"
                + " startup. Consider removing or commenting out this option for better"
                + " performance, unless there is currently a condition which makes rebuilding the"
                + " indexes necessary",
            "Ignoring unknown configuration value spam");
    assertThat(Home.texts(config, Notice.Kind.ALERT))
        .containsExactly(
            """
            %1$s:3 Section [testnot] is not recognized.
            %1$s:4 Section [testnet] is not recognized.\
            """
                .formatted(directory.resolve("bitcoin.conf")),
            "Unrecognised option \"spam\" provided in -test=<option>.");
    assertThat(Home.texts(config, Notice.Kind.INFO))
        .contains("Options that change nothing in this version: -torcontrol -walletrbf");
  }

  @ParameterizedTest
  @CsvSource({
    "-listenonion=1, true",
    "-listenonion,   true",
    "-listenonion=0, false",
    "-nolistenonion, false",
    "-natpmp=0,      false",
    "-natpmp,        true",
  })
  void isSilentAboutWhatIsOffAnyway(String argument, boolean told) throws Exception {
    assertThat(
            Home.texts(home.read(argument), Notice.Kind.INFO).stream()
                .anyMatch(text -> text.startsWith("Options that change nothing")))
        .isEqualTo(told);
  }

  @Test
  void logsWhatWasAskedForButNoSecrets() throws Exception {
    home.write("bitcoin.conf", "regtest=1\n[regtest]\nserver=1\nrpcpassword=hush\nnolisten=1\n");
    var config = home.read("-startupnotify=a\"b", "-rpcuser=me", "-nodnsseed=0", "-par");
    assertThat(Home.texts(config, Notice.Kind.INFO))
        .contains(
            "Config file: " + directory.resolve("bitcoin.conf"),
            "Config file arg: regtest=\"1\"",
            "Config file arg: [regtest] server=\"1\"",
            "Config file arg: [regtest] rpcpassword=****",
            "Config file arg: [regtest] listen=false",
            "Command-line arg: startupnotify=\"a\\\"b\"",
            "Command-line arg: rpcuser=****",
            "Command-line arg: dnsseed=true",
            "Command-line arg: par=\"\"")
        .noneMatch(text -> text.contains("hush") || text.contains("\"me\""));
    assertThat(Home.texts(home.read("-conf=", "-nodebug"), Notice.Kind.INFO))
        .contains("Command-line arg: debug=false");
  }

  @Test
  void tellsOfTestnet3AndOfOnesOwnSignet() throws ConfigException {
    assertThat(Home.texts(home.read("-testnet"), Notice.Kind.INFO))
        .contains(
            "Warning: Support for testnet3 is deprecated and will be removed in an upcoming"
                + " release. Consider switching to testnet4.");
    assertThat(Home.texts(home.read("-signet", "-signetchallenge=51"), Notice.Kind.INFO))
        .anyMatch(text -> text.matches("Signet derived magic \\(message start\\): [0-9a-f]{8}"));
    assertThat(Home.texts(home.read("-signet"), Notice.Kind.INFO))
        .contains("Signet derived magic (message start): 0a03cf40");
  }
}
