package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.KnownBlock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.FilterMessage;
import cairn.p2p.wire.FilterMessage.CFCheckpt;
import cairn.p2p.wire.FilterMessage.CFHeaders;
import cairn.p2p.wire.FilterMessage.CFilter;
import cairn.p2p.wire.FilterMessage.GetCFCheckpt;
import cairn.p2p.wire.FilterMessage.GetCFHeaders;
import cairn.p2p.wire.FilterMessage.GetCFilters;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilterServerTest {
  private static final ServiceFlags OFFERED = SyncNode.FULL.with(ServiceFlags.COMPACT_FILTERS);

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(tree.genesis().header().time()));
  private final Index index = new Index();
  private final SyncNode node =
      new SyncNode(tree, clock, tree.network(), SyncOptions.DEFAULT, index);
  private List<Entry> chain;
  private Peer peer;

  @BeforeEach
  void haveAChain() {
    chain = tree.mine(tree.genesis(), 2_500);
    node.mine(chain);
    peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL, OFFERED);
    node.sentTo(peer);
  }

  /** An index in which everything is the height, and which has no filters above some height. */
  private static final class Index implements BlockFilters {
    private int last = Integer.MAX_VALUE;

    @Override
    public void filter(KnownBlock block, Consumer<Optional<Bytes>> answer) {
      answer.accept(
          block.height() > last ? Optional.empty() : Optional.of(Bytes.of(block.height() % 256)));
    }

    @Override
    public void hashes(int first, KnownBlock stop, Consumer<Optional<List<FilterHash>>> answer) {
      var hashes = new ArrayList<FilterHash>();
      for (int height = first; height <= stop.height(); height++) {
        hashes.add(new FilterHash(height, 0, 0, 0));
      }
      answer.accept(stop.height() > last ? Optional.empty() : Optional.of(hashes));
    }

    @Override
    public void headers(List<KnownBlock> blocks, Consumer<Optional<List<FilterHeader>>> answer) {
      answer.accept(
          Optional.of(
              blocks.stream().map(block -> new FilterHeader(block.height(), 0, 0, 0)).toList()));
    }
  }

  private BlockHash hash(int height) {
    return height == 0 ? tree.genesis().hash() : chain.get(height - 1).hash();
  }

  private List<Message> serve(FilterMessage request) {
    node.receive(peer, request);
    return node.sentTo(peer);
  }

  @Test
  void sendsTheFiltersOfARange() {
    assertThat(serve(new GetCFilters(0, 5, hash(7))))
        .containsExactly(
            new CFilter(0, hash(5), Bytes.of(5)),
            new CFilter(0, hash(6), Bytes.of(6)),
            new CFilter(0, hash(7), Bytes.of(7)));
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThat(serve(new GetCFilters(0, 1_001, hash(2_000)))).hasSize(1_000);
  }

  @Test
  void sendsFiltersOnlyWhileThereIsRoom() {
    node.full.add(peer);
    assertThat(serve(new GetCFilters(0, 5, hash(7)))).isEmpty();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    node.full.clear();
    node.synchroniser.tend(peer);
    assertThat(node.sentTo(peer)).hasSize(3);
    assertThat(peer.isAwaitingAnswers()).isFalse();
  }

  @Test
  void endsWhereTheIndexEnds() {
    index.last = 6;
    assertThat(serve(new GetCFilters(0, 5, hash(7)))).hasSize(2);
    assertThat(serve(new GetCFHeaders(0, 5, hash(7)))).isEmpty();
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void sendsTheHashesOfARangeAndWhatComesBefore() {
    assertThat(serve(new GetCFHeaders(0, 5, hash(6))))
        .containsExactly(
            new CFHeaders(
                0,
                hash(6),
                new FilterHeader(4, 0, 0, 0),
                List.of(new FilterHash(5, 0, 0, 0), new FilterHash(6, 0, 0, 0))));
    assertThat(serve(new GetCFHeaders(0, 0, hash(0))))
        .containsExactly(
            new CFHeaders(0, hash(0), FilterHeader.ZERO, List.of(new FilterHash(0, 0, 0, 0))));
  }

  @Test
  void sendsTheHeadersOfEveryThousandthBlock() {
    assertThat(serve(new GetCFCheckpt(0, hash(2_500))))
        .containsExactly(
            new CFCheckpt(
                0,
                hash(2_500),
                List.of(new FilterHeader(1_000, 0, 0, 0), new FilterHeader(2_000, 0, 0, 0))));
    assertThat(serve(new GetCFCheckpt(0, hash(999))))
        .containsExactly(new CFCheckpt(0, hash(999), List.of()));
  }

  @Test
  void partsWithWhoeverAsksThoughNothingIsOffered() {
    peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    serve(new GetCFCheckpt(0, hash(1)));
    assertThat(node.dropped(peer)).contains("peer requested unsupported block filter type: 0");
  }

  @Test
  void partsWithWhoeverAsksForAnotherKindOfFilter() {
    serve(new GetCFilters(255, 0, hash(1)));
    assertThat(node.dropped(peer)).contains("peer requested unsupported block filter type: 255");
  }

  @Test
  void partsWithWhoeverAsksForTooMuch() {
    serve(new GetCFilters(0, 0, hash(1_000)));
    assertThat(node.dropped(peer))
        .contains("peer requested too many cfilters/cfheaders: 1001 / 1000");
  }

  @Test
  void partsWithWhoeverAsksForTooManyHashes() {
    serve(new GetCFHeaders(0, 1, hash(2_001)));
    assertThat(node.dropped(peer))
        .contains("peer requested too many cfilters/cfheaders: 2001 / 2000");
  }

  @Test
  void partsWithWhoeverAsksBackwards() {
    serve(new GetCFilters(0, 1_000, hash(999)));
    assertThat(node.dropped(peer))
        .contains(
            "peer sent invalid getcfilters/getcfheaders with start height 1000 and stop height"
                + " 999");
  }

  @Test
  void partsWithWhoeverAsksForABlockThatIsNotThere() {
    var unknown = new BlockHash(1, 2, 3, 4);
    serve(new GetCFCheckpt(0, unknown));
    assertThat(node.dropped(peer)).contains("peer requested invalid block hash: " + unknown);
  }
}
