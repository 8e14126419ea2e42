package cairn.node.log;

import static cairn.node.config.LogCategory.HTTP;
import static cairn.node.config.LogCategory.NET;
import static cairn.node.config.LogCategory.RPC;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.LogCategory;
import cairn.node.config.LogConfig;
import cairn.node.config.LogLevel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSwitchesTest {
  private final Map<LogCategory, LogLevel> levels = new EnumMap<>(LogCategory.class);
  private final LogSwitches switches =
      new LogSwitches(
          new LogConfig(
              null,
              false,
              new LogConfig.LineFormat(false, false, false, false, false),
              Set.of(NET, RPC),
              Map.of(NET, LogLevel.TRACE, RPC, LogLevel.DEBUG, HTTP, LogLevel.TRACE)),
          levels::put);

  @Test
  void beginsWithWhatTheOperatorWants() {
    assertThat(levels).hasSameSizeAs(LogCategory.values());
    assertThat(levels).containsEntry(NET, LogLevel.TRACE).containsEntry(RPC, LogLevel.DEBUG);
    assertThat(levels).containsEntry(HTTP, LogLevel.INFO);
    assertThat(switches.categories()).containsEntry("net", true).containsEntry("http", false);
    assertThat(switches.categories().firstKey()).isEqualTo("addrman");
  }

  @Test
  void switchesACategoryToItsOwnLevel() {
    assertThat(switches.set("http", true)).isTrue();
    assertThat(levels).containsEntry(HTTP, LogLevel.TRACE);
    assertThat(switches.set("net", false)).isTrue();
    assertThat(levels).containsEntry(NET, LogLevel.INFO);
    assertThat(switches.categories()).containsEntry("net", false).containsEntry("http", true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "all"})
  void switchesAll(String name) {
    assertThat(switches.set(name, false)).isTrue();
    assertThat(levels.values()).containsOnly(LogLevel.INFO);
    assertThat(switches.set(name, true)).isTrue();
    assertThat(switches.categories().values()).containsOnly(true);
  }

  @Test
  void knowsNamesOfOldAndNoOthers() {
    assertThat(switches.set("libevent", true)).isTrue();
    assertThat(switches.set("nonsense", true)).isFalse();
    assertThat(switches.set("NET", true)).isFalse();
    assertThat(switches.categories()).containsEntry("net", true).containsEntry("http", false);
  }
}
