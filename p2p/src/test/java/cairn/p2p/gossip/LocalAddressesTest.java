package cairn.p2p.gossip;

import static cairn.p2p.gossip.GossipNode.endpoint;
import static cairn.p2p.peer.ConnectionType.OUTBOUND_FULL_RELAY;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.gossip.LocalAddresses.LocalAddress;
import cairn.p2p.gossip.LocalAddresses.Source;
import cairn.p2p.wire.NetworkType;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
  private static final String V4 = "93.184.216.34:8333";
  private static final String V6 = "[2606:2800::1]:8333";
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  private final LocalAddresses local = new LocalAddresses(true, type -> true, 8333, new Random(1));
  private final GossipNode node = new GossipNode();

  private Optional<String> bestFor(String remote) {
    return local
        .bestFor(node.greet(OUTBOUND_FULL_RELAY, remote, Optional.empty()))
        .map(Object::toString);
  }

  @Test
  void choosesWhatThePeerCanReach() {
    local.add(endpoint(V4), Source.INTERFACE);
    local.add(endpoint(V6), Source.INTERFACE);
    assertThat(bestFor("1.2.3.4")).contains(V4);
    assertThat(bestFor("[2001:4860::1]")).contains(V6);
  }

  @Test
  void doesNotTellThoseOutsideWhereItIsInside() {
    local.add(endpoint(ONION), Source.MANUAL);
    assertThat(bestFor("1.2.3.4")).isEmpty();
    local.add(endpoint(V4), Source.MANUAL);
    assertThat(bestFor("1.2.3.4")).contains(V4);
    assertThat(bestFor(ONION)).contains(ONION);
  }

  @Test
  void prefersWhatItIsSureOf() {
    local.add(endpoint(V4), Source.INTERFACE);
    local.add(endpoint("93.184.216.35:8333"), Source.BOUND);
    assertThat(bestFor("1.2.3.4")).contains("93.184.216.35:8333");
    local.seen(endpoint(V4));
    local.seen(endpoint(V4));
    assertThat(bestFor("1.2.3.4")).contains(V4);
    assertThat(local.all())
        .containsExactly(
            new LocalAddress(endpoint(V4), 3), new LocalAddress(endpoint("93.184.216.35:8333"), 2));
  }

  @Test
  void countsAnAddressThatIsFoundAgain() {
    local.add(endpoint(V4), Source.INTERFACE);
    local.add(endpoint(V4), Source.INTERFACE);
    assertThat(local.all()).containsExactly(new LocalAddress(endpoint(V4), 2));
    local.add(endpoint(V4), Source.MANUAL);
    assertThat(local.all()).containsExactly(new LocalAddress(endpoint(V4), 4));
    local.seen(endpoint(V6));
    assertThat(local.all()).hasSize(1);
  }

  @Test
  void leavesOutWhatNobodyCouldUse() {
    local.add(endpoint("10.0.0.1"), Source.MANUAL);
    assertThat(local.all()).isEmpty();
    var told = new LocalAddresses(false, Set.of(NetworkType.IPV4)::contains, 8333, new Random(1));
    told.add(endpoint(V4), Source.INTERFACE);
    assertThat(told.all()).isEmpty();
    told.add(endpoint(V4), Source.MANUAL);
    told.add(endpoint(V6), Source.MANUAL); // others may come that way
    assertThat(told.all()).hasSize(2);
  }

  @Test
  void keepsOnlySoMany() {
    for (int i = 0; i < 200; i++) {
      local.add(endpoint("93.184.216." + i), Source.INTERFACE);
    }
    assertThat(local.all()).hasSize(100);
  }
}
