package cairn.node.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, UTF_8);

  /** What has been written, with the escape sequences of a terminal in words. */
  private String written() {
    return bytes
        .toString(UTF_8)
        .replace("\r\033[K", "<clear>")
        .replace("\033[?7l", "<cut>")
        .replace("\033[?7h", "<wrap>");
  }

  @Test
  void keepsOneLineBelowTheOthers() {
    var display = new Display(out, true);
    display.print("a\n");
    display.show("1%");
    display.show("2%");
    display.print("b\n");
    display.show("");
    display.print("c\n");
    assertThat(written())
        .isEqualTo(
            "a\n<clear><cut>1%<wrap><clear><cut>2%<wrap>" + "<clear>b\n<cut>2%<wrap><clear>c\n");
  }

  @Test
  void writesNothingThatDoesNotChange() {
    var display = new Display(out, true);
    display.show("");
    display.show("1%");
    display.show("1%");
    assertThat(written()).isEqualTo("<clear><cut>1%<wrap>");
    assertThat(display.hasStatus()).isTrue();
  }

  @Test
  void hasNoChangingLineButOnATerminal() {
    var display = new Display(out, false);
    display.show("1%");
    display.print("a\n");
    display.show("");
    assertThat(written()).isEqualTo("a\n");
    assertThat(display.hasStatus()).isFalse();
  }
}
