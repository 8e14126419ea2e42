package cairn.ledger.policy;

import java.util.List;

/**
 * One rule of relay policy: a function of what it checks, and of nothing else.
 *
 * @param <T> what it checks, with all that it may know
 */
@FunctionalInterface
public interface PolicyRule<T> {
  PolicyVerdict check(T subject);

  /** Asks each rule in turn, and gives the first refusal; OK if there is none. */
  static <T> PolicyVerdict firstRefusal(List<PolicyRule<T>> rules, T subject) {
    for (var rule : rules) {
      var verdict = rule.check(subject);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return PolicyVerdict.Accepted.OK;
  }
}
