package cairn.ledger;

import cairn.ledger.rules.Verdict;
import java.util.List;

/**
 * What became of headers that were submitted together.
 *
 * @param accepted those before the first that was refused, in their order
 * @param newCount how many of these were not known before
 * @param verdict why the next one was refused; {@link Verdict.Valid} if none was
 */
public record HeadersAnswer(List<IndexedBlock> accepted, int newCount, Verdict verdict) {
  public HeadersAnswer {
    accepted = List.copyOf(accepted);
  }
}
