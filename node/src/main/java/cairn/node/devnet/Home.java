package cairn.node.devnet;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import cairn.genesis.Network;
import cairn.node.Trees;
import cairn.node.faucet.FaucetException;
import cairn.node.faucet.FaucetKey;
import cairn.primitives.address.Address;
import cairn.primitives.address.PrivateKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The one directory that all of a network is in. */
record Home(Path directory) {
  private static final String NODE = "node";
  private static final String SNAPSHOT_NAME = "[A-Za-z0-9_.-]{1,64}";

  private static final String NO_KEY =
      ", so nothing can be mined or paid; './cairn devnet reset' begins anew";

  /** What makes a directory ours, so that it may be deleted. */
  private static final String MARK = ".cairn-devnet";

  Path node(int number) {
    return directory.resolve(NODE + number);
  }

  NodeProcess process(int number) {
    return new NodeProcess(node(number));
  }

  Relays relays() {
    return new Relays(directory.resolve("relays"));
  }

  /** Has there be a key that all that is mined is paid to. */
  void makeFaucetKey(Network network) throws IOException {
    FaucetKey.make(faucetKeyFile(), network);
  }

  PrivateKey faucetKey(Network network) throws IOException, DevnetException {
    try {
      return FaucetKey.read(faucetKeyFile(), network);
    } catch (FaucetException e) {
      throw new DevnetException(e.getMessage() + NO_KEY);
    } catch (NoSuchFileException e) {
      throw new DevnetException("there is no " + faucetKeyFile() + NO_KEY);
    }
  }

  /** Where all that is mined is paid to, as text. */
  String payee(Network network) throws IOException, DevnetException {
    return Address.WitnessPublicKeyHash.of(faucetKey(network).publicKey())
        .text(network.addresses());
  }

  private Path faucetKeyFile() {
    return directory.resolve("faucet.key");
  }

  /** Names the block that a reorganisation has one node abandon, until it is over. */
  Path abandoned() {
    return directory.resolve("abandoned");
  }

  Path snapshots() {
    return directory.resolve("snapshots");
  }

  Path snapshot(String name) throws DevnetException {
    if (!name.matches(SNAPSHOT_NAME) || name.startsWith(".")) {
      throw new DevnetException(
          "a snapshot's name is of letters, digits, '-', '_' and '.', not '%s'".formatted(name));
    }
    return snapshots().resolve(name);
  }

  /** The numbers of the nodes that have a directory, whatever the plan says. */
  List<Integer> numbers() throws IOException {
    var numbers = new ArrayList<Integer>();
    for (int i = 1; i <= Devnet.MAX_NODES; i++) {
      if (Files.isDirectory(node(i))) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  /** Whether there is a network, or what a command has left of one. */
  boolean isThere() {
    return Files.exists(directory.resolve(MARK));
  }

  /**
   * Leaves alone what is not ours.
   *
   * @throws DevnetException if the directory holds something else
   */
  void refuseForeign() throws IOException, DevnetException {
    if (Files.isDirectory(directory) && !isThere()) {
      try (var files = Files.list(directory)) {
        if (files.findAny().isPresent()) {
          throw new DevnetException(directory + " is not empty, and not a devnet's directory");
        }
      }
    }
  }

  /**
   * Waits until no other command changes the network. The lock goes with the process.
   *
   * @param notices is told that it waits
   */
  FileChannel lock(Consumer<String> notices) throws IOException {
    Files.createDirectories(directory);
    var channel = FileChannel.open(directory.resolve(MARK), CREATE, WRITE);
    if (channel.tryLock() == null) {
      notices.accept("another command is changing this network; waiting until it is done");
      var _ = channel.lock();
    }
    return channel;
  }

  /** Deletes all of it; the mark last, so that what is left of it is ours still. */
  void delete() throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.filter(file -> !file.endsWith(MARK)).toList()) {
        Trees.delete(file);
      }
    }
    Files.delete(directory.resolve(MARK));
    Files.delete(directory);
  }
}
