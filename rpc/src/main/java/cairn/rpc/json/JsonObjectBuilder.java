package cairn.rpc.json;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.FeeRate;
import cairn.primitives.Hash256;
import java.util.ArrayList;
import java.util.List;

/** Puts an object together, member by member. Not thread-safe. */
public final class JsonObjectBuilder {
  private final List<Json.Member> members = new ArrayList<>();

  JsonObjectBuilder() {}

  public JsonObjectBuilder put(String name, Json value) {
    members.add(new Json.Member(name, value));
    return this;
  }

  public JsonObjectBuilder put(String name, String value) {
    return put(name, Json.of(value));
  }

  public JsonObjectBuilder put(String name, boolean value) {
    return put(name, Json.of(value));
  }

  public JsonObjectBuilder put(String name, long value) {
    return put(name, Json.of(value));
  }

  public JsonObjectBuilder put(String name, double value) {
    return put(name, Json.of(value));
  }

  public JsonObjectBuilder put(String name, Amount value) {
    return put(name, Json.of(value));
  }

  /** In bitcoin for 1,000 virtual bytes. */
  public JsonObjectBuilder put(String name, FeeRate value) {
    return put(name, new Amount(value.satsPerKilobyte()));
  }

  /** As people write it, last byte first. */
  public JsonObjectBuilder put(String name, Hash256 value) {
    return put(name, Json.of(value));
  }

  /** As hex. */
  public JsonObjectBuilder put(String name, Bytes value) {
    return put(name, Json.of(value));
  }

  /** Adds all members of another object. */
  public JsonObjectBuilder putAll(Json.Obj other) {
    members.addAll(other.members());
    return this;
  }

  public Json.Obj build() {
    return new Json.Obj(List.copyOf(members));
  }
}
