package cairn.rpc.rest;

import cairn.primitives.Bytes;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a request is answered with, all being well. */
record Answer(Content content, Caching caching) {
  /** The same things in the formats that there are. */
  sealed interface Content {
    record Binary(Bytes bytes) implements Content {}

    /** Bytes to be written in hex. */
    record Hex(Bytes bytes) implements Content {}

    /** ASCII text of a line. */
    record Line(String text) implements Content {}

    record Tree(Json json) implements Content {}
  }

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Something that is serialized in two formats, and a tree in the third. */
  static Answer of(Format format, Caching caching, Supplier<Bytes> bytes, Supplier<Json> json)
      throws RestException {
    return new Answer(
        switch (format) {
          case BINARY -> new Content.Binary(bytes.get());
          case HEX -> new Content.Hex(bytes.get());
          case JSON -> new Content.Tree(json.get());
          case UNKNOWN -> throw RestException.unknownFormat();
        },
        caching);
  }

  static Answer json(Json json, Caching caching) {
    return new Answer(new Content.Tree(json), caching);
  }

  /**
   * Writes it down.
   *
   * @throws AnswerMemory.NoRoomException if there is too little
   */
  HttpResponse response(AnswerMemory memory) {
    return switch (content) {
      case Content.Binary(var bytes) -> {
        memory.need(bytes.length());
        yield response("application/octet-stream", bytes);
      }
      case Content.Hex(var bytes) -> {
        memory.need(Math.multiplyExact(bytes.length(), 3));
        yield response("text/plain", hexLine(bytes));
      }
      case Content.Line(var text) -> response("text/plain", Latin1.bytes(text + "\n"));
      case Content.Tree(var json) -> {
        var writer = new JsonWriter(0, memory::need);
        writer.write(json);
        writer.append("\n");
        yield response("application/json", writer.finish());
      }
    };
  }

  private HttpResponse response(String type, Bytes body) {
    return response(type, List.of(body));
  }

  private HttpResponse response(String type, List<Bytes> body) {
    var fields = Map.of("Cache-Control", caching.text(), "Content-Type", type);
    return new HttpResponse(HttpStatus.OK, fields, body);
  }

  private static Bytes hexLine(Bytes bytes) {
    byte[] line = new byte[2 * bytes.length() + 1];
    for (int i = 0; i < bytes.length(); i++) {
      int value = bytes.unsigned(i);
      line[2 * i] = DIGITS[value >> 4];
      line[2 * i + 1] = DIGITS[value & 15];
    }
    line[line.length - 1] = '\n';
    return Bytes.wrap(line);
  }
}
