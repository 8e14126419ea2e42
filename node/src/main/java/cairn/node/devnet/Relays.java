package cairn.node.devnet;

import cairn.node.Trees;
import cairn.node.devnet.Plan.Delay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes of {@link Relay}s, each in a directory whose name says all that it does: one that
 * the plan does not want so is stopped.
 */
record Relays(Path directory) {
  private static final String LISTENING = "listening";
  private static final Duration START = Duration.ofMinutes(1);

  private Path of(Delay delay, Plan plan) {
    return directory.resolve(
        "%d-%d-%dms-%d-%d"
            .formatted(
                delay.link().called(),
                delay.link().caller(),
                delay.millis(),
                delay.port(),
                plan.of(delay.link().called()).p2p()));
  }

  /** Stops those that the plan does not want, and starts those that it wants. */
  void settle(Plan plan) throws IOException, DevnetException {
    var wanted = new HashSet<Path>();
    for (var delay : plan.delays()) {
      wanted.add(of(delay, plan));
    }
    stopAllBut(wanted);
    for (var delay : plan.delays()) {
      var process = new NodeProcess(Files.createDirectories(of(delay, plan)));
      if (process.find().isEmpty()) {
        process.start(
            List.of(
                "devnet",
                "relay",
                Integer.toString(delay.port()),
                Integer.toString(plan.of(delay.link().called()).p2p()),
                Integer.toString(delay.millis())));
        awaitStart(process);
      }
    }
  }

  private static void awaitStart(NodeProcess process) throws IOException, DevnetException {
    long end = System.nanoTime() + START.toNanos();
    boolean seen = false;
    while (!process.lastWords().equals(LISTENING)) {
      boolean runs = process.find().isPresent();
      if ((seen && !runs) || System.nanoTime() - end > 0) {
        throw new DevnetException("a relay does not start: " + process.lastWords());
      }
      seen |= runs;
      Devnet.pause();
    }
  }

  void stop() throws IOException, DevnetException {
    stopAllBut(Set.of());
  }

  private void stopAllBut(Set<Path> wanted) throws IOException, DevnetException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> present;
    try (var files = Files.list(directory)) {
      present = files.filter(file -> !wanted.contains(file)).toList();
    }
    for (var relay : present) {
      new NodeProcess(relay).stop();
      Trees.delete(relay);
    }
  }

  /** What a relay's process does. */
  static void run(int port, int target, int millis) throws IOException {
    try (var relay = new Relay(port, target, Duration.ofMillis(millis))) {
      System.out.println(LISTENING);
      relay.run();
    }
  }
}
