package cairn.rpc.rest;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import cairn.rpc.call.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Which outputs are asked for: by the path, or in binary or hex by the body.
 *
 * @param withMempool whether what transactions in the mempool make and spend counts
 */
record OutPointQuery(boolean withMempool, List<OutPoint> outPoints) {
  private static final int MAX_OUTPOINTS = 15;
  private static final long MAX_INDEX = 0xffffffffL;

  static OutPointQuery of(RestRequest request) throws RestException {
    var parameter = request.parameter();
    var body = request.body();
    boolean hasPath = parameter.length() > 1;
    if (!hasPath && body.isEmpty()) {
      throw empty();
    }
    var query = hasPath ? ofPath(parameter.substring(1)) : new OutPointQuery(false, List.of());
    query =
        switch (request.format()) {
          case BINARY -> ofBody(body, query);
          case HEX -> ofBody(fromHex(Latin1.text(body)), query);
          case JSON -> {
            if (!hasPath) {
              throw empty();
            }
            yield query;
          }
          case UNKNOWN -> throw RestException.unknownFormat();
        };
    int count = query.outPoints.size();
    if (count > MAX_OUTPOINTS) {
      throw RestException.badRequest(
          "Error: max outpoints exceeded (max: %d, tried: %d)".formatted(MAX_OUTPOINTS, count));
    }
    return query;
  }

  private static OutPointQuery ofPath(String path) throws RestException {
    var parts = List.of(path.split("/", -1));
    boolean withMempool = parts.getFirst().equals("checkmempool");
    var outPoints = new ArrayList<OutPoint>();
    for (var part : parts.subList(withMempool ? 1 : 0, parts.size())) {
      outPoints.add(outPoint(part.split("-", -1)));
    }
    if (outPoints.isEmpty()) {
      throw empty();
    }
    return new OutPointQuery(withMempool, outPoints);
  }

  private static OutPoint outPoint(String... parts) throws RestException {
    if (parts.length == 2 && Parameters.isHash(parts[0])) {
      long index = Values.unsigned64(parts[1]).orElse(-1);
      if (index >= 0 && index <= MAX_INDEX) {
        return new OutPoint(Txid.fromDisplay(parts[0]), index);
      }
    }
    throw unreadable();
  }

  /**
   * Reads a body as Core does, which is not as BIP 64 has it: Core puts the body's length before
   * it, and then takes the first byte of that for the flag which the body was to begin with.
   */
  private static OutPointQuery ofBody(Bytes body, OutPointQuery ofPath) throws RestException {
    if (body.isEmpty()) {
      return ofPath;
    }
    if (!ofPath.outPoints.isEmpty()) {
      throw RestException.badRequest(
          "Combination of URI scheme inputs and raw post data is not allowed");
    }
    try {
      var in = new ByteReader(new ByteWriter().sizedBytes(body).toBytes());
      boolean withMempool = in.uint8() != 0;
      int count = in.count(OutPoint.LENGTH);
      var outPoints = new ArrayList<OutPoint>();
      for (int i = 0; i < count; i++) {
        outPoints.add(new OutPoint(Txid.read(in), in.uint32()));
      }
      return new OutPointQuery(withMempool, outPoints);
    } catch (DecodeException e) {
      throw unreadable();
    }
  }

  /** Nothing where it is not hex, as Core has it. */
  private static Bytes fromHex(String text) {
    var digits = text.replaceAll("[ \\t\\n\\x0B\\f\\r]", "");
    try {
      return Bytes.fromHex(digits);
    } catch (IllegalArgumentException e) {
      return Bytes.EMPTY;
    }
  }

  private static RestException empty() {
    return RestException.badRequest("Error: empty request");
  }

  private static RestException unreadable() {
    return RestException.badRequest("Parse error");
  }
}
