package cairn.p2p.addresses;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that have a good connection and wait for their place in the tried table, which another
 * one has. The owner keeps it if it can still be reached, for otherwise whoever has many addresses
 * could push out those of honest nodes one by one. Not thread-safe.
 */
final class TriedCollisions {
  private static final Logger log = LoggerFactory.getLogger(TriedCollisions.class);

  private static final int MOST = 10;

  /** Whoever answered within this time stays, whoever did not when called within it goes. */
  private static final long RECENT = 4 * 3600;

  /** How long a call may take. */
  private static final long ANSWER_TIME = 60;

  /** If the owner could not be called for so long, it goes too. */
  private static final long TEST_WINDOW = 40 * 60;

  private final AddressTables tables;
  private final Set<AddressEntry> waiting = new LinkedHashSet<>();

  TriedCollisions(AddressTables tables) {
    this.tables = tables;
  }

  /**
   * Notes that a connection succeeded, and moves the entry to the tried table, or lets it wait.
   *
   * @return whether it was moved
   */
  boolean good(AddressEntry entry, long now) {
    entry.noteSuccess(now);
    if (entry.tried) {
      return false;
    }
    var owner = tables.at(Table.TRIED, tables.buckets().triedPlace(entry.endpoint));
    if (owner == null) {
      move(entry);
      return true;
    }
    if (waiting.size() < MOST) {
      waiting.add(entry);
    }
    log.debug(
        "Collision with {} while attempting to move {} to tried table. Collisions={}",
        owner,
        entry,
        waiting.size());
    return false;
  }

  /** The owner of a place that one of those waits for. */
  Optional<AddressEntry> choose(RandomGenerator random) {
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    var entry = waiting.stream().skip(random.nextInt(waiting.size())).findFirst().orElseThrow();
    if (isForgotten(entry)) {
      waiting.remove(entry);
      return Optional.empty();
    }
    return Optional.ofNullable(tables.at(Table.TRIED, tables.buckets().triedPlace(entry.endpoint)));
  }

  /**
   * Moves those whose place's owner has failed, and drops those whose owner is well.
   *
   * @return whether any was moved
   */
  boolean resolve(long now) {
    boolean moved = false;
    for (var entries = waiting.iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      var outcome = isForgotten(entry) ? Outcome.OWNER_STAYS : outcome(entry, now);
      if (outcome == Outcome.OWNER_GOES) {
        entry.noteSuccess(now);
        move(entry);
        moved = true;
      }
      if (outcome != Outcome.UNDECIDED) {
        entries.remove();
      }
    }
    return moved;
  }

  private enum Outcome {
    UNDECIDED,
    OWNER_STAYS,
    OWNER_GOES
  }

  private Outcome outcome(AddressEntry entry, long now) {
    var owner = tables.at(Table.TRIED, tables.buckets().triedPlace(entry.endpoint));
    if (entry.tried || owner == null || now - owner.lastSuccess < RECENT) {
      return Outcome.OWNER_STAYS;
    }
    if (now - owner.lastTry < RECENT) {
      if (now - owner.lastTry <= ANSWER_TIME) {
        return Outcome.UNDECIDED;
      }
      log.debug("Replacing {} with {} in tried table", owner, entry);
      return Outcome.OWNER_GOES;
    }
    if (now - entry.lastSuccess > TEST_WINDOW) {
      log.debug("Unable to test; replacing {} with {} in tried table anyway", owner, entry);
      return Outcome.OWNER_GOES;
    }
    return Outcome.UNDECIDED;
  }

  private static boolean isForgotten(AddressEntry entry) {
    return entry.listed < 0;
  }

  private void move(AddressEntry entry) {
    int place = tables.makeTried(entry);
    log.debug(
        "Moved {}{} to tried[{}][{}]",
        entry,
        tables.mapped(entry.endpoint.address()),
        place / Table.BUCKET_SIZE,
        place % Table.BUCKET_SIZE);
  }
}
