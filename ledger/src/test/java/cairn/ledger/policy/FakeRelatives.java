package cairn.ledger.policy;

import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A mempool that a test has filled; slow and obvious. */
final class FakeRelatives implements MempoolRelatives {
  private final Map<Txid, Transaction> members = new LinkedHashMap<>();

  FakeRelatives(Transaction... members) {
    Stream.of(members).forEach(member -> this.members.put(member.txid(), member));
  }

  /** Those of which {@code transaction} spends outputs. */
  List<Transaction> parents(Transaction transaction) {
    return transaction.inputs().stream()
        .map(input -> input.previousOutput().txid())
        .filter(members::containsKey)
        .distinct()
        .map(members::get)
        .toList();
  }

  @Override
  public int ancestorCount(Transaction member) {
    return (int) line(member).distinct().count();
  }

  private Stream<Transaction> line(Transaction member) {
    return Stream.concat(Stream.of(member), parents(member).stream().flatMap(this::line));
  }

  @Override
  public List<Transaction> descendants(Transaction member) {
    return members.values().stream()
        .filter(other -> !other.equals(member))
        .filter(other -> line(other).anyMatch(member::equals))
        .toList();
  }
}
