package cairn.p2p.addresses;

import cairn.p2p.addresses.AsMapCode.Instruction.Default;
import cairn.p2p.addresses.AsMapCode.Instruction.Jump;
import cairn.p2p.addresses.AsMapCode.Instruction.Match;
import cairn.p2p.addresses.AsMapCode.Instruction.Return;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether an asmap gives an answer for every address, and says nothing in two ways where one would
 * do. Follows the code once from its beginning to its end: where a way ends, the one that was last
 * passed over has to begin.
 */
final class AsMapCheck {
  private static final int ADDRESS_BITS = 128;
  private static final int MATCH_BITS = 8;
  private static final int MAX_PADDING = 7;

  private final AsMapCode code;
  private final Deque<Way> passedOver = new ArrayDeque<>();

  /** How many bits of the address are not looked at yet. */
  private int bits = ADDRESS_BITS;

  /** What came before on the same way. */
  private Before before = Before.NOTHING;

  private boolean hadShortMatch;

  /** Where a jump leads to, and how many bits of the address are left there. */
  private record Way(long position, int bits) {}

  private enum Before {
    NOTHING,
    DEFAULT,
    MATCH
  }

  private AsMapCheck(Bytes code) {
    this.code = new AsMapCode(code);
  }

  /**
   * Checks it.
   *
   * @throws DecodeException if it is not well-formed
   */
  static void check(Bytes code) throws DecodeException {
    new AsMapCheck(code).run();
  }

  private void run() throws DecodeException {
    boolean goesOn = true;
    while (goesOn) {
      var next = passedOver.peek();
      expect(next == null || code.position() < next.position(), "a jump into an instruction");
      goesOn = step();
    }
    expect(code.left() <= MAX_PADDING, "something behind its end");
    while (code.left() > 0) {
      expect(!code.bit(), "something behind its end");
    }
  }

  /** Looks at an instruction; false if it was the last one. */
  private boolean step() throws DecodeException {
    switch (code.next()) {
      case Return _ -> {
        expect(before != Before.DEFAULT, "a default that is not used");
        return goBack();
      }
      case Jump(var distance) -> {
        expect(distance <= code.left(), "a jump beyond its end");
        take(1);
        var target = new Way(code.position() + distance, bits);
        var outer = passedOver.peek();
        expect(outer == null || target.position() < outer.position(), "jumps that cross");
        passedOver.push(target);
        before = Before.NOTHING;
      }
      case Match(var length, _) -> {
        hadShortMatch &= before == Before.MATCH;
        expect(length == MATCH_BITS || !hadShortMatch, "matches that could be one");
        hadShortMatch = length < MATCH_BITS;
        take(length);
        before = Before.MATCH;
      }
      case Default _ -> {
        expect(before != Before.DEFAULT, "a default that is not used");
        before = Before.DEFAULT;
      }
    }
    return true;
  }

  /** Goes on with the way that was last passed over; false if there is none. */
  private boolean goBack() throws DecodeException {
    var way = passedOver.poll();
    if (way == null) {
      return false;
    }
    expect(code.position() == way.position(), "code that is never reached");
    bits = way.bits();
    before = Before.NOTHING;
    return true;
  }

  private void take(int count) throws DecodeException {
    expect(bits >= count, "a look beyond the end of the address");
    bits -= count;
  }

  private void expect(boolean holds, String otherwise) throws DecodeException {
    if (!holds) {
      throw new DecodeException("asmap with " + otherwise, code.offset());
    }
  }
}
