package cairn.rpc.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private final Authenticator.Builder builder = new Authenticator.Builder(new SecureRandom());

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "alice:secret:with:colons, alice",
    "bob\ud83d\udcbb:key\ud83d\udd11, bob\ud83d\udcbb",
    "user1:12345, user1",
  })
  void knowsUsersByTheirPasswords(String userAndPassword, String user) {
    builder.user("alice", "secret:with:colons").user("bob\ud83d\udcbb", "key\ud83d\udd11");
    // From Core's rpc_whitelist.py.
    assertThat(
            builder.hashed(
                "user1:50358aa884c841648e0700b073c32b2e$b73e95fff0748cc0b517859d2ca47d9bac1aa78231f"
                    + "3e48fa9222b612bd2083e"))
        .isTrue();
    assertThat(builder.build().user(basic(userAndPassword))).contains(user);
    assertThat(builder.build().user(basic(userAndPassword + "x"))).isEmpty();
    assertThat(builder.build().user(basic("x" + userAndPassword))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic ", "Bearer x", "Basic !!!", "Basic bm9jb2xvbg==", "basic Og=="})
  void refusesWhatIsNoBasicAuthentication(String header) {
    builder.user("", "");
    assertThat(builder.build().user(header)).isEmpty();
  }

  @Test
  void knowsNobodyUnlessTold() {
    assertThat(builder.build().user(basic(":"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"\"", "foo", "foo:bar", "foo:bar:baz", "foo$bar:baz", "foo$bar$baz"})
  void refusesHashesThatAreNotWrittenAsTheyShould(String text) {
    assertThat(builder.hashed(text)).isFalse();
  }
}
