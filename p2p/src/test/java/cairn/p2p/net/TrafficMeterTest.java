package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
  private final Totals totals = new Totals();
  private final TrafficMeter meter = new TrafficMeter(Set.of("ping", "pong"), totals);

  @Test
  void countsUnknownCommandsTogether() {
    meter.received("ping", 32);
    meter.received("ping", 32);
    for (int i = 0; i < 1000; i++) {
      meter.received("made up " + i, 24);
    }
    assertThat(meter.read().receivedBy()).isEqualTo(Map.of("ping", 64L, Traffic.OTHER, 24_000L));
    assertThat(totals.receivedBy()).isEqualTo(meter.read().receivedBy());
  }

  @Test
  void countsForAllConnectionsToo() {
    var other = new TrafficMeter(Set.of(), totals);
    meter.sent("ping", 32);
    other.sent("ping", 32);
    other.sent("inv", 61);
    assertThat(totals.sentBy()).isEqualTo(Map.of("ping", 64L, "inv", 61L));
  }

  @Test
  void knowsWhenItWasLastUsed() {
    assertThat(meter.read().lastSent()).isEmpty();
    assertThat(meter.read().lastReceived()).isEmpty();
    meter.sent(3, Instant.ofEpochSecond(1));
    meter.received(5, Instant.ofEpochSecond(2));
    meter.received(7, Instant.ofEpochSecond(4));
    var traffic = meter.read();
    assertThat(traffic.sent()).isEqualTo(3);
    assertThat(traffic.received()).isEqualTo(12);
    assertThat(traffic.lastSent()).contains(Instant.ofEpochSecond(1));
    assertThat(traffic.lastReceived()).contains(Instant.ofEpochSecond(4));
  }
}
