package cairn.arrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which package may know which. What no arrow allows is forbidden, a library too, so that to take a
 * new one is a decision and is taken here.
 */
final class Arrows {
  /**
   * A package, then those it may know besides itself and {@code java.*}. {@code a.b.*} means {@code
   * a.b} and all below it. A package without a line of its own has that of the nearest package
   * above it; a line with {@code +} adds to that.
   */
  static final Arrows OF_CAIRN =
      new Arrows(
          """
          cairn.primitives         cairn.primitives.*
          cairn.primitives.crypto  + org.bouncycastle.* fr.acinq.secp256k1 javax.crypto.*

          cairn.genesis            cairn.primitives.* cairn.genesis.* tools.jackson.*

          cairn.ledger             cairn.primitives.* cairn.genesis cairn.ledger.* org.slf4j
          cairn.ledger.cluster
          cairn.ledger.codec       cairn.primitives.* cairn.ledger
          cairn.ledger.policy      cairn.primitives.* cairn.ledger cairn.ledger.rules
          cairn.ledger.policy      + cairn.ledger.script
          cairn.ledger.rules       cairn.primitives.* cairn.genesis cairn.ledger cairn.ledger.script
          cairn.ledger.script      cairn.primitives.* cairn.genesis cairn.ledger cairn.ledger.rules
          cairn.ledger.store       + org.rocksdb.*

          cairn.p2p                cairn.primitives.* cairn.genesis cairn.p2p.* org.slf4j.*
          cairn.p2p.bans           + tools.jackson.core.*
          cairn.p2p.net            + io.netty.*

          cairn.rpc                cairn.primitives.* cairn.genesis cairn.p2p
          cairn.rpc                + cairn.ledger cairn.ledger.rules cairn.ledger.script
          cairn.rpc                + cairn.ledger.mining cairn.ledger.policy cairn.ledger.index
          cairn.rpc                + cairn.ledger.fees cairn.ledger.mempoolfile
          cairn.rpc                + cairn.p2p.addresses cairn.p2p.bans cairn.p2p.connections
          cairn.rpc                + cairn.p2p.gossip cairn.p2p.net cairn.p2p.own
          cairn.rpc                + cairn.p2p.peer cairn.p2p.permissions cairn.p2p.relay
          cairn.rpc                + cairn.p2p.sync cairn.p2p.transport cairn.p2p.wire
          cairn.rpc                + cairn.rpc.* org.slf4j
          cairn.rpc.json           cairn.primitives cairn.rpc.json tools.jackson.*
          cairn.rpc.spec           cairn.rpc.json cairn.rpc.spec
          cairn.rpc.http           cairn.primitives cairn.rpc.http org.slf4j

          cairn.wallet             cairn.primitives.* cairn.genesis cairn.wallet.*
          cairn.wallet.json        + cairn.genesis.json
          cairn.wallet.store       + org.sqlite.*
          cairn.wallet.cli         + picocli io.nayuki.qrcodegen

          cairn.node               cairn.primitives.* cairn.genesis cairn.p2p.*
          cairn.node               + cairn.rpc cairn.rpc.call cairn.rpc.cli cairn.rpc.events cairn.rpc.zmq
          cairn.node               + cairn.rpc.json cairn.rpc.web
          cairn.node               + cairn.ledger cairn.ledger.rules cairn.ledger.mining
          cairn.node               + cairn.ledger.policy cairn.ledger.index cairn.ledger.fees
          cairn.node               + cairn.ledger.mempoolfile
          cairn.node               + cairn.node.* org.slf4j tools.jackson.* picocli
          cairn.node.log           + ch.qos.logback.*
          cairn.node.embedded      + cairn.rpc.http
          cairn.node.faucet        + cairn.rpc.http
          cairn.node.metrics       + cairn.rpc.http io.micrometer.*

          cairn.junit              cairn.primitives.* cairn.genesis cairn.node.embedded
          cairn.junit              + cairn.node.faucet
          cairn.junit              + cairn.rpc.json org.junit.jupiter.api.*

          cairn.bench              cairn.* org.slf4j tools.jackson.* picocli org.openjdk.jmh.*

          cairn.format
          """);

  /** Packages whose functions depend on their arguments alone. */
  private static final List<String> PURE =
      List.of(
          "cairn.primitives",
          "cairn.primitives.address",
          "cairn.primitives.filter",
          "cairn.primitives.hd",
          "cairn.primitives.sighash",
          "cairn.primitives.signedmessage",
          "cairn.ledger.cluster",
          "cairn.ledger.codec",
          "cairn.ledger.policy",
          "cairn.ledger.rules",
          "cairn.ledger.script",
          "cairn.p2p.compact",
          "cairn.p2p.connections",
          "cairn.p2p.filters",
          "cairn.p2p.own",
          "cairn.p2p.peer",
          "cairn.p2p.permissions",
          "cairn.p2p.relay",
          "cairn.p2p.sync",
          "cairn.p2p.transport",
          "cairn.p2p.wire",
          "cairn.rpc.spec");

  /** What of the JDK is of no use to such a function: files, sockets, threads, clocks. */
  private static final List<String> WORLD =
      List.of(
          "java.io.File",
          "java.lang.Thread",
          "java.net.*",
          "java.nio.channels.*",
          "java.nio.file.*",
          "java.time.Clock",
          "java.util.logging.*");

  private final Map<String, List<String>> allowed = new TreeMap<>();

  private Arrows(String table) {
    for (var line : table.lines().filter(line -> !line.isBlank()).toList()) {
      var words = List.of(line.strip().split(" +"));
      var from = words.getFirst();
      boolean adds = words.size() > 1 && words.get(1).equals("+");
      var all = new ArrayList<>(adds ? allowed(from) : List.<String>of());
      all.addAll(words.subList(adds ? 2 : 1, words.size()));
      allowed.put(from, all);
    }
  }

  /** The arrows from {@code type} that point the wrong way, each in one line. */
  Stream<String> wrong(CompiledClass type) {
    return type.references().stream()
        .filter(to -> !mayKnow(type.packageName(), to))
        .map(to -> type.name() + " -> " + to);
  }

  /** Whether a class of package {@code from} may refer to the class named {@code to}. */
  private boolean mayKnow(String from, String to) {
    if (to.startsWith("java.")) {
      return !PURE.contains(from) || WORLD.stream().noneMatch(pattern -> matches(to, pattern));
    }
    return packageOf(to).equals(from)
        || packageOf(to).equals("org.jspecify.annotations")
        || allowed(from).stream().anyMatch(pattern -> matches(packageOf(to), pattern));
  }

  private List<String> allowed(String from) {
    for (var name = from; !name.isEmpty(); name = packageOf(name)) {
      var line = allowed.get(name);
      if (line != null) {
        return line;
      }
    }
    return List.of();
  }

  private static boolean matches(String name, String pattern) {
    if (!pattern.endsWith(".*")) {
      return name.equals(pattern);
    }
    var top = pattern.substring(0, pattern.length() - 2);
    return name.equals(top) || name.startsWith(top + ".");
  }

  /** The name up to its last dot; empty if it has none. */
  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
