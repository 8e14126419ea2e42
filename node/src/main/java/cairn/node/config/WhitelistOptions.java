package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Category.NODE_RELAY;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.permissions.PermissionException;
import cairn.p2p.permissions.Whitelist;
import cairn.p2p.permissions.WhitelistEntry;
import java.util.ArrayList;
import java.util.List;

/** The options that are about who may do what others may not. */
final class WhitelistOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "whitelist",
              "=[permissions@]<network>",
              CONNECTION,
              "Give peers at these addresses permissions: bloom (may ask by Bloom filters), noban"
                  + " (is not punished, and is served whatever -maxuploadtarget says), forcerelay"
                  + " (its transactions are relayed even if they are known), relay (its"
                  + " transactions are taken in spite of -blocksonly), mempool (may ask for the"
                  + " pool), download (is served whatever -maxuploadtarget says), addr (may ask for"
                  + " all addresses); or all; with commas between them. in and out among them say"
                  + " who has to have called: the peer, as if nothing is said, or this node"
                  + " (default: noban,mempool,relay); may be repeated"),
          Option.of(
              "whitelistforcerelay",
              "",
              NODE_RELAY,
              "Whether forcerelay is one of the default permissions (default: 0)"),
          Option.of(
              "whitelistrelay",
              "",
              NODE_RELAY,
              "Whether relay is one of the default permissions (default: 1, but 0 with"
                  + " -blocksonly)"));

  private WhitelistOptions() {}

  static Whitelist read(Settings settings, Implications implications, AddressParser addresses)
      throws ConfigException {
    var entries = new ArrayList<WhitelistEntry>();
    for (var text : settings.texts("whitelist")) {
      try {
        entries.add(WhitelistEntry.parse(text, addresses));
      } catch (PermissionException e) {
        throw new ConfigException(String.valueOf(e.getMessage()));
      }
    }
    return new Whitelist(
        entries,
        implications.flag("whitelistrelay", true),
        settings.flag("whitelistforcerelay", false));
  }
}
