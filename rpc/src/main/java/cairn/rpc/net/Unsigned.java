package cairn.rpc.net;

import cairn.p2p.wire.ServiceFlags;
import cairn.rpc.json.Json;

/** Numbers without a sign. */
final class Unsigned {
  private Unsigned() {}

  /** The 64 bits of the services as one number. */
  static Json json(ServiceFlags services) {
    return new Json.Num(Long.toUnsignedString(services.bits()));
  }
}
