package cairn.p2p.net;

import cairn.genesis.Networks;
import cairn.primitives.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The networks that everyone knows, by their magics, to tell whose nodes call here by mistake. */
public final class OtherNetworks {
  private OtherNetworks() {}

  /** Read when the first peer comes: a node that has none starts without. */
  private static final class Known {
    static final Map<Bytes, String> NAMES = read();

    private static Map<Bytes, String> read() {
      var names = new LinkedHashMap<Bytes, String>();
      for (var name : Networks.NAMES) {
        names.put(Networks.named(name).orElseThrow().peers().magic(), name);
      }
      return Collections.unmodifiableMap(names);
    }
  }

  /** What {@code -chain=} calls the network with this magic; empty if it is none of these. */
  public static Optional<String> name(Bytes magic) {
    return Optional.ofNullable(Known.NAMES.get(magic));
  }

  /** The magics of all but one of them. */
  static Set<Bytes> magicsBut(Bytes own) {
    return Known.NAMES.keySet().stream()
        .filter(magic -> !magic.equals(own))
        .collect(Collectors.toUnmodifiableSet());
  }
}
