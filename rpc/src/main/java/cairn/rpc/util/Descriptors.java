package cairn.rpc.util;

import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorException;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads descriptors that callers pass, and complains of others in Core's words. */
public final class Descriptors {
  /** How many scripts a range may mean at most. */
  private static final int MAX_RANGE = 1_000_000;

  private static final Range DEFAULT = new Range(0, 1000);

  private Descriptors() {}

  /** Indices, the last one included. */
  public record Range(int first, int last) {}

  /** What callers look for: scripts, and all that is known of them. */
  public record Sought(List<Script> scripts, SigningProvider provider) {
    public Sought {
      scripts = List.copyOf(scripts);
    }
  }

  /** Reads a descriptor, with or without a checksum. */
  public static Descriptor.Parsed parse(String text, AddressFormat format) throws RpcException {
    try {
      return Descriptor.parse(text, format);
    } catch (DescriptorException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, e.text());
    }
  }

  /** Reads a descriptor that must have a checksum. */
  static Descriptor.Parsed parseChecked(String text, AddressFormat format) throws RpcException {
    try {
      return Descriptor.parseChecked(text, format);
    } catch (DescriptorException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, e.text());
    }
  }

  /** A range, which is the last index or both (Core's ParseDescriptorRange). */
  public static Range range(Json json) throws RpcException {
    long first = 0;
    long last;
    if (json instanceof Json.Num) {
      last = json.asLong();
    } else if (json instanceof Json.Arr(var both)
        && both.size() == 2
        && both.getFirst() instanceof Json.Num
        && both.get(1) instanceof Json.Num) {
      first = both.getFirst().asLong();
      last = both.get(1).asLong();
      if (first > last) {
        throw invalid("Range specified as [begin,end] must not have begin after end");
      }
    } else {
      throw invalid("Range must be specified as end or as [begin,end]");
    }
    if (first < 0) {
      throw invalid("Range should be greater or equal than 0");
    }
    if (last < 0 || last > Integer.MAX_VALUE) {
      throw invalid("End of range is too high");
    }
    if (last >= first + MAX_RANGE) {
      throw invalid("Range is too large");
    }
    return new Range((int) first, (int) last);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }

  /**
   * The scripts of a descriptor, or of an object with a descriptor and a range (Core's
   * EvalDescriptorStringOrObject).
   *
   * @param secrets whether the provider is to know the secret keys, too
   */
  public static Sought sought(Json json, AddressFormat format, boolean secrets)
      throws RpcException {
    var text =
        switch (json) {
          case Json.Str(var string) -> string;
          case Json.Obj members when members.has("desc") && !members.find("desc").isNull() ->
              members.find("desc").asString();
          case Json.Obj _ -> throw invalid("Descriptor needs to be provided in scan object");
          default -> throw invalid("Scan object needs to be either a string or an object");
        };
    var range = DEFAULT;
    if (json instanceof Json.Obj members && members.has("range")) {
      range = members.find("range").isNull() ? DEFAULT : range(members.find("range"));
    }
    var parsed = parse(text, format);
    if (!parsed.descriptors().getFirst().isRange()) {
      range = new Range(0, 0);
    }
    var scripts = new ArrayList<Script>();
    var provider = new SigningProvider().addAll(parsed.secrets());
    for (long i = range.first; i <= range.last; i++) {
      for (var descriptor : parsed.descriptors()) {
        var expanded = descriptor.expand((int) i, parsed.secrets());
        if (expanded.isEmpty()) {
          throw new RpcException(
              ErrorCode.INVALID_ADDRESS_OR_KEY,
              "Cannot derive script without private keys: '" + text + "'");
        }
        provider.addAll(expanded.get().provider());
        scripts.addAll(expanded.get().scripts());
        if (secrets) {
          descriptor.expandPrivate((int) i, parsed.secrets(), provider);
        }
      }
    }
    return new Sought(scripts, provider);
  }

  /** The script that coins are to be paid to, of a descriptor that means one. */
  public static Script payee(String text, AddressFormat format) throws RpcException {
    var parsed = parse(text, format);
    if (parsed.descriptors().size() > 1) {
      throw invalid("Multipath descriptor not accepted");
    }
    var descriptor = parsed.descriptors().getFirst();
    if (descriptor.isRange()) {
      throw invalid("Ranged descriptor not accepted. Maybe pass through deriveaddresses first?");
    }
    var expanded = descriptor.expand(0, parsed.secrets());
    if (expanded.isEmpty()) {
      throw new RpcException(
          ErrorCode.INVALID_ADDRESS_OR_KEY, "Cannot derive script without private keys");
    }
    var scripts = expanded.get().scripts();
    return switch (scripts.size()) {
      case 0 ->
          throw new RpcException(ErrorCode.MISC_ERROR, "Descriptor does not have any scripts");
      case 1 -> scripts.getFirst();
      // combo(): P2WPKH if its key is compressed, else P2PKH.
      case 4 -> scripts.get(2);
      default -> scripts.get(1);
    };
  }
}
