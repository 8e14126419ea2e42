package cairn.rpc.transactions;

import static cairn.primitives.Opcode.OP_RETURN;

import cairn.primitives.Amount;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads the outputs of a transaction that a caller wants made. */
final class Outputs {
  private static final String DATA = "data";

  private Outputs() {}

  /**
   * The outputs.
   *
   * @param json an array of objects with one member each, or an object with all of those: an
   *     address and an amount, or {@code data} and hex
   */
  static List<TxOut> parse(Json json, AddressFormat format) throws RpcException {
    var paid = new HashSet<Script>();
    var outputs = new ArrayList<TxOut>();
    boolean hasData = false;
    for (var member : members(json)) {
      var name = member.name();
      if (!name.equals(DATA)) {
        var output = toAddress(name, member.value(), format);
        if (!paid.add(output.scriptPubKey())) {
          throw invalid("Invalid parameter, duplicated address: " + name);
        }
        outputs.add(output);
      } else if (hasData) {
        throw invalid("Invalid parameter, duplicate key: data");
      } else {
        hasData = true;
        outputs.add(withData(member.value()));
      }
    }
    return outputs;
  }

  private static List<Json.Member> members(Json json) throws RpcException {
    if (json.isNull()) {
      throw invalid("Invalid parameter, output argument must be non-null");
    }
    if (json instanceof Json.Obj(var members)) {
      return members;
    }
    var all = new ArrayList<Json.Member>();
    for (var element : json.asArray()) {
      if (!(element instanceof Json.Obj(var members))) {
        throw invalid("Invalid parameter, key-value pair not an object as expected");
      }
      if (members.size() != 1) {
        throw invalid("Invalid parameter, key-value pair must contain exactly one key");
      }
      all.addAll(members);
    }
    return all;
  }

  private static TxOut toAddress(String text, Json amount, AddressFormat format)
      throws RpcException {
    var address = address(text, format);
    var value = Parameters.amount(amount);
    return address
        .map(valid -> new TxOut(value, valid.scriptPubKey()))
        .orElseThrow(() ->
            new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid Bitcoin address: " + text));
  }

  /** Empty if it is none: what the amount is comes first. */
  private static Optional<Address> address(String text, AddressFormat format) {
    try {
      return Optional.of(Address.parse(text, format));
    } catch (TextException e) {
      return Optional.empty();
    }
  }

  private static TxOut withData(Json value) throws RpcException {
    // A number is taken for its digits, as Core does.
    var hex = value instanceof Json.Num(var digits) ? Json.of(digits) : value;
    var data = Parameters.hex(hex, "Data");
    return new TxOut(Amount.ZERO, new ScriptBuilder().op(OP_RETURN).push(data).build());
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }
}
