package cairn.rpc.zmq;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address at which subscribers connect, and those who have. Thread-safe. */
final class Outlet implements AutoCloseable {
  static final int MAX_SUBSCRIBERS = 100;

  private static final long PAUSE_MILLIS = 500;
  private static final Logger log = LoggerFactory.getLogger(Outlet.class);

  private final ServerSocketChannel listening;
  private final int highWaterMark;
  private final MessageMemory memory;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

  private Outlet(ServerSocketChannel listening, int highWaterMark, MessageMemory memory) {
    this.listening = listening;
    this.highWaterMark = highWaterMark;
    this.memory = memory;
  }

  /**
   * Begins to listen.
   *
   * @param highWaterMark how many messages may wait for each subscriber; 0 for any number
   * @throws IOException if that is not possible
   */
  static Outlet open(SocketAddress address, int highWaterMark, MessageMemory memory)
      throws IOException {
    var channel = ServerSocketChannel.open(family(address));
    try {
      if (address instanceof UnixDomainSocketAddress file) {
        removeOldSocket(file.getPath());
      } else {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    var outlet = new Outlet(channel, highWaterMark, memory);
    Thread.ofVirtual().name("zmq-listen").start(outlet::listen);
    return outlet;
  }

  private static StandardProtocolFamily family(SocketAddress address) {
    return switch (address) {
      case UnixDomainSocketAddress _ -> StandardProtocolFamily.UNIX;
      case InetSocketAddress inet when inet.getAddress() instanceof Inet6Address ->
          StandardProtocolFamily.INET6;
      default -> StandardProtocolFamily.INET;
    };
  }

  /** A node that was killed leaves its socket behind. Anything else in its place stays there. */
  private static void removeOldSocket(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
      Files.delete(path);
    }
  }

  /** Where it listens. */
  SocketAddress address() throws IOException {
    return listening.getLocalAddress();
  }

  private void listen() {
    while (true) {
      try {
        take(listening.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.debug("Cannot take a subscriber: {}", e.toString());
        pause(); // what stands in the way, such as too many open files, is still there
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(SocketChannel channel) throws IOException {
    if (subscribers.size() >= MAX_SUBSCRIBERS) {
      log.debug("A subscriber is refused: there are {} already", MAX_SUBSCRIBERS);
      channel.close();
      return;
    }
    if (channel.getLocalAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    var subscriber = new Subscriber(channel, highWaterMark, memory);
    subscribers.add(subscriber);
    Thread.ofVirtual()
        .name("zmq-read")
        .start(() -> {
          try {
            subscriber.run();
          } finally {
            subscribers.remove(subscriber);
          }
        });
  }

  /** Whether anybody has subscribed to this. */
  boolean isWanted(Bytes topic) {
    for (var subscriber : subscribers) {
      if (subscriber.wants(topic)) {
        return true;
      }
    }
    return false;
  }

  /** Sends a message to all who have subscribed to its topic; waits for none of them. */
  void send(Bytes topic, byte[] message) {
    for (var subscriber : subscribers) {
      if (subscriber.wants(topic)) {
        subscriber.send(message);
      }
    }
  }

  /** How many messages wait for all subscribers together. */
  int waiting() {
    return subscribers.stream().mapToInt(Subscriber::waiting).sum();
  }

  /** Ends at once; what has not been sent by now is lost. */
  @Override
  public void close() {
    try {
      var address = listening.getLocalAddress();
      listening.close();
      if (address instanceof UnixDomainSocketAddress file) {
        Files.deleteIfExists(file.getPath());
      }
    } catch (IOException e) {
      log.debug("Cannot stop listening: {}", e.toString());
    }
    subscribers.forEach(Subscriber::close);
  }
}
