package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.net.Socks5Client.Connected;
import cairn.p2p.net.Socks5Client.Refused;
import cairn.p2p.net.Socks5Client.Send;
import cairn.p2p.net.Socks5Client.Step;
import cairn.p2p.net.Socks5Client.Wait;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Socks5ClientTest {
  private static final Bytes NO_AUTHENTICATION = Bytes.of(5, 0);
  private static final Bytes USER_AND_PASSWORD = Bytes.of(5, 2);

  private final Socks5Client anonymous = new Socks5Client("1.2.3.4", 8333, null);
  private final Socks5Client isolated =
      new Socks5Client("abc.onion", 0x1234, new ProxyCredentials("me", "secret"));

  @Test
  void asksForAConnectionByName() {
    assertThat(anonymous.greeting()).isEqualTo(Bytes.of(5, 1, 0));
    assertThat(feed(anonymous, NO_AUTHENTICATION))
        .isEqualTo(
            new Send(Bytes.of(5, 1, 0, 3, 7).concat(text("1.2.3.4")).concat(Bytes.of(0x20, 0x8d))));
    assertThat(feed(anonymous, Bytes.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0)))
        .isEqualTo(new Connected());
  }

  @Test
  void givesItsCredentialsWhenItIsAskedForThem() {
    assertThat(isolated.greeting()).isEqualTo(Bytes.of(5, 2, 0, 2));
    assertThat(feed(isolated, USER_AND_PASSWORD))
        .isEqualTo(new Send(Bytes.of(1, 2, 'm', 'e', 6).concat(text("secret"))));
    assertThat(feed(isolated, Bytes.of(1, 0)))
        .isEqualTo(
            new Send(
                Bytes.of(5, 1, 0, 3, 9).concat(text("abc.onion")).concat(Bytes.of(0x12, 0x34))));
  }

  @Test
  void needsNoCredentialsWhenTheProxyWantsNone() {
    assertThat(feed(isolated, NO_AUTHENTICATION)).isInstanceOf(Send.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05000001" + "7f000001" + "1234",
        "05000004" + "00000000000000000000000000000001" + "1234",
        "05000003" + "00" + "1234",
        "05000003" + "03616263" + "1234"
      })
  void takesTheWholeReplyAndNothingAfterIt(String reply) {
    feed(anonymous, NO_AUTHENTICATION);
    var bytes = Bytes.fromHex(reply);
    for (int at = 0; at < bytes.length() - 1; at++) {
      assertThat(feed(anonymous, bytes.slice(at, at + 1))).isEqualTo(new Wait());
    }
    var last = ByteBuffer.wrap(new byte[] {bytes.get(bytes.length() - 1), 77});
    assertThat(anonymous.receive(last)).isEqualTo(new Connected());
    assertThat(last.remaining()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "01, general failure",
    "02, connection not allowed",
    "03, network unreachable",
    "04, host unreachable",
    "05, connection refused",
    "06, TTL expired",
    "07, protocol error",
    "08, address type not supported",
    "f0, onion service descriptor can not be found",
    "f1, onion service descriptor is invalid",
    "f2, onion service introduction failed",
    "f3, onion service rendezvous failed",
    "f4, onion service missing client authorization",
    "f5, onion service wrong client authorization",
    "f6, onion service invalid address",
    "f7, onion service introduction timed out",
    "09, unknown (0x09)",
    "ff, unknown (0xff)"
  })
  void saysWhyTheProxyRefuses(String code, String reason) {
    feed(anonymous, NO_AUTHENTICATION);
    assertThat(feed(anonymous, Bytes.fromHex("05" + code + "0001"))).isEqualTo(new Refused(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "0400, Proxy failed to initialize",
    "05ff, Proxy requested wrong authentication method ff",
    "0502, Proxy requested wrong authentication method 02"
  })
  void refusesAProxyThatWantsWhatItCannotGive(String reply, String reason) {
    assertThat(feed(anonymous, Bytes.fromHex(reply))).isEqualTo(new Refused(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0101", "0001", "0500"})
  void noticesThatItsCredentialsAreRefused(String reply) {
    feed(isolated, USER_AND_PASSWORD);
    assertThat(feed(isolated, Bytes.fromHex(reply)))
        .isEqualTo(new Refused("Proxy authentication unsuccessful"));
  }

  @ParameterizedTest
  @CsvSource({
    "04000001, Proxy failed to accept request",
    "05000101, malformed proxy response",
    "05000002, malformed proxy response",
    "05000000, malformed proxy response"
  })
  void refusesAReplyThatIsNone(String reply, String reason) {
    feed(anonymous, NO_AUTHENTICATION);
    assertThat(feed(anonymous, Bytes.fromHex(reply))).isEqualTo(new Refused(reason));
  }

  private static Step feed(Socks5Client client, Bytes bytes) {
    return client.receive(ByteBuffer.wrap(bytes.toArray()));
  }

  private static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
