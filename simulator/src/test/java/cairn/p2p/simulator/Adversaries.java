package cairn.p2p.simulator;

import cairn.p2p.BlockTree.Entry;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.AddressMessage.GetAddr;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Those who mean harm, each in one way. */
final class Adversaries {
  private static final int MAX_HEADERS = 2000;

  private Adversaries() {}

  /** The headers of the way to {@code tip} after the first block that is named and on it. */
  private static List<BlockHeader> headers(Entry tip, GetHeaders request, Simulation simulation) {
    int from = 0;
    for (var hash : request.locator()) {
      var known = simulation.tree().find(hash);
      if (known != null
          && known.height() <= tip.height()
          && tip.ancestor(known.height()) == known) {
        from = known.height();
        break;
      }
    }
    var headers = new ArrayList<BlockHeader>();
    for (int height = from + 1; height <= tip.height() && headers.size() < MAX_HEADERS; height++) {
      headers.add(tip.ancestor(height).header());
    }
    return headers;
  }

  /**
   * One of many who work together to be all peers that a node has. Until then, there is nothing to
   * be said against them: they have the best chain, announce its blocks before anyone else and send
   * them to whoever asks. But the only addresses they tell are their own, as often as they may.
   */
  static final class Eclipser extends Stranger {
    private static final Duration TELL_EVERY = Duration.ofMinutes(30);
    private static final int TOLD_UNASKED = 10;
    private static final int TOLD_AT_MOST = 1000;

    private final List<Eclipser> gang;

    private Eclipser(Simulation simulation, Site site, List<Eclipser> gang) {
      super(simulation, site);
      this.gang = gang;
      simulation.watch(block -> announce(this, block));
      simulation.time().after(TELL_EVERY, this::tell);
    }

    /**
     * So many, whose addresses are in so many groups, one as large as another: whoever rents
     * addresses gets them by the block.
     */
    static List<Eclipser> gang(Simulation simulation, int count, int groups) {
      var gang = new ArrayList<Eclipser>();
      for (int i = 0; i < count; i++) {
        gang.add(new Eclipser(simulation, simulation.newSite(i % groups), gang));
      }
      return gang;
    }

    /** So many, whose addresses are anywhere, as those of nodes are. */
    static List<Eclipser> scattered(Simulation simulation, int count) {
      var gang = new ArrayList<Eclipser>();
      for (int i = 0; i < count; i++) {
        gang.add(new Eclipser(simulation, simulation.newSite(), gang));
      }
      return gang;
    }

    private void tell() {
      var ends = List.copyOf(ready());
      for (var end : ends) {
        send(end, new AddrV2(some(TOLD_UNASKED)));
      }
      simulation.time().after(TELL_EVERY, this::tell);
    }

    private List<PeerAddress> some(int count) {
      var some = new ArrayList<PeerAddress>();
      for (int i = 0; i < count; i++) {
        var one = gang.get(simulation.random().nextInt(gang.size()));
        some.add(now(simulation, one.site().endpoint()));
      }
      return some;
    }

    @Override
    void heard(End end, Message message) {
      switch (message) {
        case GetAddr() -> send(end, new AddrV2(some(Math.min(gang.size(), TOLD_AT_MOST))));
        case GetHeaders request ->
            send(end, new Headers(headers(simulation.best(), request, simulation)));
        case GetData request -> give(end, request);
        default -> {}
      }
    }

    private void give(End end, GetData request) {
      for (var item : request.items()) {
        var block = item instanceof BlockItem(_, var hash) ? simulation.tree().find(hash) : null;
        if (block != null) {
          send(end, new BlockMessage(block.contents()));
        }
      }
    }
  }

  /** Announces each block before anyone else, and gives it to nobody. */
  static final class Withholder extends Stranger {
    Withholder(Simulation simulation) {
      super(simulation);
      simulation.watch(block -> announce(this, block));
    }

    @Override
    void heard(End end, Message message) {
      if (message instanceof GetHeaders request) {
        send(end, new Headers(headers(simulation.best(), request, simulation)));
      }
    }
  }

  /** Knows an old chain, and has not heard of any block since. */
  static final class Sleeper extends Stranger {
    private static final int BEHIND = 50;

    private final Entry tip;

    Sleeper(Simulation simulation) {
      super(simulation);
      var best = simulation.best();
      this.tip = best.ancestor(best.height() - BEHIND);
    }

    @Override
    void heard(End end, Message message) {
      if (message instanceof GetHeaders request) {
        send(end, new Headers(headers(tip, request, simulation)));
      }
    }
  }

  /** Sends headers of a branch that is long, and yet has less work than the chain. */
  static final class HeaderSpammer extends Stranger {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final List<BlockHeader> branch;
    private final List<BlockHash> hashes;
    long sent;

    /**
     * @param branch more than fit in one message, from the first one after the genesis block on
     */
    HeaderSpammer(Simulation simulation, List<BlockHeader> branch) {
      super(simulation);
      this.branch = branch;
      this.hashes = branch.stream().map(BlockHeader::hash).toList();
      simulation.time().after(EVERY, this::spam);
    }

    private void spam() {
      for (var end : List.copyOf(ready())) {
        send(end, from(0));
      }
      simulation.time().after(EVERY, this::spam);
    }

    private Headers from(int first) {
      var part = branch.subList(first, Math.min(first + MAX_HEADERS, branch.size()));
      sent += part.size();
      return new Headers(part);
    }

    @Override
    void heard(End end, Message message) {
      if (message instanceof GetHeaders request) {
        int known = request.locator().stream().mapToInt(hashes::indexOf).max().orElse(-1);
        send(end, from(known + 1));
      }
    }
  }

  /** Tells of thousands of addresses where nobody is. */
  static final class AddressFlooder extends Stranger {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1000;

    /** Where nobody else is. */
    private static final int FIRST = 200 << 24;

    private static final int INVENTED_BITS = 26;

    long sent;

    AddressFlooder(Simulation simulation) {
      super(simulation);
      simulation.time().after(EVERY, this::flood);
    }

    private void flood() {
      for (var end : List.copyOf(ready())) {
        var invented = new ArrayList<PeerAddress>();
        for (int i = 0; i < AT_ONCE; i++) {
          var address = new Ipv4(FIRST | simulation.random().nextInt(1 << INVENTED_BITS));
          invented.add(now(simulation, new Endpoint(address, 8333)));
        }
        send(end, new AddrV2(invented));
        sent += AT_ONCE;
      }
      simulation.time().after(EVERY, this::flood);
    }

    @Override
    void heard(End end, Message message) {}
  }

  private static void announce(Stranger stranger, Entry block) {
    for (var end : List.copyOf(stranger.ready())) {
      stranger.send(end, new Headers(List.of(block.header())));
    }
  }

  private static PeerAddress now(Simulation simulation, Endpoint endpoint) {
    return new PeerAddress(
        simulation.time().instant().getEpochSecond(), SimulatedNode.SERVICES, endpoint);
  }
}
