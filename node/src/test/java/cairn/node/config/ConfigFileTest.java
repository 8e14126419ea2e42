package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.node.config.ConfigFile.Heading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private static ConfigFile read(String text) throws ConfigException {
    var file = new ConfigFile();
    file.read(text, "bitcoin.conf", NodeOptions.table());
    return file;
  }

  private static String value(ConfigFile file, String section, String name) {
    return file.section(section).all(name).toString();
  }

  @Test
  void readsAssignmentsInSections() throws ConfigException {
    var file =
        read(
            """
            # a comment
              par = 3   # another
            dbcache=\t10\r
            regtest.port=1

            [regtest]
            port=2
            nolisten=1
            [main]
            port=3
            signet.port=4
            """);
    assertThat(value(file, "", "par")).isEqualTo("[Text[text=3]]");
    assertThat(value(file, "", "dbcache")).isEqualTo("[Text[text=10]]");
    assertThat(value(file, "regtest", "port")).isEqualTo("[Text[text=1], Text[text=2]]");
    assertThat(value(file, "regtest", "listen")).isEqualTo("[Negated[]]");
    assertThat(value(file, "main", "port")).isEqualTo("[Text[text=3]]");
    // The section of a name within a section has its name's first part alone.
    assertThat(file.unknown()).containsExactly("main.signet.port");
  }

  @Test
  void addsOneFileToAnother() throws ConfigException {
    var file = read("[regtest]\npar=1\n");
    file.read("par=2\nregtest.par=3", "more.conf", NodeOptions.table());
    assertThat(value(file, "", "par")).isEqualTo("[Text[text=2]]");
    assertThat(value(file, "regtest", "par")).isEqualTo("[Text[text=1], Text[text=3]]");
  }

  @Test
  void remembersNamesThatNoOptionHas() throws ConfigException {
    assertThat(read("dash_conf=1\n[regtest]\nspam=2\nspam=3").unknown())
        .containsExactly("dash_conf", "regtest.spam", "regtest.spam");
  }

  @Test
  void remembersWhereSectionsAreNamed() throws ConfigException {
    assertThat(read("\ntestnot.datadir=1\n[testnet]\npar=1\n[]\n").headings())
        .containsExactly(
            new Heading("testnot", "bitcoin.conf", 2),
            new Heading("testnet", "bitcoin.conf", 3),
            new Heading("", "bitcoin.conf", 5));
  }

  @ParameterizedTest
  @CsvSource({
    "garbage,            parse error on line 1: garbage",
    "'par=1\n\nlisten',  parse error on line 3: listen",
    "nono,               'parse error on line 1: nono, if you intended to specify a negated"
        + " option, use nono=1 instead'",
    "-dash=1,            'parse error on line 1: -dash=1, options in configuration file must be"
        + " specified without leading -'",
    "[regtest,           parse error on line 1: [regtest",
    "'server=1\nrpcpassword=some#pass', 'parse error on line 2, using # in rpcpassword can be"
        + " ambiguous and should be avoided'",
    "'[main]\nrpcpassword=x # y',       'parse error on line 2, using # in rpcpassword can be"
        + " ambiguous and should be avoided'",
    "conf=some.conf,     conf cannot be set in the configuration file; use includeconf= if you"
        + " want to include additional config files",
    "regtest.conf=x,     conf cannot be set in the configuration file; use includeconf= if you"
        + " want to include additional config files",
    "nodatadir=1,        Negating of -datadir is meaningless and therefore forbidden",
  })
  void refusesWhatBitcoindRefusesInItsWords(String text, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessage("Error reading configuration file: " + message);
  }
}
