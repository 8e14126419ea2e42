package cairn.rpc.zmq;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what happens to the chain and the mempool, on the chain thread, which waits for no
 * subscriber. {@link #active} and {@link #close} are for any thread.
 */
public final class Publications implements LedgerListener, MempoolListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publications.class);
  private static final int HASH_LENGTH = 32;
  private static final int MAX_HELD = 10;

  private final List<Channel> channels;
  private final Map<String, Outlet> outlets;
  private final Ledger ledger;

  /** The block that was connected last, which is the next tip; null if that is not of interest. */
  private @Nullable Block connected;

  /**
   * Blocks of a reorganisation that is under way. As in Core they come after what it brings back
   * into the mempool; unless there are more than anybody should keep in memory.
   */
  private final List<Held> held = new ArrayList<>();

  private boolean reorganising;

  private record Held(IndexedBlock block, Block contents) {}

  /** What one publisher has sent: two that are equal have numbers of their own all the same. */
  private static final class Channel {
    final Publisher publisher;
    final Outlet outlet;
    int sent;

    Channel(Publisher publisher, Outlet outlet) {
      this.publisher = publisher;
      this.outlet = outlet;
    }
  }

  private Publications(List<Channel> channels, Map<String, Outlet> outlets, Ledger ledger) {
    this.channels = channels;
    this.outlets = outlets;
    this.ledger = ledger;
  }

  /**
   * Begins to publish what happens from now on. If it is not possible to listen at one of the
   * addresses, the log says so and nothing is published, as with Core.
   *
   * @param publishers in the order of their topics
   */
  public static Publications start(List<Publisher> publishers, Ledger ledger) {
    var outlets = new HashMap<String, Outlet>();
    var channels = open(publishers, outlets);
    var started = new Publications(channels, outlets, ledger);
    if (!channels.isEmpty()) {
      ledger.listen((LedgerListener) started);
      ledger.listen((MempoolListener) started);
    }
    return started;
  }

  private static List<Channel> open(List<Publisher> publishers, Map<String, Outlet> outlets) {
    var memory = new MessageMemory();
    for (var publisher : publishers) {
      var address = publisher.address();
      log.debug(
          "Outbound message high water mark for {} at {} is {}",
          publisher.topic().publisher(),
          address,
          publisher.highWaterMark());
      if (outlets.containsKey(address)) {
        log.debug("Reusing socket for address {}", address);
        continue;
      }
      try {
        outlets.put(
            address, Outlet.open(OutletAddress.parse(address), publisher.highWaterMark(), memory));
      } catch (IOException e) {
        log.warn(
            "Nothing is published over ZMQ: cannot listen at {} for -zmq{}: {}",
            address,
            publisher.topic().publisher(),
            e.getMessage());
        outlets.values().forEach(Outlet::close);
        outlets.clear();
        return List.of();
      }
    }
    return publishers.stream()
        .map(publisher -> new Channel(publisher, outlet(publisher.address(), outlets)))
        .toList();
  }

  private static Outlet outlet(String address, Map<String, Outlet> outlets) {
    var outlet = outlets.get(address);
    if (outlet == null) {
      throw new IllegalStateException("no outlet at " + address);
    }
    return outlet;
  }

  /** What is published. */
  public List<Publisher> active() {
    return channels.stream().map(channel -> channel.publisher).toList();
  }

  /** Where it listens for those who name an address. */
  Map<String, SocketAddress> addresses() {
    return outlets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> address(each.getValue())));
  }

  private static SocketAddress address(Outlet outlet) {
    try {
      return outlet.address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether somebody has subscribed to the topic at the address. */
  boolean isWanted(String address, Topic topic) {
    return outlet(address).isWanted(topic.bytes());
  }

  Outlet outlet(String address) {
    return outlet(address, outlets);
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    publishHeld();
    reorganising = false;
    if (!tip.equals(fork) && !ledger.state().isInitialBlockDownload()) {
      publish(Topic.HASHBLOCK, tip.hash(), () -> displayed(tip.hash()));
      publish(Topic.RAWBLOCK, tip.hash(), () -> bytes(tip));
    }
    connected = null;
  }

  private @Nullable Bytes bytes(IndexedBlock tip) {
    var known = connected;
    if (known != null && known.hash().equals(tip.hash())) {
      return known.serialized();
    }
    try {
      return ledger.blocks().bytes(tip);
    } catch (BlockUnavailableException e) {
      log.warn("Cannot publish block {}: {}", tip.hash(), e.getMessage());
      return null;
    }
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    connected = contents;
    if (reorganising && held.size() < MAX_HELD) {
      held.add(new Held(block, contents));
    } else {
      publishHeld();
      moved(block, contents, 'C');
    }
  }

  private void publishHeld() {
    held.forEach(each -> moved(each.block(), each.contents(), 'C'));
    held.clear();
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    publishHeld();
    moved(block, contents, 'D');
    reorganising = true;
  }

  private void moved(IndexedBlock block, Block contents, char label) {
    contents.transactions().forEach(this::publish);
    publish(Topic.SEQUENCE, block.hash(), () -> sequence(block.hash(), label).toBytes());
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    publish(entry.transaction());
    publishMove(entry.transaction(), 'A', sequence);
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    if (why != Removal.BLOCK) {
      publishMove(entry.transaction(), 'R', sequence);
    }
  }

  private void publishMove(Transaction transaction, char label, long sequence) {
    var txid = transaction.txid();
    publish(Topic.SEQUENCE, txid, () -> sequence(txid, label).int64(sequence).toBytes());
  }

  private void publish(Transaction transaction) {
    var txid = transaction.txid();
    publish(Topic.HASHTX, txid, () -> displayed(txid));
    publish(Topic.RAWTX, txid, transaction::serialized);
  }

  /** Content is asked for only if there is somebody who wants it; without any, nothing is sent. */
  private void publish(Topic topic, Hash256 about, Supplier<@Nullable Bytes> content) {
    for (var channel : channels) {
      var publisher = channel.publisher;
      if (publisher.topic() == topic) {
        log.debug("Publish {} {} to {}", topic.text(), about, publisher.address());
        int number = channel.sent++; // counts what nobody wants, too
        if (channel.outlet.isWanted(topic.bytes())) {
          var bytes = content.get();
          if (bytes != null) {
            channel.outlet.send(topic.bytes(), Zmtp.message(topic.bytes(), bytes, number));
          }
        }
      }
    }
  }

  /** As people write it, first byte first. */
  private static Bytes displayed(Hash256 hash) {
    return Bytes.fromHex(hash.display());
  }

  private static ByteWriter sequence(Hash256 hash, char label) {
    return new ByteWriter(HASH_LENGTH + 1 + Long.BYTES).bytes(displayed(hash)).uint8(label);
  }

  /** Publishes nothing more. */
  @Override
  public void close() {
    if (!outlets.isEmpty()) {
      log.debug("Shutdown notification interface");
    }
    outlets.values().forEach(Outlet::close);
  }
}
