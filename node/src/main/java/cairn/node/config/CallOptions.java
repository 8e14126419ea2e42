package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import java.util.ArrayList;
import java.util.List;

/** The options that are about whom the node calls, and who tells it of others. */
final class CallOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "addnode",
              "=<address>[:port]",
              CONNECTION,
              "Keep a connection to this node. There are 8 such connections at a time, besides"
                  + " those that -maxconnections counts; may be repeated",
              NETWORK_ONLY),
          Option.of(
              "connect",
              "=<address>[:port]",
              CONNECTION,
              "Connect to this node and to no others, but for those of -addnode; -noconnect"
                  + " connects to none; may be repeated",
              NETWORK_ONLY),
          Option.of(
              "dnsseed",
              "",
              CONNECTION,
              "Ask the DNS seeds of the network for addresses of nodes when there are few (default:"
                  + " 1, but 0 with -connect or -maxconnections=0)"),
          Option.of(
              "fixedseeds",
              "",
              CONNECTION,
              "Use the addresses that this program has with it when DNS seeds have brought no peers"
                  + " (default: 1)"),
          Option.of(
              "forcednsseed",
              "",
              CONNECTION,
              "Ask the DNS seeds even if there are addresses enough (default: 0)"),
          Option.of(
              "networkactive",
              "",
              CONNECTION,
              "Whether to speak with other nodes at all; setnetworkactive changes that later"
                  + " (default: 1)"),
          Option.of(
              "seednode",
              "=<address>[:port]",
              CONNECTION,
              "Ask this node for addresses of others, and part with it. It is asked before the DNS"
                  + " seeds; may be repeated"));

  private final Settings settings;
  private final Implications implications;
  private final Notices notices;

  CallOptions(Settings settings, Implications implications, Notices notices) {
    this.settings = settings;
    this.implications = implications;
    this.notices = notices;
  }

  void refuseContradictions() throws ConfigException {
    if (settings.flag("forcednsseed", false) && !implications.asksDnsSeeds()) {
      throw new ConfigException("Cannot set -forcednsseed to true when setting -dnsseed to false.");
    }
  }

  Calls calls() {
    var connect = settings.texts("connect");
    boolean automatic = connect.isEmpty() && !settings.isNegated("connect");
    var only = connect.equals(List.of("0")) ? List.<String>of() : connect;
    if (!automatic) {
      tellOfIdleSeeds(!only.isEmpty());
    }
    return new Calls(automatic, only, added());
  }

  private void tellOfIdleSeeds(boolean callsSome) {
    if (callsSome && !settings.texts("seednode").isEmpty()) {
      notices.info("-seednode is ignored when -connect is used");
    }
    if (settings.flag("dnsseed", false) && settings.isSet("proxy")) {
      notices.info("-dnsseed is ignored when -connect is used and -proxy is specified");
    }
  }

  private List<String> added() {
    var added = new ArrayList<String>();
    for (var text : settings.texts("addnode")) {
      if (text.isBlank()) {
        notices.warning("Ignoring empty -addnode value");
      } else {
        added.add(text);
      }
    }
    return added;
  }

  Seeds seeds() {
    return new Seeds(
        settings.texts("seednode"),
        implications.asksDnsSeeds(),
        settings.flag("forcednsseed", false),
        settings.flag("fixedseeds", true));
  }

  boolean networkActive() {
    return settings.flag("networkactive", true);
  }
}
