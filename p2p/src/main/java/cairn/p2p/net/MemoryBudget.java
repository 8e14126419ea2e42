package cairn.p2p.net;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What several connections hold in memory, together. One alone may hold a message of 4 MB that it
 * never completes, and more that it neither lets be answered nor takes; all of them would be more
 * than there is. So when half of the budget is taken, each has to be done with one message before
 * it begins another; and when all is, whoever has got on with nothing for longest has to go.
 * Thread-safe.
 *
 * <p>An honest connection that is slow gets on with something now and then. An attacker has to
 * bring new bytes all the time for each that he has others hold.
 */
final class MemoryBudget {
  /** What one may hold without being asked to go. */
  static final long FREE = 64 << 10;

  private final long most;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final Set<Account> large = ConcurrentHashMap.newKeySet();

  /**
   * @param most in bytes
   */
  MemoryBudget(long most) {
    this.most = most;
  }

  /** For what may take any amount. */
  static MemoryBudget unlimited() {
    return new MemoryBudget(Long.MAX_VALUE);
  }

  /**
   * Opens an account, to which nothing is charged yet.
   *
   * @param owner is told, on any thread, that its connection has to go
   */
  Account open(Runnable owner) {
    return new Account(owner);
  }

  /** In bytes. */
  long taken() {
    return taken.get();
  }

  /** Whether there is so little left that nobody should begin what can wait. */
  boolean isTight() {
    return taken.get() > most / 2;
  }

  private void enforce() {
    while (taken.get() > most) {
      var idlest = large.stream().min(Comparator.comparingLong(account -> account.lastStep));
      if (idlest.isEmpty()) {
        return;
      }
      idlest.get().dismiss();
    }
  }

  /** What a connection holds of messages in one direction. Thread-safe. */
  final class Account {
    private final Runnable owner;
    private volatile long held;
    private volatile long lastStep;
    private boolean closed;

    private Account(Runnable owner) {
      this.owner = owner;
    }

    /** In bytes. */
    long held() {
      return held;
    }

    /** So many bytes more are held; or less, if negative. */
    void add(long bytes) {
      synchronized (this) {
        boolean wasLarge = held > FREE;
        held += bytes;
        if (closed) {
          return;
        }
        taken.addAndGet(bytes);
        if (wasLarge != held > FREE) {
          setLarge(!wasLarge);
        }
      }
      if (bytes > 0) {
        enforce();
      }
    }

    private void setLarge(boolean isLarge) {
      if (isLarge) {
        lastStep = steps.incrementAndGet();
        large.add(this);
      } else {
        large.remove(this);
      }
    }

    /** It has got on with something: a message is complete, or was dealt with, or has left. */
    void step() {
      lastStep = steps.incrementAndGet();
    }

    /** Its connection has ended, or is about to; what is held still is of no account. */
    synchronized void close() {
      if (!closed) {
        closed = true;
        taken.addAndGet(-held);
        large.remove(this);
      }
    }

    private void dismiss() {
      close();
      owner.run();
    }
  }
}
