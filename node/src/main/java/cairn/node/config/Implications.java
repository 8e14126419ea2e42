package cairn.node.config;

import cairn.p2p.wire.NetworkType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What some options say about others that were not given, as Core's {@code
 * InitParameterInteraction}. Of several that say something, the first counts.
 */
final class Implications {
  static final int DEFAULT_MAX_CONNECTIONS = 200;

  private final Settings settings;
  private final Notices notices;
  private final Map<String, Boolean> implied = new HashMap<>();

  /** Draws them all, and tells of each. */
  Implications(Settings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
    ofBinds();
    ofCallingFew();
    ofProxy();
    ofNotListening();
    ofExternalAddress();
    ofWhitelists();
    ofNetworks();
  }

  /** What an option comes to, one of those that others may say something about. */
  boolean flag(String name, boolean otherwise) {
    return settings.flag(name, implied.getOrDefault(name, otherwise));
  }

  boolean listens() {
    return flag("listen", true);
  }

  boolean asksDnsSeeds() {
    return flag("dnsseed", true);
  }

  /** Whoever names an address wants it to be used. */
  private void ofBinds() {
    for (var name : List.of("bind", "whitebind")) {
      if (!settings.texts(name).isEmpty()) {
        imply("-" + name + " set", "listen", true);
      }
    }
  }

  /** Whoever trusts some nodes alone does not ask around for others. */
  private void ofCallingFew() {
    boolean few =
        !settings.texts("connect").isEmpty()
            || settings.isNegated("connect")
            || settings.number("maxconnections", DEFAULT_MAX_CONNECTIONS) <= 0;
    if (few) {
      imply("-connect or -maxconnections=0 set", "dnsseed", false);
      imply("-connect or -maxconnections=0 set", "listen", false);
    }
  }

  /** Whoever hides does not tell where he is. */
  private void ofProxy() {
    var proxy = settings.text("proxy").orElse("");
    if (!proxy.isEmpty() && !proxy.equals("0")) {
      imply("-proxy set", "listen", false);
      imply("-proxy set", "discover", false);
    }
  }

  private void ofNotListening() {
    if (!listens()) {
      imply("-listen=0", "discover", false);
    }
  }

  private void ofExternalAddress() {
    if (!settings.texts("externalip").isEmpty()) {
      imply("-externalip set", "discover", false);
    }
  }

  private void ofWhitelists() {
    if (settings.flag("blocksonly", false)) {
      imply("-blocksonly=1", "whitelistrelay", false);
    }
    if (settings.flag("whitelistforcerelay", false)) {
      imply("-whitelistforcerelay=1", "whitelistrelay", true);
    }
  }

  /** DNS seeds are asked over IPv4 or IPv6, and know of such nodes. */
  private void ofNetworks() {
    var only = settings.texts("onlynet");
    boolean excluded =
        only.stream()
            .map(NetworkType::parse)
            .flatMap(Optional::stream)
            .noneMatch(network -> network == NetworkType.IPV4 || network == NetworkType.IPV6);
    if (!only.isEmpty() && excluded) {
      imply("-onlynet excludes IPv4 and IPv6", "dnsseed", false);
    }
  }

  private void imply(String because, String name, boolean value) {
    if (!settings.isSet(name) && implied.putIfAbsent(name, value) == null) {
      notices.info(
          "parameter interaction: %s -> setting -%s=%d".formatted(because, name, value ? 1 : 0));
    }
  }
}
