package cairn.genesis;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The options of the node that adjust a network. Each method takes an option's values in the order
 * in which they were given, and where there are none it returns the network as it is.
 *
 * <p>What is wrong with a value is said in Core's words, which scripts look for.
 */
public final class NetworkOptions {
  private static final Pattern WHITE_SPACE = Pattern.compile("[ \\f\\n\\r\\t\\x0b]+");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

  private NetworkOptions() {}

  /**
   * Applies {@code -testactivationheight=name@height}, with a name of segwit, bip34, dersig, cltv
   * or csv.
   */
  public static Network testActivationHeights(Network network, List<String> values)
      throws NetworkOptionException {
    var buried = network.consensus().buried();
    for (var value : values) {
      int at = value.indexOf('@');
      if (at < 0) {
        throw activationFailure("format", value);
      }
      var height = integer(value.substring(at + 1));
      if (height.isEmpty() || height.getAsLong() < 0 || height.getAsLong() >= Integer.MAX_VALUE) {
        throw activationFailure("height value", value);
      }
      var deployment = BuriedDeployment.ofOption(value.substring(0, at));
      if (deployment.isEmpty()) {
        throw activationFailure("name", value);
      }
      buried = buried.with(deployment.get(), (int) height.getAsLong());
    }
    return network.with(network.consensus().with(buried));
  }

  private static NetworkOptionException activationFailure(String what, String value) {
    return new NetworkOptionException(
        "Invalid %s (%s) for -testactivationheight=name@height.".formatted(what, value));
  }

  /** Applies {@code -vbparams=deployment:start:end[:min_activation_height]} (BIP 9). */
  public static Network versionBits(Network network, List<String> values)
      throws NetworkOptionException {
    var deployments = new ArrayList<>(network.consensus().deployments());
    for (var value : values) {
      var parts = value.split(":", -1);
      if (parts.length < 3 || parts.length > 4) {
        throw new NetworkOptionException(
            "Version bits parameters malformed, expecting"
                + " deployment:start:end[:min_activation_height]");
      }
      long startTime = integer("nStartTime", parts[1]);
      long timeout = integer("nTimeout", parts[2]);
      // Core too keeps the low 32 bits of it.
      int minHeight = parts.length < 4 ? 0 : (int) integer("min_activation_height", parts[3]);
      if (deployments.stream().noneMatch(deployment -> deployment.name().equals(parts[0]))) {
        throw new NetworkOptionException("Invalid deployment (" + parts[0] + ")");
      }
      deployments.replaceAll(deployment ->
          deployment.name().equals(parts[0])
              ? deployment.with(startTime, timeout, minHeight)
              : deployment);
    }
    return network.with(network.consensus().with(deployments));
  }

  /**
   * Applies {@code -signetchallenge=HEX}: a signet of one's own (BIP 325), with a magic that comes
   * of the challenge. Nothing is known of its chain, and it has no seeds.
   */
  public static Network signetChallenge(Network signet, List<String> values)
      throws NetworkOptionException {
    if (values.isEmpty()) {
      return signet;
    }
    if (values.size() > 1) {
      throw new NetworkOptionException("-signetchallenge cannot be multiple values.");
    }
    var challenge = hex(values.getFirst());
    var sized = new ByteWriter().sizedBytes(challenge).toBytes();
    var magic = Sha256.doubleHash(sized).slice(0, PeerParameters.MAGIC_LENGTH);
    var peers = signet.peers();
    return signet
        .with(signet.consensus().with(new Script(challenge)))
        .with(
            new PeerParameters(
                magic, peers.port(), peers.onionPort(), List.of(), List.of(), peers.headersSync()))
        .with(ChainFacts.NONE.with(signet.facts().snapshots()));
  }

  /** Applies {@code -signetseednode=HOST[:PORT]}: these, and no other DNS seeds. */
  public static Network signetSeedNodes(Network signet, List<String> values) {
    return values.isEmpty() ? signet : signet.with(signet.peers().with(values));
  }

  /** Applies {@code -fastprune}: blocks may be pruned from height 100 on. */
  public static Network fastPrune(Network network) {
    var defaults = network.defaults();
    return network.with(
        new NodeDefaults(defaults.consistencyChecks(), defaults.mockableTime(), 100));
  }

  /** Applies {@code -test=bip94}: the rules of BIP 94 hold. */
  public static Network bip94(Network network) {
    var consensus = network.consensus();
    return network.with(consensus.with(consensus.proofOfWork().withBip94()));
  }

  /** Hex digits, with white space anywhere but between the two digits of a byte. */
  private static Bytes hex(String text) throws NetworkOptionException {
    var out = new ByteWriter();
    try {
      for (var digits : WHITE_SPACE.split(text, -1)) {
        out.bytes(Bytes.fromHex(digits));
      }
    } catch (IllegalArgumentException e) {
      throw new NetworkOptionException("-signetchallenge must be hex, not '" + text + "'.");
    }
    return out.toBytes();
  }

  private static long integer(String name, String text) throws NetworkOptionException {
    return integer(text)
        .orElseThrow(() -> new NetworkOptionException("Invalid " + name + " (" + text + ")"));
  }

  /** A 64-bit number: digits, with a minus sign before them at most. */
  private static OptionalLong integer(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // more than 64 bits
    }
  }
}
