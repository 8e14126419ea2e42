package cairn.rpc.call;

import cairn.rpc.json.Json;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Checks what is in an object that was passed, and complains in Core's words. */
public final class Members {
  private Members() {}

  /** These are there, and of these types. */
  public static void require(Json.Obj object, Map<String, Json.Type> types) throws RpcException {
    for (var entry : new TreeMap<>(types).entrySet()) {
      var value = object.find(entry.getKey());
      if (value.isNull()) {
        throw wrong("Missing " + entry.getKey());
      }
      check(entry.getKey(), value, entry.getValue());
    }
  }

  /** Those of these that are there are of these types. */
  public static void allow(Json.Obj object, Map<String, Json.Type> types) throws RpcException {
    for (var entry : new TreeMap<>(types).entrySet()) {
      var value = object.find(entry.getKey());
      if (!value.isNull()) {
        check(entry.getKey(), value, entry.getValue());
      }
    }
  }

  /** There are no others. */
  public static void only(Json.Obj object, Collection<String> names) throws RpcException {
    for (var member : object.members()) {
      if (!names.contains(member.name())) {
        throw wrong("Unexpected key " + member.name());
      }
    }
  }

  private static void check(String name, Json value, Json.Type expected) throws RpcException {
    if (value.type() != expected) {
      throw wrong(
          "JSON value of type %s for field %s is not of expected type %s"
              .formatted(value.type(), name, expected));
    }
  }

  private static RpcException wrong(String message) {
    return new RpcException(ErrorCode.TYPE_ERROR, message);
  }
}
