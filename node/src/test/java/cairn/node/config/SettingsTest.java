package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bitcoind} makes of the same (Core's {@code common/settings.cpp}), habits and all. */
class SettingsTest {
  private static Settings settings(String network, String commandLine, String file)
      throws ConfigException {
    var options = NodeOptions.table();
    var arguments = commandLine.isEmpty() ? List.<String>of() : List.of(commandLine.split(" ", -1));
    var read = new ConfigFile();
    read.read(file.replace(' ', '\n'), "bitcoin.conf", options);
    var assignments = CommandLine.parse(arguments, options).assignments();
    return new Settings(options, assignments, read, network);
  }

  @ParameterizedTest
  @CsvSource({
    "'',              '',                           -",
    "'-par=1 -par=2', '',                           2",
    "'',              'par=1 par=2',                1",
    "'',              'par=1 [regtest] par=2',      2",
    "-par=3,          'par=1 [regtest] par=2',      3",
    "'',              'par=1 [main] par=2',         1",
    "-nopar,          par=1,                        0",
    "'-nopar -par=5', par=1,                        5",
    "'-par=5 -nopar', par=1,                        0",
    "-nopar=0,        par=7,                        1",
    "'',              'par=1 par=2 nopar=1',        0",
    "'',              'nopar=1 par=1 par=2',        1",
    "'',              'par=1 [regtest] nopar=1',    0",
    "-par=,           par=1,                        ''",
  })
  void letsTheStrongestPlaceDecide(String commandLine, String file, String value)
      throws ConfigException {
    assertThat(settings("regtest", commandLine, file).text("par").orElse("-")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "regtest, '',       port=1,                  -",
    "main,    '',       port=1,                  1",
    "regtest, '',       'port=1 [regtest] port=2', 2",
    "regtest, -port=3,  port=1,                  3",
    "regtest, '',       noport=1,                0",
    "regtest, '',       par=1,                   -",
  })
  void hearsNetworkOptionsOutsideSectionsOnTheMainNetworkAlone(
      String network, String commandLine, String file, String value) throws ConfigException {
    assertThat(settings(network, commandLine, file).text("port").orElse("-")).isEqualTo(value);
  }

  @Test
  void namesOptionsThatAreNotHeard() throws ConfigException {
    assertThat(settings("regtest", "", "port=1 bind=2 par=3").unheard())
        .containsExactly("bind", "port");
    assertThat(settings("regtest", "-port=1", "port=1 bind=2 [regtest] bind=3").unheard())
        .isEmpty();
    assertThat(settings("main", "", "port=1").unheard()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'',                    '',                               ''",
    "'-debug=a -debug=b',   '',                               a b",
    "-debug=a,              'debug=c [regtest] debug=b',      a b c",
    "'',                    'debug=a debug=b',                a b",
    "'-debug=a -nodebug',   debug=b,                          ''",
    "'-nodebug -debug=a',   debug=b,                          a b",
    "'-debug=a -nodebug -debug=b', debug=c,                   b c",
    "'',                    'debug=c [regtest] nodebug=1',    ''",
    "'',                    'debug=c [regtest] nodebug=1 debug=b', b c",
    "'',                    'debug=a nodebug=1 debug=b',      b",
  })
  void gathersWhatMayBeRepeated(String commandLine, String file, String values)
      throws ConfigException {
    var texts = settings("regtest", commandLine, file).texts("debug");
    assertThat(String.join(" ", texts)).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({
    "'',             true,  true",
    "'',             false, false",
    "-listen,        false, true",
    "-listen=1,      false, true",
    "-listen=2,      false, true",
    "-listen=0,      true,  false",
    "-listen=yes,    true,  false",
    "-nolisten,      true,  false",
    "-nolisten=1,    true,  false",
    "-nolisten=0,    false, true",
  })
  void readsSwitches(String commandLine, boolean otherwise, boolean value) throws ConfigException {
    assertThat(settings("main", commandLine, "").flag("listen", otherwise)).isEqualTo(value);
  }

  @Test
  void readsNumbersAndPaths() throws ConfigException {
    var settings = settings("main", "-par=-3x -dbcache=5000000000 -nopid -conf= -blocksdir=/a", "");
    assertThat(settings.number("par", 7)).isEqualTo(-3);
    assertThat(settings.integer("dbcache")).hasValue(Integer.MAX_VALUE);
    assertThat(settings.number("prune", 7)).isEqualTo(7);
    assertThat(settings.number("prune")).isEmpty();
    assertThat(settings.path("pid")).isEmpty();
    assertThat(settings.path("conf")).isEmpty();
    assertThat(settings.path("blocksdir")).map(Object::toString).hasValue("/a");
  }
}
