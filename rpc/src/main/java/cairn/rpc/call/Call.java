package cairn.rpc.call;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument.Presence;
import cairn.rpc.spec.MethodSpec;
import java.util.List;

/**
 * A call of a method: the arguments, by the names of the description. One thread's.
 *
 * <p>A getter gives what was passed or else the argument's default, and fails in Core's words where
 * that is of another type or form than asked for.
 */
public final class Call {
  private final MethodSpec spec;
  private final List<Json> passed;
  private final Turn turn;

  public Call(MethodSpec spec, List<Json> passed, Turn turn) {
    this.spec = spec;
    this.passed = passed;
    this.turn = turn;
  }

  /** All that was passed, by place. */
  public List<Json> passed() {
    return passed;
  }

  /** The right to work, to be given back while the method only waits. */
  public Turn turn() {
    return turn;
  }

  /** Whether something other than null was passed. */
  public boolean has(String argument) {
    return !passed(argument).isNull();
  }

  /** The argument, or its default, or null. */
  public Json json(String argument) {
    var value = passed(argument);
    var presence = spec.arguments().get(spec.indexOf(argument)).presence();
    return value.isNull() && presence instanceof Presence.Default(var otherwise)
        ? otherwise
        : value;
  }

  private Json passed(String argument) {
    int place = spec.indexOf(argument);
    return place < passed.size() ? passed.get(place) : NULL;
  }

  public String text(String argument) {
    return json(argument).asString();
  }

  public boolean flag(String argument) {
    return json(argument).asBoolean();
  }

  public int integer(String argument) {
    return json(argument).asInt();
  }

  public long number(String argument) {
    return json(argument).asLong();
  }

  public double real(String argument) {
    return json(argument).asDouble();
  }

  /** An amount that is a number of bitcoin, or a string that is one. */
  public Amount amount(String argument) throws RpcException {
    return Parameters.amount(json(argument));
  }

  /** The transaction id that the argument is, as people write it. */
  public Txid txid(String argument) throws RpcException {
    return Parameters.txid(json(argument), argument);
  }

  /** As {@link #blockHash(String, String)}. */
  public BlockHash blockHash(String argument) throws RpcException {
    return blockHash(argument, argument);
  }

  /**
   * The hash that the argument is, as people write it.
   *
   * @param label what a complaint calls it
   */
  public BlockHash blockHash(String argument, String label) throws RpcException {
    return Parameters.blockHash(json(argument), label);
  }

  /**
   * The bytes that the argument is in hex.
   *
   * @throws RpcException if it is anything else, with the given code and message
   */
  public Bytes hex(String argument, ErrorCode code, String message) throws RpcException {
    try {
      return Bytes.fromHex(text(argument));
    } catch (IllegalArgumentException e) {
      throw new RpcException(code, message);
    }
  }
}
