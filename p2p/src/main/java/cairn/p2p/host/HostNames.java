package cairn.p2p.host;

import cairn.p2p.peer.Names;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the system look up names, a few at a time. Not on virtual threads: the system holds on to the
 * thread below for as long as a name server does not answer, and there are few of these.
 */
final class HostNames implements Names, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostNames.class);

  private static final int AT_ONCE = 4;
  private static final int MAX_WAITING = 256;
  private static final long IDLE_SECONDS = 5;

  private final Resolver resolver;
  private final Executor peers;
  private final ThreadPoolExecutor threads;

  /** Knows the addresses of a host. */
  interface Resolver {
    InetAddress[] resolve(String host) throws IOException;
  }

  /**
   * @param peers where answers are given
   */
  HostNames(Resolver resolver, Executor peers) {
    this.resolver = resolver;
    this.peers = peers;
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("names-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void lookUp(String host, int limit, Consumer<List<NetworkAddress>> answer) {
    try {
      threads.execute(() -> {
        var found = addresses(host).limit(limit).toList();
        peers.execute(() -> answer.accept(found));
      });
    } catch (RejectedExecutionException e) {
      log.debug("too many names are being looked up, {} is left out", host);
      peers.execute(() -> answer.accept(List.of()));
    }
  }

  private Stream<NetworkAddress> addresses(String host) {
    var written = NetworkAddress.parse(host);
    if (written.isPresent()) {
      return written.stream();
    }
    if (!isName(host)) {
      return Stream.empty();
    }
    try {
      return Stream.of(resolver.resolve(host))
          .map(address -> NetworkAddress.ofIp(address.getAddress()))
          .filter(address -> address.type() != NetworkType.INTERNAL);
    } catch (IOException e) {
      log.debug("{} cannot be looked up", host);
      return Stream.empty();
    }
  }

  /** Whether it is a name that name servers may be asked for: those of overlays tell too much. */
  private static boolean isName(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return !host.isEmpty()
        && host.indexOf('\0') < 0
        && !lower.endsWith(".onion")
        && !lower.endsWith(".i2p");
  }

  /** Begins no more look-ups, and does not wait for those that are under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
