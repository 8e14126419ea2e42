package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Items for a witness, and what is known of them.
 *
 * @param signed whether one of them is a signature
 * @param malleable whether others can replace them by something else that does as well
 * @param size bytes in a serialized witness
 */
record WitnessStack(
    Availability availability, boolean signed, boolean malleable, int size, List<Bytes> items) {
  static final WitnessStack EMPTY = new WitnessStack(Availability.YES, false, false, 0, List.of());
  static final WitnessStack NONE =
      new WitnessStack(Availability.NO, false, false, Integer.MAX_VALUE, List.of());

  /** What is false to opcodes. */
  static final WitnessStack ZERO = of(Bytes.EMPTY);

  static final WitnessStack ONE = of(Bytes.of(1));

  /** Something of the length of a preimage that is none. Any other 32 bytes do as well. */
  static final WitnessStack NO_PREIMAGE = of(Bytes.wrap(new byte[32])).withMalleable(true);

  static WitnessStack of(Bytes item) {
    return new WitnessStack(Availability.YES, false, false, item.length() + 1, List.of(item));
  }

  static WitnessStack signature(Satisfier.Answer answer) {
    return of(answer, true);
  }

  static WitnessStack preimage(Satisfier.Answer answer) {
    return of(answer, false);
  }

  private static WitnessStack of(Satisfier.Answer answer, boolean signed) {
    return answer.availability() == Availability.NO
        ? NONE
        : new WitnessStack(
            answer.availability(),
            signed,
            false,
            answer.bytes().length() + 1,
            List.of(answer.bytes()));
  }

  WitnessStack withMalleable(boolean other) {
    return new WitnessStack(availability, signed, other, size, items);
  }

  boolean isAvailable() {
    return availability != Availability.NO;
  }

  /** These items and then {@code above}. */
  WitnessStack plus(WitnessStack above) {
    if (!isAvailable() || !above.isAvailable()) {
      return NONE;
    }
    var all = new ArrayList<Bytes>(items.size() + above.items.size());
    all.addAll(items);
    all.addAll(above.items);
    boolean maybe = availability == Availability.MAYBE || above.availability == Availability.MAYBE;
    return new WitnessStack(
        maybe ? Availability.MAYBE : Availability.YES,
        signed || above.signed,
        malleable || above.malleable,
        size + above.size,
        all);
  }

  /**
   * The better of both. One without a signature must be taken if there is one, for anybody could
   * replace the other by it; of two that are alike, one that is not malleable, and then the smaller
   * one, or the larger one while it is not known what will be available.
   */
  WitnessStack or(WitnessStack other) {
    if (!isAvailable()) {
      return other;
    }
    if (!other.isAvailable()) {
      return this;
    }
    if (signed != other.signed) {
      return signed ? other : this;
    }
    if (!signed) {
      return withMalleable(true).smaller(other.withMalleable(true));
    }
    if (malleable != other.malleable) {
      return malleable ? other : this;
    }
    return smaller(other);
  }

  private WitnessStack smaller(WitnessStack other) {
    if (availability != other.availability) {
      return availability == Availability.YES ? this : other;
    }
    boolean mine = availability == Availability.YES ? size <= other.size : size >= other.size;
    return mine ? this : other;
  }
}
