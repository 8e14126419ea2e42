package cairn.rpc.json;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A JSON value.
 *
 * <p>The getters throw a {@link JsonAccessException} in Core's words where the value is of another
 * type. Its {@code toString} is JSON, in one line.
 */
public sealed interface Json {
  /** What a value can be, under the names that messages give it. */
  enum Type {
    NULL("null"),
    BOOL("bool"),
    OBJECT("object"),
    ARRAY("array"),
    STRING("string"),
    NUMBER("number");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** What is not there. */
  enum Null implements Json {
    NULL;

    @Override
    public Type type() {
      return Type.NULL;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  record Bool(boolean value) implements Json {
    @Override
    public Type type() {
      return Type.BOOL;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * A number.
   *
   * @param text as JSON writes it
   */
  record Num(String text) implements Json {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  record Str(String text) implements Json {
    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * A string of hex digits, two for each of these bytes, of which no text is made until asked for.
   */
  record Hex(Bytes bytes) implements Json {
    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * An array.
   *
   * @param elements not copied: it may be a view that makes each element when it is written, so
   *     that a long list is never in memory as a whole
   */
  record Arr(List<Json> elements) implements Json {
    public static final Arr EMPTY = new Arr(List.of());

    @Override
    public Type type() {
      return Type.ARRAY;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * An object. Of several members with one name, the first is found.
   *
   * @param members not copied, as the elements of an array are not
   */
  record Obj(List<Member> members) implements Json {
    @Override
    public Type type() {
      return Type.OBJECT;
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }

    /** The value of that name, or null. */
    public Json find(String name) {
      for (var member : members) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
      return Null.NULL;
    }

    /** Whether there is a value of that name, be it null. */
    public boolean has(String name) {
      return members.stream().anyMatch(member -> member.name().equals(name));
    }
  }

  /** What an object consists of. */
  record Member(String name, Json value) {}

  Type type();

  default boolean isNull() {
    return this instanceof Null;
  }

  static Json of(String text) {
    return new Str(text);
  }

  /** As hex. */
  static Json of(Bytes bytes) {
    return new Hex(bytes);
  }

  /** As people write it, last byte first. */
  static Json of(Hash256 hash) {
    return new Hex(hash.lastFirst());
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Json of(long number) {
    return new Num(Long.toString(number));
  }

  /**
   * With at most 16 digits, as Core prints such numbers.
   *
   * @throws IllegalArgumentException if it is infinite or none
   */
  static Json of(double number) {
    return new Num(Doubles.text(number));
  }

  /** In bitcoin, with all eight decimals. */
  static Json of(Amount amount) {
    return new Num(amount.toString());
  }

  static Arr array(Json... elements) {
    return new Arr(List.of(elements));
  }

  /** An array of so many elements, each of which is made when it is written, and then forgotten. */
  static Arr array(int size, IntFunction<Json> element) {
    return new Arr(new ViewedList<>(size, element));
  }

  /** An object of so many members, each of which is made when it is written, and then forgotten. */
  static Obj object(int size, IntFunction<Member> member) {
    return new Obj(new ViewedList<>(size, member));
  }

  /** An array of strings. */
  static Arr strings(List<String> texts) {
    return new Arr(texts.stream().map(Json::of).toList());
  }

  static JsonObjectBuilder object() {
    return new JsonObjectBuilder();
  }

  default boolean asBoolean() {
    if (this instanceof Bool(var value)) {
      return value;
    }
    throw wrongType(Type.BOOL);
  }

  default String asString() {
    return switch (this) {
      case Str(var text) -> text;
      case Hex(var bytes) -> bytes.toHex();
      default -> throw wrongType(Type.STRING);
    };
  }

  /** A whole number of 32 bits, written without point and exponent. */
  default int asInt() {
    long number = asLong();
    if (number != (int) number) {
      throw JsonAccessException.outOfRange();
    }
    return (int) number;
  }

  /** A whole number of 16 bits, none below 0, written without point and exponent. */
  default int asUint16() {
    long number = asLong();
    if (number != (char) number) {
      throw JsonAccessException.outOfRange();
    }
    return (int) number;
  }

  /** A whole number of 32 bits, none below 0, written without point and exponent. */
  default long asUint32() {
    long number = asLong();
    if (number != Integer.toUnsignedLong((int) number)) {
      throw JsonAccessException.outOfRange();
    }
    return number;
  }

  /** A whole number of 64 bits, written without point and exponent. */
  default long asLong() {
    if (!(this instanceof Num(var text))) {
      throw wrongType(Type.NUMBER);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw JsonAccessException.outOfRange();
    }
  }

  default double asDouble() {
    if (this instanceof Num(var text)) {
      return Double.parseDouble(text);
    }
    throw wrongType(Type.NUMBER);
  }

  default List<Json> asArray() {
    if (this instanceof Arr(var elements)) {
      return elements;
    }
    throw wrongType(Type.ARRAY);
  }

  default Obj asObject() {
    if (this instanceof Obj object) {
      return object;
    }
    throw wrongType(Type.OBJECT);
  }

  private JsonAccessException wrongType(Type expected) {
    return JsonAccessException.wrongType(type(), expected);
  }
}
