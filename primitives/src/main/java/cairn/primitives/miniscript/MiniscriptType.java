package cairn.primitives.miniscript;

/**
 * What is known of an expression from its parts, by the letters of BIP 379.
 *
 * <p>One of the basic types B (pushes whether it is satisfied), V (goes on only if it is), K
 * (pushes a key to check a signature with) and W (as B, with its input below the top of the stack),
 * and properties: z (takes no input), o (takes one), n (its top input is never empty), d (can be
 * dissatisfied), u (pushes just 1), e (is dissatisfied in one way alone), f (cannot be dissatisfied
 * without a signature), s (needs a signature), m (has a satisfaction that others cannot change), x
 * (its last opcode has no form that verifies); and of lock times g (relative time), h (relative
 * height), i (time), j (height) and k (no path mixes times with heights).
 */
public record MiniscriptType(int flags) {
  private static final String LETTERS = "BVKWzonduefsmxghijk";

  /** That of an expression that is wrong. */
  public static final MiniscriptType INVALID = new MiniscriptType(0);

  /** The type with these letters. */
  static MiniscriptType of(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      int place = LETTERS.indexOf(letters.charAt(i));
      if (place < 0) {
        throw new IllegalArgumentException("no property: " + letters.charAt(i));
      }
      flags |= 1 << place;
    }
    return new MiniscriptType(flags);
  }

  /** Whether it has all of these letters. */
  public boolean has(String letters) {
    int wanted = of(letters).flags;
    return (flags & wanted) == wanted;
  }

  /** Whether it has one of these letters. */
  boolean hasAny(String letters) {
    return (flags & of(letters).flags) != 0;
  }

  /** What is in either. */
  MiniscriptType or(MiniscriptType other) {
    return new MiniscriptType(flags | other.flags);
  }

  MiniscriptType or(String letters) {
    return or(of(letters));
  }

  /** What is in both. */
  MiniscriptType and(MiniscriptType other) {
    return new MiniscriptType(flags & other.flags);
  }

  MiniscriptType and(String letters) {
    return and(of(letters));
  }

  /** Adds these letters under a condition. */
  MiniscriptType orIf(boolean condition, String letters) {
    return condition ? or(letters) : this;
  }

  /** Adds another's letters under a condition. */
  MiniscriptType orIf(boolean condition, MiniscriptType other) {
    return condition ? or(other) : this;
  }

  boolean isValid() {
    return hasAny("BVKW");
  }

  /** The letters, in the order of the BIP's tables. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((flags >> i & 1) != 0) {
        text.append(LETTERS.charAt(i));
      }
    }
    return text.toString();
  }
}
