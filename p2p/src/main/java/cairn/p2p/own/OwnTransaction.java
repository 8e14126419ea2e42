package cairn.p2p.own;

import cairn.p2p.wire.Endpoint;
import cairn.primitives.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that is being sent over connections of its own, as of one moment.
 *
 * @param attemptsLeft how many more nodes it may be sent to
 * @param sendings to whom it was or is being sent, in that order
 */
public record OwnTransaction(
    Transaction transaction, Instant added, int attemptsLeft, List<Sending> sendings) {
  public OwnTransaction {
    sendings = List.copyOf(sendings);
  }

  /**
   * One node to which it is sent.
   *
   * @param chosen when it was chosen for that
   * @param received when the node has shown that it has it; empty if it has not yet
   */
  public record Sending(Endpoint to, Instant chosen, Optional<Instant> received) {}
}
