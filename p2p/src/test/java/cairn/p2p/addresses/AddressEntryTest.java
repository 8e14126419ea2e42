package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.SERVICES;
import static cairn.p2p.addresses.SampleAddresses.address;
import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.PeerAddress;
import org.junit.jupiter.api.Test;

class AddressEntryTest {
  @Test
  void tellsWhatIsTerrible() {
    var now = NOW.getEpochSecond();
    assertThat(entry(now, 0, 0).isTerrible(now)).isFalse();
    assertThat(entry(now + 600, 0, 0).isTerrible(now)).isFalse();
    assertThat(entry(now + 601, 0, 0).isTerrible(now)).isTrue();
    assertThat(entry(now - 30 * 86_400, 0, 0).isTerrible(now)).isFalse();
    assertThat(entry(now - 30 * 86_400 - 1, 0, 0).isTerrible(now)).isTrue();
    assertThat(entry(now, 0, 2).isTerrible(now)).isFalse();
    assertThat(entry(now, 0, 3).isTerrible(now)).isTrue();
    assertThat(entry(now, now - 7 * 86_400, 10).isTerrible(now)).isFalse();
    assertThat(entry(now, now - 7 * 86_400 - 1, 9).isTerrible(now)).isFalse();
    assertThat(entry(now, now - 7 * 86_400 - 1, 10).isTerrible(now)).isTrue();
    var justTried = entry(now + 601, 0, 99);
    justTried.lastTry = now - 60;
    assertThat(justTried.isTerrible(now)).isFalse();
  }

  @Test
  void isTheLessLikelyToBeChosenTheOftenerItFailed() {
    assertThat(entry(0, 0, 0).chance(NOW.getEpochSecond())).isEqualTo(1);
    assertThat(entry(0, 0, 1).chance(NOW.getEpochSecond())).isEqualTo(0.66);
    assertThat(entry(0, 0, 8).chance(NOW.getEpochSecond()))
        .isEqualTo(entry(0, 0, 100).chance(NOW.getEpochSecond()))
        .isBetween(1 / 28.0, 1 / 27.0);
    var justTried = entry(0, 0, 0);
    justTried.lastTry = 1000;
    assertThat(justTried.chance(1599)).isEqualTo(0.01);
    assertThat(justTried.chance(1600)).isEqualTo(1);
  }

  private static AddressEntry entry(long time, long lastSuccess, int attempts) {
    var address = new PeerAddress(time, SERVICES, endpoint("250.1.1.1"));
    var entry = new AddressEntry(address, address("252.2.2.2"));
    entry.lastSuccess = lastSuccess;
    entry.attempts = attempts;
    return entry;
  }
}
