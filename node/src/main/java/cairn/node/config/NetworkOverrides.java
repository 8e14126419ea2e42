package cairn.node.config;

import cairn.genesis.Network;
import cairn.genesis.NetworkOptionException;
import cairn.genesis.NetworkOptions;
import cairn.primitives.BlockHash;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Applies the options that make a network other than it is. */
final class NetworkOverrides {
  private static final Pattern HEX_NUMBER = Pattern.compile("(?:0x)?([0-9a-fA-F]{0,64})");

  private NetworkOverrides() {}

  static Network apply(Network network, Settings settings, Notices notices) throws ConfigException {
    return expectations(forTests(network, settings, notices), settings);
  }

  /** The options that change a network's rules, on networks where that does no harm. */
  private static Network forTests(Network network, Settings settings, Notices notices)
      throws ConfigException {
    var heights = settings.texts("testactivationheight");
    var deployments = settings.texts("vbparams");
    if (network.name().equals("main")) {
      refuseOnMain("testactivationheight", settings);
      refuseOnMain("vbparams", settings);
    }
    try {
      var changed = NetworkOptions.testActivationHeights(network, heights);
      changed = NetworkOptions.versionBits(changed, deployments);
      if (network.name().equals("signet")) {
        changed = NetworkOptions.signetChallenge(changed, settings.texts("signetchallenge"));
        changed = NetworkOptions.signetSeedNodes(changed, settings.texts("signetseednode"));
        notices.info("Signet derived magic (message start): " + changed.peers().magic().toHex());
      }
      if (network.name().equals("regtest") && settings.flag("fastprune", false)) {
        changed = NetworkOptions.fastPrune(changed);
      }
      return withTestOptions(changed, settings.texts("test"), notices);
    } catch (NetworkOptionException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static void refuseOnMain(String option, Settings settings) throws ConfigException {
    if (settings.isSet(option)) {
      throw new ConfigException("The -" + option + " option may not be used on mainnet.");
    }
  }

  private static Network withTestOptions(Network network, List<String> options, Notices notices)
      throws ConfigException {
    if (!options.isEmpty() && !network.name().equals("regtest")) {
      throw new ConfigException("-test=<option> can only be used with regtest");
    }
    var changed = network;
    for (var option : options) {
      switch (option) {
        case "bip94" -> changed = NetworkOptions.bip94(changed);
        case "addrman", "reindex_after_failure_noninteractive_yes" -> {
          // Core's; they change nothing here
        }
        default ->
            notices.alert(
                "Unrecognised option \"%s\" provided in -test=<option>.".formatted(option));
      }
    }
    return changed;
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
      facts = facts.withMinimumChainWork(new BigInteger("0" + work, 16));
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
