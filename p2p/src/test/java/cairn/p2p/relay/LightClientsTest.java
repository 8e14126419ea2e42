package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.block;
import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.relay.RelayNode.items;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.bloom.BloomFilter;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.BloomMessage.FilterAdd;
import cairn.p2p.wire.BloomMessage.FilterClear;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.primitives.Bytes;
import cairn.primitives.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LightClientsTest {
  private static final Transaction WANTED = spend(coin(1));
  private static final Transaction OTHER = spend(coin(2));

  private final RelayNode node = new RelayNode();

  LightClientsTest() {
    node.pool.fund(coin(1), 10_000);
    node.pool.fund(coin(2), 20_000);
  }

  private static FilterLoad filterFor(Transaction transaction) {
    var filter = BloomFilter.sized(10, 1e-6, 5, BloomFilter.Update.NONE);
    filter.insert(transaction.txid().bytes());
    return filter.toMessage();
  }

  private Peer client() {
    return node.calls(ConnectionType.INBOUND).servedFilters().withoutRelay().connect();
  }

  private void announceAll() {
    node.pool.add(WANTED);
    node.pool.add(OTHER);
    node.relay.announce(WANTED.wtxid());
    node.relay.announce(OTHER.wtxid());
    node.advanceSeconds(100);
  }

  @ParameterizedTest
  @EnumSource(names = {"FILTERLOAD", "FILTERADD", "FILTERCLEAR"})
  void leavesWhoSendsAnUnreadableFilterUnasked(MessageType type) {
    boolean mayBeUnreadable = type != MessageType.FILTERCLEAR;
    var client = node.calls(ConnectionType.INBOUND).connect();
    node.relay.unreadable(client, type);
    assertThat(node.dropped(client).isPresent()).isEqualTo(mayBeUnreadable);
    var served = client();
    node.relay.unreadable(served, type);
    assertThat(node.dropped(served)).isEmpty();
  }

  @Test
  void tellsOfWhatPassesTheFilter() {
    var client = client();
    node.receive(client, filterFor(WANTED));
    announceAll();
    assertThat(node.offersTo(client)).isEqualTo(items(WANTED.wtxid()));
    assertThat(node.relay.info(client).orElseThrow().hasFilter()).isTrue();
    assertThat(node.wantTransactions).containsEntry(client.id(), MessageType.FILTERLOAD);
  }

  @Test
  void tellsNothingBeforeAFilterIsLoadedAndAllAfterItIsCleared() {
    var client = client();
    announceAll();
    assertThat(node.offersTo(client)).isEmpty();

    node.receive(client, filterFor(WANTED));
    node.receive(client, new FilterClear());
    announceAll();
    assertThat(node.offersTo(client)).isEqualTo(items(OTHER.wtxid(), WANTED.wtxid()));
    assertThat(node.relay.info(client).orElseThrow().wantsTransactions()).isTrue();
    assertThat(node.relay.info(client).orElseThrow().hasFilter()).isFalse();
  }

  @Test
  void addsToTheFilter() {
    var client = client();
    node.receive(client, filterFor(WANTED));
    node.receive(client, new FilterAdd(OTHER.txid().bytes()));
    announceAll();
    assertThat(node.offersTo(client)).hasSize(2);
  }

  @Test
  void filtersBlocks() {
    var client = client();
    var child = spend(output(OTHER, 0));
    var block = block(WANTED, OTHER, child);
    assertThat(node.relay.filter(client, block)).isEmpty();

    node.receive(client, filterFor(OTHER));
    var messages = node.relay.filter(client, block);
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst())
        .isInstanceOfSatisfying(
            MerkleBlock.class, merkle -> assertThat(merkle.header()).isEqualTo(block.header()));
    assertThat(messages.getLast())
        .isEqualTo(new Message.Encoded(MessageType.TX, OTHER.serializedWithoutWitness()));
  }

  @Test
  void punishesFiltersThatAreTooLargeOrNotThere() {
    var large = client();
    node.receive(large, new FilterLoad(Bytes.wrap(new byte[36_001]), 1, 0, 0));
    assertThat(node.misbehaved(large)).contains("too-large bloom filter");

    var element = client();
    node.receive(element, filterFor(WANTED));
    node.receive(element, new FilterAdd(Bytes.wrap(new byte[520])));
    assertThat(node.misbehaved(element)).isEmpty();
    node.receive(element, new FilterAdd(Bytes.wrap(new byte[521])));
    assertThat(node.misbehaved(element)).contains("bad filteradd message");

    var none = client();
    node.receive(none, new FilterAdd(Bytes.of(1)));
    assertThat(node.misbehaved(none)).contains("bad filteradd message");
  }

  @Test
  void dropsWhoWasNotOfferedFilters() {
    for (var message : List.of(filterFor(WANTED), new FilterAdd(Bytes.of(1)), new FilterClear())) {
      var stranger = node.inbound();
      node.receive(stranger, message);
      assertThat(node.dropped(stranger))
          .contains(message.command() + " received despite not offering bloom services");
    }
  }
}
