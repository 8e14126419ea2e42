package cairn.rpc.mining;

import cairn.ledger.rules.Place;
import cairn.ledger.rules.VersionBits;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Which changes of the rules a new block may signal, and which hold in it (BIP 9). */
final class Signals {
  private final List<String> active = new ArrayList<>();
  private final Json available;
  private int required;

  Signals(Place place, VersionBits versionBits) {
    var bits = Json.object();
    for (var deployment : place.consensus().deployments()) {
      switch (versionBits.stateAfter(place.previous(), deployment)) {
        case STARTED -> bits.put(deployment.name(), deployment.bit());
        case LOCKED_IN -> {
          bits.put(deployment.name(), deployment.bit());
          required |= deployment.mask();
        }
        case ACTIVE -> active.add(deployment.name());
        case DEFINED, FAILED -> {}
      }
    }
    this.available = bits.build();
  }

  /** The names of those that hold. */
  List<String> active() {
    return active;
  }

  /** Those that count signals or are locked in, each with its bit. */
  Json available() {
    return available;
  }

  /** The bits of those that are locked in. */
  int required() {
    return required;
  }
}
