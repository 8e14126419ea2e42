package cairn.p2p.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressParserTest {
  private static final AddressParser WITH_CJDNS = new AddressParser(true);
  private static final AddressParser WITHOUT = new AddressParser(false);

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, ipv4, ipv4",
    "[2001::1], ipv6, ipv6",
    "fc00::1, cjdns, ipv6",
    "[fc00::1], cjdns, ipv6",
    "fd00::1, ipv6, ipv6",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion, onion, onion",
  })
  void takesCjdnsForWhatItIsWhereItCanBeReached(String text, String with, String without) {
    assertThat(WITH_CJDNS.address(text).orElseThrow().type()).hasToString(with);
    assertThat(WITHOUT.address(text).orElseThrow().type()).hasToString(without);
  }

  @ParameterizedTest
  @CsvSource({"''", "seed.example.org", "1.2.3.4/32", "1.2.3.4:8333", "[fc00::1", "/"})
  void takesNothingElseForAnAddress(String text) {
    assertThat(WITH_CJDNS.address(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4/32, 1.2.3.4/32",
    "1.2.3.4/24, 1.2.3.0/24, 1.2.3.0/24",
    "fc00::1, fc00::1, fc00::1/128",
    "[fc00::1], fc00::1, fc00::1/128",
    "fc00::/8, '', fc00::/8",
    "fc00::1/4, '', f000::/4",
    "fd00::/8, fd00::/8, fd00::/8",
    "1.2.3.4/33, '', ''",
  })
  void knowsNoSubnetsInCjdns(String text, String with, String without) {
    assertThat(WITH_CJDNS.subnet(text).map(Object::toString).orElse("")).isEqualTo(with);
    assertThat(WITHOUT.subnet(text).map(Object::toString).orElse("")).isEqualTo(without);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4:7",
    "1.2.3.4:8, 1.2.3.4:8",
    "[fc00::1]:8, [fc00::1]:8",
    "fc00::1, [fc00::1]:7",
    "seed.example.org:8, ''",
  })
  void readsEndpoints(String text, String expected) {
    var endpoint = WITH_CJDNS.endpoint(text, 7);
    assertThat(endpoint.map(Object::toString).orElse("")).isEqualTo(expected);
    assertThat(endpoint.map(e -> e.address().type().toString()).orElse(""))
        .isEqualTo(expected.isEmpty() ? "" : expected.startsWith("[") ? "cjdns" : "ipv4");
  }
}
