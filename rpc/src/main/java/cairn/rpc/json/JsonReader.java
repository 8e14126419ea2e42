package cairn.rpc.json;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.primitives.Bytes;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text. Thread-safe. */
public final class JsonReader {
  /** So many arrays and objects may be in each other. */
  public static final int MAX_DEPTH = 512;

  /** Longer than any request may be: its length is what bounds a string, a name or a number. */
  private static final int MAX_LENGTH = 1 << 27;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_LENGTH)
                  .maxNameLength(MAX_LENGTH)
                  .maxNumberLength(MAX_LENGTH)
                  .build())
          // Would keep every name that was ever sent, however long.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  private JsonReader() {}

  /**
   * The one value that {@code text} is, in UTF-8.
   *
   * @throws MalformedJsonException if it is anything else
   */
  public static Json read(Bytes text) throws MalformedJsonException {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), characters(text))) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("there is no value");
      }
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("something follows the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJsonException(String.valueOf(e.getOriginalMessage()));
    }
  }

  /** Fails where the bytes are no UTF-8, instead of putting something in their place. */
  private static Reader characters(Bytes text) {
    var in = new ByteArrayInputStream(text.backingArray(), text.backingOffset(), text.length());
    return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
  }

  /** As {@link #read(Bytes)}. */
  public static Json read(String text) throws MalformedJsonException {
    return read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Json value(JsonParser parser) throws MalformedJsonException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(text(parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> NULL;
      default -> throw new IllegalStateException("unexpected " + parser.currentToken());
    };
  }

  /** A string, if it is one: an escape may stand for half a character. */
  private static String text(String string) throws MalformedJsonException {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(string.codePointAt(i))) {
          throw new MalformedJsonException("a surrogate stands alone");
        }
        i++;
      }
    }
    return string;
  }

  private static Json object(JsonParser parser) throws MalformedJsonException {
    var members = new ArrayList<Json.Member>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = text(parser.currentName());
      parser.nextToken();
      members.add(new Json.Member(name, value(parser)));
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws MalformedJsonException {
    var elements = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json.Arr(elements);
  }
}
