package cairn.rpc.spec;

import cairn.rpc.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a method takes in one place, or under one name.
 *
 * @param names the name, then its aliases
 * @param inner what is in it, for kinds that have anything in them
 * @param wording what the help says otherwise than its kind would make it say
 */
public record Argument(
    List<String> names,
    Kind kind,
    Presence presence,
    String description,
    List<Argument> inner,
    Set<Trait> traits,
    Wording wording) {
  public Argument {
    names = List.copyOf(names);
    inner = List.copyOf(inner);
    traits = Set.copyOf(traits);
  }

  /** What it is. */
  public enum Kind {
    STRING,
    /** A string of hex digits. */
    HEX,
    NUMBER,
    BOOLEAN,
    /** A number of bitcoin, or a string that is one. */
    AMOUNT,
    /** A number, or an array of two. */
    RANGE,
    ARRAY,
    OBJECT,
    /** An object whose members can also be passed by name, as if they were arguments. */
    NAMED_OPTIONS,
    /** An object whose keys the caller chooses. */
    USER_KEYS
  }

  /** Whether it must be there, and what holds if it is not. */
  public sealed interface Presence {
    record Required() implements Presence {}

    /** It need not be there, and nothing stands for it. */
    record Optional() implements Presence {}

    /** This value stands for it. */
    record Default(Json value) implements Presence {}

    /** Something that has no value of its own stands for it; the text says what. */
    record Hint(String text) implements Presence {}
  }

  /** How it differs from others. */
  public enum Trait {
    /** The method checks the type itself. */
    ANY_TYPE,
    /** For tests alone: neither it nor what follows it is in the help. */
    HIDDEN,
    /** There for compatibility alone. */
    PLACEHOLDER,
    /** An option of {@link Kind#NAMED_OPTIONS} that has a place of its own, too. */
    ALSO_POSITIONAL
  }

  /**
   * Texts that replace those that follow from the kind; empty where nothing is replaced.
   *
   * @param oneLine in the first line of the help
   * @param value as the value of a member
   * @param type as the name of its type
   */
  public record Wording(Optional<String> oneLine, Optional<String> value, Optional<String> type) {
    static final Wording USUAL = new Wording(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Argument of(String name, Kind kind, String description, Argument... inner) {
    return new Argument(
        List.of(name),
        kind,
        new Presence.Required(),
        description,
        List.of(inner),
        EnumSet.noneOf(Trait.class),
        Wording.USUAL);
  }

  public static Argument string(String name, String description) {
    return of(name, Kind.STRING, description);
  }

  public static Argument hex(String name, String description) {
    return of(name, Kind.HEX, description);
  }

  public static Argument number(String name, String description) {
    return of(name, Kind.NUMBER, description);
  }

  public static Argument bool(String name, String description) {
    return of(name, Kind.BOOLEAN, description);
  }

  public static Argument amount(String name, String description) {
    return of(name, Kind.AMOUNT, description);
  }

  public static Argument range(String name, String description) {
    return of(name, Kind.RANGE, description);
  }

  public static Argument array(String name, String description, Argument... elements) {
    return of(name, Kind.ARRAY, description, elements);
  }

  public static Argument object(String name, String description, Argument... members) {
    return of(name, Kind.OBJECT, description, members);
  }

  /** An object whose members may be passed by name instead. */
  public static Argument namedOptions(String name, String description, Argument... members) {
    return of(name, Kind.NAMED_OPTIONS, description, members);
  }

  /** An object whose keys the caller chooses. */
  public static Argument userKeys(String name, String description, Argument... members) {
    return of(name, Kind.USER_KEYS, description, members);
  }

  /** The same, but it need not be there. */
  public Argument optional() {
    return with(new Presence.Optional());
  }

  /** The same, but if it is not there {@code value} stands for it. */
  public Argument orElse(Json value) {
    return with(new Presence.Default(value));
  }

  /** The same, but if it is not there what {@code text} speaks of stands for it. */
  public Argument orElse(String text) {
    return with(new Presence.Hint(text));
  }

  private Argument with(Presence other) {
    return new Argument(names, kind, other, description, inner, traits, wording);
  }

  /** The same, but with an alias. */
  public Argument or(String alias) {
    return new Argument(
        List.of(name(), alias), kind, presence, description, inner, traits, wording);
  }

  /** The same, with a trait. */
  public Argument with(Trait trait) {
    var more = EnumSet.of(trait);
    more.addAll(traits);
    return new Argument(names, kind, presence, description, inner, more, wording);
  }

  /** The same, but the help names its type so. */
  public Argument called(String type) {
    var other = new Wording(wording.oneLine, Optional.of(""), Optional.of(type));
    return new Argument(names, kind, presence, description, inner, traits, other);
  }

  /** The same, but the first line of the help has {@code text} for it. */
  public Argument shownAs(String text) {
    var other = new Wording(Optional.of(text), wording.value, wording.type);
    return new Argument(names, kind, presence, description, inner, traits, other);
  }

  /** The first of its names. */
  public String name() {
    return names.getFirst();
  }

  public boolean isOptional() {
    return !(presence instanceof Presence.Required);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
