package cairn.bench.peers;

import cairn.p2p.host.Bind;
import cairn.p2p.host.HostConfig;
import cairn.p2p.host.PeerHost;
import cairn.p2p.host.Proxies;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./cairn bench connections}: what connections cost that are of no use, and what an honest
 * peer notices of them. Both ends are in this process.
 */
@Command(
    name = "connections",
    description = "Say what useless connections cost, and what an honest peer notices of them.",
    mixinStandardHelpOptions = true)
public final class ConnectionsCommand implements Callable<Integer> {
  private static final Bytes MAGIC = Bytes.fromHex("fabfb5da");
  private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1", 0).orElseThrow();

  @Spec private CommandSpec spec;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many connections (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long each kind of them is borne (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    if (count < 1 || seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--count and --seconds must be at least 1");
    }
    var out = spec.commandLine().getOut();
    var failure = new CompletableFuture<Throwable>();
    try (var host = new PeerHost(config())) {
      var machines = new PongMachines(host.outbox());
      host.start(machines, failure::complete);
      var endpoint = host.listen(new Bind(LOOPBACK, false, Grant.NONE), true).endpoint();
      var node = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());
      try (var honest = new HonestPeer(node, MAGIC)) {
        honest.ping(Duration.ofSeconds(seconds)); // until it is compiled
        report(out, "alone", honest.ping(Duration.ofSeconds(seconds)));
        bearSilence(out, node, machines, honest);
        bearDrops(out, node, machines, honest);
        bearPassing(out, node, honest);
      }
    }
    if (failure.isDone()) {
      throw new IOException("the host has failed", failure.join());
    }
    return 0;
  }

  private HostConfig config() {
    var sockets =
        new SocketsConfig(
            MAGIC,
            Set.of(),
            2,
            count + 100,
            5_000_000,
            1_000_000,
            100_000_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            new SecureRandom(),
            InstantSource.system());
    return new HostConfig(sockets, Proxies.NONE, InstantSource.system());
  }

  private static void report(PrintWriter out, String among, Latencies latencies) {
    out.printf("%-36s%s%n", among, latencies);
    out.flush();
  }

  private void bearSilence(
      PrintWriter out, InetSocketAddress node, PongMachines machines, HonestPeer honest)
      throws IOException {
    long channel = Crowd.heapOfChannel(count);
    long before = Heap.used();
    try (var _ = Crowd.silent(node, count)) {
      await(machines, count + 1);
      out.printf(
          "a silent connection takes %,d bytes of the heap%n",
          (Heap.used() - before) / count - channel);
      report(out, "among silent ones", honest.ping(Duration.ofSeconds(seconds)));
    }
    await(machines, 1);
    before = Heap.used();
    try (var _ = Crowd.encrypted(node, count, MAGIC, new SecureRandom())) {
      await(machines, count + 1);
      out.printf(
          "an encrypted connection takes %,d bytes of the heap%n",
          (Heap.used() - before) / count - channel);
      report(out, "among encrypted ones", honest.ping(Duration.ofSeconds(seconds)));
    }
    await(machines, 1);
  }

  private void bearDrops(
      PrintWriter out, InetSocketAddress node, PongMachines machines, HonestPeer honest)
      throws IOException {
    try (var crowd = Crowd.silent(node, count)) {
      await(machines, count + 1);
      var dripping = Thread.ofPlatform().start(() -> drip(crowd));
      report(
          out, "among those that send a byte a second", honest.ping(Duration.ofSeconds(seconds)));
      join(dripping);
    }
    await(machines, 1);
  }

  private void drip(Crowd crowd) {
    try {
      long next = System.nanoTime();
      for (int i = 0; i < seconds; i++) {
        crowd.sendByte(i);
        next += TimeUnit.SECONDS.toNanos(1);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bearPassing(PrintWriter out, InetSocketAddress node, HonestPeer honest)
      throws IOException {
    var passed = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    var passing =
        Thread.ofPlatform()
            .start(() -> {
              while (System.nanoTime() < end) {
                pass(node);
                passed.incrementAndGet();
              }
            });
    var latencies = honest.ping(Duration.ofSeconds(seconds));
    join(passing);
    report(out, "while %,d pass by a second".formatted(passed.get() / seconds), latencies);
  }

  private static void pass(InetSocketAddress node) {
    try {
      Crowd.pass(node);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the node knows of so many peers. */
  private static void await(PongMachines machines, int open) {
    while (machines.open() != open) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
