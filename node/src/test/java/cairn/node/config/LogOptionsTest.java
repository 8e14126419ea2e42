package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.node.config.LogConfig.LogFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogOptionsTest extends AtHome {
  @ParameterizedTest
  @ValueSource(strings = {"net:abc", "abc:debug", "net:info:abc", "net:"})
  void refusesLevelsOfCategoriesWithAllThatThereAre(String level) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> home.read("-loglevel=" + level))
        .withMessageStartingWith(
            "Unsupported category-specific logging level -loglevel=%s. Expected".formatted(level)
                + " -loglevel=<category>:<loglevel>. Valid categories: addrman, bench, ")
        .withMessageEndingWith(". Valid loglevels: info, debug, trace.");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                   ''",
    "-debug=net,                           NET=DEBUG",
    "-debug=net -debug=rpc -debugexclude=rpc, NET=DEBUG",
    "-debug=abc -debug=none -debug=net,    NET=DEBUG",
    "-debug=abc -debug=0 -debug=net,       NET=DEBUG",
    "-debug=abc -nodebug -debug=net,       NET=DEBUG",
    "-debug=net -nodebug,                  ''",
    "-debug=net -loglevel=trace,           NET=TRACE",
    "-debug=net -loglevel=info,            NET=INFO",
    "-debug=net -loglevel=net:trace -loglevel=info, NET=TRACE",
    "-debug=net -loglevel=rpc:trace,       NET=DEBUG",
    "-debug=net -loglevel=all:trace,       NET=DEBUG",
    "-debugexclude=net,                    ''",
  })
  void readsWhatToLog(String arguments, String levels) throws ConfigException {
    var log = home.read(Home.split(arguments)).log();
    assertThat(
            log.categories().stream().map(category -> category + "=" + log.levels().get(category)))
        .containsExactlyElementsOf(levels.isEmpty() ? List.of() : List.of(levels));
    assertThat(log.file())
        .isEqualTo(new LogFile(directory.resolve("debug.log"), levels.isEmpty(), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-debug", "-debug=1", "-debug=all", "-debug="})
  void logsAllCategoriesIfNoneIsNamed(String argument) throws ConfigException {
    assertThat(
            home.read(argument, "-debugexclude=leveldb", "-debugexclude=rand").log().categories())
        .hasSize(LogCategory.values().length - 2);
  }

  @Test
  void readsHowToWriteLines() throws ConfigException {
    assertThat(home.read().log().format().json()).isFalse();
    assertThat(home.read("-logformat=text").log().format().json()).isFalse();
    assertThat(home.read("-logformat=json").log().format().json()).isTrue();
    home.assertRefused("Unknown -logformat value xml. Valid values: text, json.", "-logformat=xml");
  }

  @Test
  void readsWhereToLog() throws ConfigException {
    assertThat(home.read("-nodebuglogfile").log().file()).isNull();
    assertThat(home.read("-regtest", "-debuglogfile=a/b.log").log().file())
        .isEqualTo(new LogFile(directory.resolve("regtest/a/b.log"), true, true));
    assertThat(home.read("-debuglogfile=/dev/null", "-nologratelimit").log().file())
        .isEqualTo(new LogFile(Path.of("/dev/null"), true, false));
    assertThat(home.read("-printtoconsole=0").log().console()).isFalse();
    assertThat(home.read("-debug=net", "-shrinkdebugfile").log().file())
        .isEqualTo(new LogFile(directory.resolve("debug.log"), true, true));
    assertThat(
            home.read(Home.split("-logtimemicros -logthreadnames -loglevelalways")).log().format())
        .isEqualTo(new LogConfig.LineFormat(false, true, true, true, true));
    assertThat(home.read("-logtimestamps=0").log().format().timestamps()).isFalse();
  }
}
