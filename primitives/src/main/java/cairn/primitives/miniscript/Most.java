package cairn.primitives.miniscript;

/** The largest of several numbers, or that there is none. */
record Most(boolean exists, int value) {
  static final Most NONE = new Most(false, 0);
  static final Most ZERO = of(0);

  static Most of(int value) {
    return new Most(true, value);
  }

  Most plus(Most other) {
    return exists && other.exists ? of(value + other.value) : NONE;
  }

  Most plus(int more) {
    return plus(of(more));
  }

  Most or(Most other) {
    if (!exists) {
      return other;
    }
    return other.exists && other.value > value ? other : this;
  }
}
