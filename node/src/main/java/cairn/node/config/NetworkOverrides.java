package cairn.node.config;

import cairn.genesis.Network;
import cairn.primitives.BlockHash;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Applies the options that make a network other than it is. */
final class NetworkOverrides {
  private static final Pattern HEX_NUMBER = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,64})");

  private NetworkOverrides() {}

  static Network apply(Network network, Settings settings, List<String> warnings)
      throws ConfigException {
    return expectations(network, settings);
  }

  /** What to believe of the chain before it has been seen. */
  private static Network expectations(Network network, Settings settings) throws ConfigException {
    var facts = network.facts();
    var minimumWork = settings.text("minimumchainwork");
    if (minimumWork.isPresent()) {
      var work =
          hexNumber(
              minimumWork.get(),
              "Invalid minimum work specified (%s), must be up to 64 hex digits");
      facts = facts.withMinimumChainWork(new BigInteger(work, 16));
    }
    var assumedValid = settings.text("assumevalid");
    if (assumedValid.isPresent()) {
      var hex =
          hexNumber(
              assumedValid.get(),
              "Invalid assumevalid block hash specified (%s), must be up to 64 hex digits (or 0 to"
                  + " disable)");
      var hash = BlockHash.fromDisplay("0".repeat(64 - hex.length()) + hex);
      facts = facts.withAssumedValid(hash.isZero() ? null : hash);
    }
    return network.with(facts);
  }

  private static String hexNumber(String text, String complaint) throws ConfigException {
    var matcher = HEX_NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigException(complaint.formatted(text));
    }
    return matcher.group(1);
  }
}
