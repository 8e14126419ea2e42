package cairn.rpc.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a method answers, or a part of it.
 *
 * @param condition when it answers this, of several possibilities; empty if there are none
 * @param fields what is in it, for kinds that have anything in them; without names in arrays
 * @param checked whether the check of results looks at it
 * @param shown whether it is in the help
 */
public record Result(
    Kind kind,
    String description,
    String condition,
    List<Field> fields,
    boolean checked,
    boolean shown) {
  public Result {
    fields = List.copyOf(fields);
  }

  /** What it is. */
  public enum Kind {
    STRING,
    HEX,
    NUMBER,
    /** Seconds since 1970. */
    TIME,
    /** A number of bitcoin, with eight decimals. */
    AMOUNT,
    BOOLEAN,
    NULL,
    /** An array of any number of elements, all alike. */
    ARRAY,
    /** An array of as many elements as are described. */
    TUPLE,
    OBJECT,
    /** An object whose keys are data; one field describes all members. */
    MAP,
    ANY
  }

  /**
   * A member or an element.
   *
   * @param name empty in arrays
   * @param elision in place of this field and the hidden ones after it; empty for none
   * @param hidden whether the help leaves it out
   */
  public record Field(
      String name, Result result, boolean optional, String elision, boolean hidden) {}

  private static Result of(Kind kind, String description, Field... fields) {
    return new Result(kind, description, "", List.of(fields), true, true);
  }

  public static Result string(String description) {
    return of(Kind.STRING, description);
  }

  public static Result hex(String description) {
    return of(Kind.HEX, description);
  }

  public static Result number(String description) {
    return of(Kind.NUMBER, description);
  }

  public static Result time(String description) {
    return of(Kind.TIME, description);
  }

  public static Result amount(String description) {
    return of(Kind.AMOUNT, description);
  }

  public static Result bool(String description) {
    return of(Kind.BOOLEAN, description);
  }

  public static Result none() {
    return of(Kind.NULL, "");
  }

  public static Result any(String description) {
    return of(Kind.ANY, description);
  }

  public static Result array(String description, Result element) {
    return of(Kind.ARRAY, description, field("", element));
  }

  /** An array whose elements are each one of these, which nobody checks. */
  public static Result arrayOfSome(String description, Result... alternatives) {
    return of(
            Kind.ARRAY,
            description,
            Arrays.stream(alternatives).map(element -> field("", element)).toArray(Field[]::new))
        .unchecked();
  }

  /** An array of just these elements. */
  public static Result tuple(String description, Result... elements) {
    return of(
        Kind.TUPLE,
        description,
        Arrays.stream(elements).map(element -> field("", element)).toArray(Field[]::new));
  }

  public static Result object(String description, Field... fields) {
    return of(Kind.OBJECT, description, fields);
  }

  public static Result object(String description, List<Field> fields) {
    return of(Kind.OBJECT, description, fields.toArray(Field[]::new));
  }

  /**
   * An object whose keys are data.
   *
   * @param key what stands for each of them in the help
   */
  public static Result map(String description, String key, Result value) {
    return of(Kind.MAP, description, field(key, value));
  }

  /** A member that is always there. */
  public static Field field(String name, Result result) {
    return new Field(name, result, false, "", false);
  }

  /** A member that may be missing. */
  public static Field optional(String name, Result result) {
    return new Field(name, result, true, "", false);
  }

  /** The same fields, for which the help only has three dots and a text. */
  public static List<Field> elided(String text, List<Field> fields) {
    var elided = new ArrayList<Field>(fields.size());
    for (var field : fields) {
      boolean first = elided.isEmpty();
      elided.add(
          new Field(field.name(), field.result(), field.optional(), first ? text : "", !first));
    }
    return elided;
  }

  /** The same, under a condition. */
  public Result when(String other) {
    return new Result(kind, description, other, fields, checked, shown);
  }

  /** The same, but nobody checks it. */
  public Result unchecked() {
    return new Result(kind, description, condition, fields, false, shown);
  }

  /** The same, but not for the help. */
  public Result hidden() {
    return new Result(kind, description, condition, fields, checked, false);
  }
}
