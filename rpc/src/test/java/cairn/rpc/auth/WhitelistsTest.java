package cairn.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WhitelistsTest {
  private static final List<String> LISTS =
      List.of("a:x,y,", "none", "empty:", "both: x, y", "both:y,z", "both:z,y");

  @Test
  void letUsersCallWhatIsOnTheirLists() {
    var lists = new Whitelists(LISTS, false);
    assertThat(lists.allow("a", "x")).isTrue();
    assertThat(lists.allow("a", "z")).isFalse();
    assertThat(lists.allow("none", "x")).isFalse();
    assertThat(lists.allow("empty", "x")).isFalse();
    assertThat(lists.allow("both", "y")).isTrue();
    assertThat(lists.allow("both", "x")).isFalse();
    assertThat(lists.allow("both", "z")).isFalse();
  }

  @Test
  void letOthersCallAllOrNothing() {
    assertThat(new Whitelists(LISTS, false).allow("other", "x")).isTrue();
    assertThat(new Whitelists(LISTS, false).forbidEverything("other")).isFalse();
    assertThat(new Whitelists(LISTS, true).allow("other", "x")).isFalse();
    assertThat(new Whitelists(LISTS, true).forbidEverything("other")).isTrue();
    assertThat(new Whitelists(LISTS, true).forbidEverything("a")).isFalse();
  }
}
