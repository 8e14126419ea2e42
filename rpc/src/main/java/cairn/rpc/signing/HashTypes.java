package cairn.rpc.signing;

import cairn.primitives.sighash.HashType;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import java.util.Map;
import java.util.Optional;

/** Hash types by their names. */
final class HashTypes {
  private static final Map<String, HashType> BY_NAME =
      Map.of(
          "DEFAULT", HashType.DEFAULT,
          "ALL", HashType.ALL,
          "NONE", HashType.NONE,
          "SINGLE", HashType.SINGLE,
          "ALL|ANYONECANPAY", HashType.ALL.withAnyoneCanPay(),
          "NONE|ANYONECANPAY", HashType.NONE.withAnyoneCanPay(),
          "SINGLE|ANYONECANPAY", HashType.SINGLE.withAnyoneCanPay());

  private static final String NAME = "sighashtype";

  private HashTypes() {}

  static Argument argument() {
    return Argument.string(
            NAME,
            "What the signatures cover: DEFAULT, ALL, NONE or SINGLE, or one of the last three with"
                + " |ANYONECANPAY.")
        .orElse(Json.of("DEFAULT for Taproot, ALL otherwise"));
  }

  /** The type that a caller names; empty if none is. */
  static Optional<HashType> parse(Call call) throws RpcException {
    if (!call.has(NAME)) {
      return Optional.empty();
    }
    var name = call.text(NAME);
    var type = BY_NAME.get(name);
    if (type == null) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "'" + name + "' is not a valid sighash parameter.");
    }
    return Optional.of(type);
  }

  /** The name of a byte; nothing for one that has none. */
  static String name(int type) {
    return BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue().bits() == (type & 0xff))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
