package cairn.node.peers;

import cairn.genesis.Network;
import cairn.node.config.PeersConfig.AddressBook;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AddressParser;
import cairn.p2p.addresses.AnchorsFile;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.addresses.PeersFile;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.BanListFile;
import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.PeerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What is known of other nodes, in its files. */
final class PeerFiles {
  private static final String REPORT_TO = "the Cairn project";

  private final PeersFile peers;
  private final BanListFile bans;
  private final AnchorsFile anchors;

  /**
   * @param directory the network's
   */
  PeerFiles(Path directory, Network network, AddressParser parser) {
    var magic = network.peers().magic();
    peers = new PeersFile(directory.resolve("peers.dat"), magic, REPORT_TO);
    bans = new BanListFile(directory.resolve("banlist.json"), parser);
    anchors = new AnchorsFile(directory.resolve("anchors.dat"), magic);
  }

  /**
   * Reads where other nodes are.
   *
   * @throws UnreadableFileException if the file is damaged, with a message for the operator
   */
  AddressManager addresses(AddressBook config, NetGroups groups, RandomGenerator random)
      throws UnreadableFileException {
    var key = config.foreseeable() ? AddressManager.knownKey() : AddressManager.newKey(random);
    return peers.load(groups, key, random, config.checkEvery());
  }

  /**
   * Reads who is banned.
   *
   * @param usual how long, unless the operator says otherwise
   */
  BanList bans(Duration usual, Instant now) {
    var list = new BanList(usual);
    bans.load(list, now);
    return list;
  }

  /** Whom to call first; those are not asked for again. */
  List<PeerAddress> takeAnchors() {
    return anchors.take();
  }

  void saveAnchors(List<PeerAddress> chosen) {
    anchors.save(chosen);
  }

  /** Writes what {@code addresses} knows now, on {@code disk}. */
  void save(AddressManager addresses, Executor disk) {
    var content = addresses.encode();
    disk.execute(() -> peers.save(content));
  }

  /**
   * Writes {@code list} as it is now, on {@code disk}, if it has changed.
   *
   * @param owner the thread that the list belongs to, which is this one
   */
  void save(BanList list, Instant now, Executor disk, Executor owner) {
    if (list.takeChanged(now)) {
      var content = list.bans(now);
      disk.execute(() -> {
        if (!bans.save(content)) {
          owner.execute(list::markChanged);
        }
      });
    }
  }
}
