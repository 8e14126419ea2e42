package cairn.ledger.rules;

import java.util.List;

/**
 * One rule: a function of what it checks, and of nothing else.
 *
 * @param <T> what it checks, with all that it may know
 */
@FunctionalInterface
public interface Rule<T> {
  Verdict check(T subject);

  /**
   * Asks each rule in turn, and gives the first failure; {@link Verdict.Valid#OK} if there is none.
   */
  static <T> Verdict firstFailure(List<Rule<T>> rules, T subject) {
    for (var rule : rules) {
      var verdict = rule.check(subject);
      if (!verdict.isValid()) {
        return verdict;
      }
    }
    return Verdict.Valid.OK;
  }
}
