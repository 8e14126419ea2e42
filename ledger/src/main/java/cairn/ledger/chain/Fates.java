package cairn.ledger.chain;

import cairn.ledger.BlockAnswer;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Blocks that are stored and promising, so that whoever submitted them is told later what became of
 * them. Belongs to the chain thread.
 */
final class Fates {
  private final Map<HeaderEntry, List<Waiter>> waiters = new LinkedHashMap<>();

  private record Waiter(boolean isNew, Consumer<BlockAnswer> answer) {}

  /**
   * Has {@code answer} called once.
   *
   * @param isNew whether the block was not stored before
   */
  void await(HeaderEntry block, boolean isNew, Consumer<BlockAnswer> answer) {
    waiters.computeIfAbsent(block, _ -> new ArrayList<>(1)).add(new Waiter(isNew, answer));
  }

  /** The block is connected and all its checks have passed. */
  void connected(HeaderEntry block) {
    var waiting = waiters.remove(block);
    if (waiting != null) {
      accept(block, waiting);
    }
  }

  /** The block breaks a rule. */
  void refused(HeaderEntry block, Verdict.Invalid why) {
    var waiting = waiters.remove(block);
    if (waiting != null) {
      waiting.forEach(waiter -> waiter.answer().accept(new BlockAnswer.Refused(why, block)));
    }
  }

  /** Nothing is under way: what is not connected now stays a branch, or builds on a bad block. */
  void settled() {
    if (!waiters.isEmpty()) {
      var left = new LinkedHashMap<>(waiters);
      waiters.clear();
      left.forEach(Fates::accept);
    }
  }

  private static void accept(HeaderEntry block, List<Waiter> waiting) {
    waiting.forEach(
        waiter -> waiter.answer().accept(new BlockAnswer.Accepted(block, waiter.isNew())));
  }
}
