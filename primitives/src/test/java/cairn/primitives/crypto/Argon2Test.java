package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2Test {
  /** Of the reference implementation's own tests, argon2id version 1.3. */
  @ParameterizedTest
  @CsvSource({
    "65536, 2, 1, password, somesalt,"
        + " 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    "256, 2, 1, password, somesalt,"
        + " 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    "256, 2, 2, password, somesalt,"
        + " 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    "65536, 2, 1, differentpassword, somesalt,"
        + " 0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
  })
  void derivesWhatTheReferenceDoes(
      int memory, int passes, int lanes, String password, String salt, String key) {
    var derived =
        new Argon2(memory, passes, lanes)
            .derive(
                password.getBytes(StandardCharsets.UTF_8),
                salt.getBytes(StandardCharsets.UTF_8),
                32);

    assertThat(HexFormat.of().formatHex(derived)).isEqualTo(key);
  }

  @Test
  void refusesToDoNothing() {
    assertThatThrownBy(() -> new Argon2(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Argon2(8, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
