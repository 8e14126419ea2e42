package cairn.node.peers;

import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.AsMapFile;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.gossip.LocalAddresses;
import cairn.p2p.gossip.LocalAddresses.Source;
import cairn.p2p.protocol.Protocol.Knowledge;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of nodes and outlives the connections with them, read at start and written now and
 * then. Belongs to the thread of the peers once that has started.
 */
final class NodeKnowledge {
  private static final Logger log = LoggerFactory.getLogger(NodeKnowledge.class);

  private final InstantSource clock;
  private final PeerFiles files;
  private final AddressManager addresses;
  private final NetGroups groups;
  private final LocalAddresses local;
  private final BanList bans;
  private final Discouraged discouraged;

  /**
   * Reads the files.
   *
   * @throws ConfigException if one of them is damaged
   */
  NodeKnowledge(NodeConfig node, InstantSource clock, RandomGenerator random)
      throws ConfigException {
    var config = node.peers();
    this.clock = clock;
    this.files = new PeerFiles(node.networkDirectory(), node.network(), config.addressParser());
    this.groups = new NetGroups(asMap(config.addressBook().asMap()));
    log.info("init message: Loading P2P addresses…");
    try {
      this.addresses = files.addresses(config.addressBook(), groups, random);
    } catch (UnreadableFileException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    log.info("init message: Loading banlist…");
    this.bans = files.bans(config.banTime(), clock.instant());
    files.save(bans, clock.instant(), Runnable::run, Runnable::run); // if it had to begin anew
    this.discouraged = new Discouraged(random);
    var listening = config.listening();
    var reachable = config.connections().means().networks();
    this.local =
        new LocalAddresses(listening.discover(), reachable::contains, listening.port(), random);
    if (listening.discoverInterfaces()) {
      var places = Interfaces.addresses(config.connections().logsAddresses());
      places.forEach(place -> local.add(new Endpoint(place, listening.port()), Source.INTERFACE));
    }
    listening.advertised().forEach(endpoint -> local.add(endpoint, Source.BOUND));
    listening.external().forEach(endpoint -> local.add(endpoint, Source.MANUAL));
  }

  private static AsMap asMap(@Nullable Path file) throws ConfigException {
    if (file == null) {
      log.info("Using /16 prefix for IP bucketing");
      return AsMap.NONE;
    }
    try {
      var map = AsMapFile.read(file);
      log.info("Using asmap version {} for IP bucketing", map.versionText());
      return map;
    } catch (IOException | DecodeException e) {
      log.warn("Sanity check of asmap file {} failed: {}", file, e.toString());
      throw new ConfigException("Could not parse asmap file \"%s\"".formatted(file));
    }
  }

  /** As the machines take it; the anchors are given only once. */
  Knowledge forMachines() {
    return new Knowledge(addresses, groups, local, bans, discouraged, files.takeAnchors());
  }

  AddressManager addresses() {
    return addresses;
  }

  NetGroups groups() {
    return groups;
  }

  LocalAddresses local() {
    return local;
  }

  BanList bans() {
    return bans;
  }

  Discouraged discouraged() {
    return discouraged;
  }

  /** Whether nothing should be heard of that node. */
  boolean isUnwanted(Endpoint node) {
    return bans.isBanned(node.address(), clock.instant()) || discouraged.contains(node.address());
  }

  /**
   * Writes what has changed.
   *
   * @param disk may wait; does one after the other
   * @param owner the thread of the peers, which this is
   */
  void save(Executor disk, Executor owner) {
    files.save(addresses, disk);
    saveBans(disk, owner);
  }

  /** As {@link #save}, for the bans alone. */
  void saveBans(Executor disk, Executor owner) {
    files.save(bans, clock.instant(), disk, owner);
  }

  /** Writes whom to call first after the next start. */
  void saveAnchors(List<PeerAddress> anchors, Executor disk) {
    disk.execute(() -> files.saveAnchors(anchors));
  }
}
