package cairn.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4, true",
    "1.2.3.4, 1.2.3.5, false",
    "1.2.3.4/24, 1.2.3.99, true",
    "1.2.3.4/24, 1.2.4.4, false",
    "1.2.3.4/255.255.0.0, 1.2.99.99, true",
    "1.2.3.4/20, 1.2.15.255, true",
    "1.2.3.4/20, 1.2.16.0, false",
    "0.0.0.0/0, 9.9.9.9, true",
    "0.0.0.0/0, ::9, false",
    "::/0, ::9, true",
    "::/0, 9.9.9.9, false",
    "[::1], ::1, true",
    "fd00:db8::/32, fd00:db8:c0::1, true",
    "fd00:db8::/ffff:ffff::, fd00:db8:c0::1, true",
  })
  void containsWhatBeginsAlike(String subnet, String address, boolean contained) {
    var parsed = Subnet.parse(subnet).orElseThrow();
    assertThat(parsed.contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "localhost",
        "1.2.3.4/33",
        "1.2.3.4/-1",
        "1.2.3.4/",
        "::1/129",
        "1.2.3.4/255.0.255.0",
        "1.2.3.4/ffff::",
        "1.2.3.4/8/8"
      })
  void isNotMadeOfAnythingElse(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }
}
