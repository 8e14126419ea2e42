package cairn.node.config;

import cairn.p2p.wire.HandshakeMessage.Version;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the node calls itself (BIP 14). It says first which Bitcoin Core it does as: there are
 * programs that decide by that what they may ask for.
 */
public final class UserAgent {
  /** As in {@code pom.xml}. */
  public static final String CAIRN_VERSION = "0.1.0";

  private static final String CORE = "Satoshi:31.0.0";

  /** What would not be taken for a part of the form. */
  private static final Pattern COMMENT = Pattern.compile("[A-Za-z0-9 .,;\\-_?@]*");

  private UserAgent() {}

  static String of(List<String> comments) throws ConfigException {
    for (var comment : comments) {
      if (!COMMENT.matcher(comment).matches()) {
        throw new ConfigException(
            "User Agent comment (%s) contains unsafe characters.".formatted(comment));
      }
    }
    var behind = comments.isEmpty() ? "" : "(" + String.join("; ", comments) + ")";
    var all = "/%s/Cairn:%s%s/".formatted(CORE, CAIRN_VERSION, behind);
    if (all.length() > Version.MAX_USER_AGENT_LENGTH) {
      throw new ConfigException(
          "Total length of network version string (%d) exceeds maximum length (%d). Reduce the"
                  .formatted(all.length(), Version.MAX_USER_AGENT_LENGTH)
              + " number or size of uacomments.");
    }
    return all;
  }
}
