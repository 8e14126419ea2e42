package cairn.interop;

import cairn.genesis.Networks;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;

/**
 * A hostile program: it has many connections to a node on regtest, of no use to it, and opens
 * others for those that the node closes.
 */
final class Flood implements AutoCloseable {
  private static final int BEAT_MILLIS = 1000;
  private static final int PASSING_BEAT_MILLIS = 100;

  /** So many are opened at a time, lest the rest of the test gets no time of the processor. */
  private static final int AT_ONCE = 100;

  private static final Bytes MAGIC = Networks.regtest().peers().magic();

  /** What a connection does. */
  enum Kind {
    /** Nothing. */
    SILENT(Bytes.EMPTY),
    /** Sends a byte each second. */
    DRIPPING(message("version", Bytes.wrap(new byte[1000]))),
    /** Ends as soon as it stands. */
    PASSING(Bytes.EMPTY),
    /** Sends most of a message that is as long as can be. */
    HOLDING(message("version", Bytes.wrap(new byte[Frame.MAX_PAYLOAD])).slice(0, 3_900_000)),
    /** Asks for all it can, and reads nothing. */
    GREEDY(greed());

    private final byte[] bytes;

    Kind(Bytes bytes) {
      this.bytes = bytes.toArray();
    }

    private static Bytes greed() {
      var version =
          new Version(
              70016,
              ServiceFlags.NONE,
              0,
              ServiceFlags.NONE,
              Endpoint.UNSPECIFIED,
              1,
              "",
              0,
              false);
      InventoryItem genesis =
          new BlockItem(InventoryType.WITNESS_BLOCK, Networks.regtest().genesis().hash());
      var request = message(new GetData(Collections.nCopies(InventoryMessage.MAX_ITEMS, genesis)));
      return message(version).concat(message(new Verack())).concat(request).concat(request);
    }

    private static Bytes message(Message message) {
      return message(message.command(), MessageCodec.encode(message));
    }

    private static Bytes message(String command, Bytes payload) {
      return Transport.v1(MAGIC).seal(new Frame(command, payload)).stream()
          .reduce(Bytes.EMPTY, Bytes::concat);
    }
  }

  private final Kind kind;
  private final InetSocketAddress node;
  private final int count;
  private final Selector selector;
  private final CompletableFuture<Void> standing = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closed;

  /** How often one has written all, or has ended. */
  private int done;

  private Flood(Kind kind, FullNode node, int count) throws IOException {
    this.kind = kind;
    this.node = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
    this.count = count;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name("flood of " + kind).start(this::run);
  }

  /** Begins, and returns when so many connections have been opened. */
  static Flood start(Kind kind, FullNode node, int count) throws IOException {
    var flood = new Flood(kind, node, count);
    flood.standing.join();
    return flood;
  }

  private void run() {
    try (selector) {
      while (!closed) {
        beat();
      }
      for (var key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      standing.completeExceptionally(e);
    }
  }

  private void beat() throws IOException {
    for (int i = 0; i < AT_ONCE && selector.keys().size() < count; i++) {
      open();
    }
    if (kind == Kind.PASSING || selector.keys().size() == count) {
      if (kind != Kind.HOLDING || done >= count) {
        standing.complete(null);
      }
      selector.select(this::look, kind == Kind.PASSING ? PASSING_BEAT_MILLIS : BEAT_MILLIS);
    } else {
      selector.selectNow(this::look);
    }
    if (kind == Kind.DRIPPING) {
      selector.keys().stream().filter(SelectionKey::isValid).forEach(Flood::allowByte);
    }
  }

  private static void allowByte(SelectionKey key) {
    var message = (ByteBuffer) key.attachment();
    message.limit(Math.min(message.capacity(), message.position() + 1));
    key.interestOpsOr(SelectionKey.OP_WRITE);
  }

  private void open() throws IOException {
    var channel = SocketChannel.open();
    // Else this end would keep the port for a minute, and run out of ports.
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.connect(node);
    if (kind == Kind.PASSING) {
      channel.close();
    } else {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_WRITE, ByteBuffer.wrap(kind.bytes));
    }
  }

  /** Writes what is to be written, and then looks whether the node has ended the connection. */
  private void look(SelectionKey key) {
    var channel = (SocketChannel) key.channel();
    var message = (ByteBuffer) key.attachment();
    try {
      if (key.isWritable()) {
        channel.write(message);
      }
      if (key.isReadable() && channel.read(ByteBuffer.allocate(1)) < 0) {
        channel.close();
        done++;
      } else if (!message.hasRemaining()) {
        done++;
        key.interestOps(kind == Kind.GREEDY ? 0 : SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      done++; // the node has ended it
      close(channel);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
