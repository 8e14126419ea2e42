package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Core's netbase_tests, "subnet_test", and some of our own. */
class SubnetTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";

  @ParameterizedTest
  @CsvSource({
    "1.2.3.0/24, 1.2.3.0/24",
    "1.2.2.110/31, 1.2.2.110/31",
    "1.2.2.20/26, 1.2.2.0/26",
    "1.2.3.4, 1.2.3.4/32",
    "1.2.3.4/0, 0.0.0.0/0",
    "1.2.3.0/255.255.255.0, 1.2.3.0/24",
    "1.2.3.4/255.255.240.0, 1.2.0.0/20",
    "1.2.3.4/0.0.0.0, 0.0.0.0/0",
    "1.2.3.4/024, 1.2.3.0/24",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8/128",
    "[1:2:3:4:5:6:7:8]/33, 1:2::/33",
    "1:2:3:4:5:6:7:8/ffff:ffff:ffff:fffe:ffff:ffff:ffff:ff0f, ''",
    "1:2:3:4:5:6:7:8/ffff:ffff:ffff:fffe::, 1:2:3:4::/63",
    "1:2:3:4:5:6:7:8/65, 1:2:3:4::/65",
    "1:2:3:4:5:6:7:8/120, 1:2:3:4:5:6:7:0/120",
    "::/0, ::/0",
    ONION + ", " + ONION,
  })
  void readsSubnetsAsTheyAreWritten(String text, String shown) {
    assertThat(Subnet.parse(text).map(Subnet::toString).orElse("")).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/24",
        "fuzzy",
        "1.2.3.0/",
        "1.2.3.0/-1",
        "1.2.3.0/+24",
        "1.2.3.0/33",
        "1.2.3.0/300",
        "1.2.3.0/255.255.255.1",
        "1.2.3.0/1.2.3.4",
        "1.2.3.0/255.0.255.255",
        "1.2.3.0/ffff::",
        "::/129",
        "::/255.255.255.0",
        ONION + "/8",
        ONION + "/" + ONION
      })
  void readsNothingElse(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.0/24, 1.2.3.255, true",
    "1.2.3.0/24, 1.2.4.0, false",
    "1.2.2.110/31, 1.2.2.111, true",
    "0.0.0.0/0, 1.2.3.4, true",
    "::/0, 1.2.3.4, false",
    "0.0.0.0/0, ::2, false",
    "1:2:3:4::/64, 1:2:3:4:ffff::, true",
    "1:2:3:4::/64, 1:2:3:5::, false",
    "1:2:3:4:8000::/65, 1:2:3:4:7fff::, false",
    "1:2:3:4:8000::/65, 1:2:3:4:8fff::, true",
    ONION + ", " + ONION + ", true",
  })
  void tellsWhichAddressesAreInIt(String subnet, String address, boolean contained) {
    assertThat(
            Subnet.parse(subnet)
                .orElseThrow()
                .contains(NetworkAddress.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }
}
