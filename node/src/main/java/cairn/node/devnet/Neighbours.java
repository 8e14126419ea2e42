package cairn.node.devnet;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The devnets of one user, in a list on disk: none takes a port of another, not even while nothing
 * listens there, or the nodes that call it would come to strangers, whose chain may be theirs.
 *
 * @param file the list, a directory in a line
 */
record Neighbours(Path file) {
  private static final String NAME = ".cairn-devnets";

  /** The system's lock of the file is the whole process's. */
  private static final Lock HERE = new ReentrantLock();

  /** Those of who runs this. */
  static Neighbours ofUser() {
    return new Neighbours(Path.of(System.getProperty("user.home"), NAME));
  }

  /** What is done while nobody else chooses ports. */
  interface Choice {
    Plan plan(Set<Integer> taken) throws IOException, DevnetException;
  }

  /**
   * Lets one devnet choose ports, knowing those of all others. What it chooses has to be in its
   * plan on disk when it is done.
   */
  Plan choose(Home chooser, Choice choice) throws IOException, DevnetException {
    HERE.lock();
    try (var channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      var _ = channel.lock();
      var homes = new LinkedHashSet<String>();
      var taken = new HashSet<Integer>();
      for (var line : read(channel).lines().toList()) {
        var home = Path.of(line.replace('\0', '?')); // no path has such a character
        if (!home.equals(chooser.directory()) && Files.exists(home.resolve(PlanFile.NAME))) {
          taken.addAll(ports(home));
          homes.add(line);
        }
      }
      var plan = choice.plan(taken);
      homes.add(chooser.directory().toString());
      write(channel, String.join("\n", homes) + "\n");
      return plan;
    } finally {
      HERE.unlock();
    }
  }

  /** A devnet that cannot be read does not keep others from starting. */
  private static Set<Integer> ports(Path home) throws IOException {
    try {
      return new PlanFile(home).read().map(Plan::takenPorts).orElse(Set.of());
    } catch (DevnetException e) {
      return Set.of();
    }
  }

  private static String read(FileChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0).position(0);
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
