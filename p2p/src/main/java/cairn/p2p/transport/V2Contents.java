package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a packet of BIP 324 has in it: a message's name, as one byte where it has a short id, else
 * as a zero and 12 bytes; then the message.
 */
final class V2Contents {
  /** The most bytes that any message takes. */
  static final int MAX_LENGTH = 1 + Commands.LENGTH + Frame.MAX_PAYLOAD;

  /** By their short ids; 0 is none, and those without a meaning yet are empty. */
  private static final List<String> COMMANDS =
      List.of(
          "",
          "addr",
          "block",
          "blocktxn",
          "cmpctblock",
          "feefilter",
          "filteradd",
          "filterclear",
          "filterload",
          "getblocks",
          "getblocktxn",
          "getdata",
          "getheaders",
          "headers",
          "inv",
          "mempool",
          "merkleblock",
          "notfound",
          "ping",
          "pong",
          "sendcmpct",
          "tx",
          "getcfilters",
          "cfilter",
          "getcfheaders",
          "cfheaders",
          "getcfcheckpt",
          "cfcheckpt",
          "addrv2",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "feature");

  private static final Map<String, Integer> SHORT_IDS = shortIds();
  private static final char LAST_IN_COMMAND = 0x7f;

  private V2Contents() {}

  static int length(Frame frame) {
    int name = SHORT_IDS.containsKey(frame.command()) ? 1 : 1 + Commands.LENGTH;
    return name + frame.payload().length();
  }

  /** Writes a frame to zeros. */
  static void write(Frame frame, byte[] target, int at) {
    var shortId = SHORT_IDS.get(frame.command());
    if (shortId != null) {
      target[at] = shortId.byteValue();
      frame.payload().copyTo(target, at + 1);
    } else {
      Commands.write(frame.command(), target, at + 1);
      frame.payload().copyTo(target, at + 1 + Commands.LENGTH);
    }
  }

  /** The frame; empty if it has no valid name. */
  static Optional<Frame> read(Bytes contents) {
    if (contents.isEmpty()) {
      return Optional.empty();
    }
    int shortId = contents.unsigned(0);
    if (shortId != 0) {
      return shortId < COMMANDS.size()
          ? Optional.of(new Frame(COMMANDS.get(shortId), contents.slice(1)))
          : Optional.empty();
    }
    if (contents.length() < 1 + Commands.LENGTH) {
      return Optional.empty();
    }
    return Commands.read(contents.slice(1, 1 + Commands.LENGTH), LAST_IN_COMMAND)
        .map(command -> new Frame(command, contents.slice(1 + Commands.LENGTH)));
  }

  private static Map<String, Integer> shortIds() {
    var ids = new HashMap<String, Integer>();
    for (int id = 1; id < COMMANDS.size(); id++) {
      if (!COMMANDS.get(id).isEmpty()) {
        ids.put(COMMANDS.get(id), id);
      }
    }
    return Map.copyOf(ids);
  }
}
