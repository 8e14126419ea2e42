package cairn.ledger;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The node's clock, which tests can set: then it stands still. Thread-safe. */
public final class MockableClock implements InstantSource {
  private final InstantSource real;
  private volatile @Nullable Instant mocked;
  private volatile Runnable whenSet = () -> {};

  /**
   * @param real what it shows as long as it is not set
   */
  public MockableClock(InstantSource real) {
    this.real = real;
  }

  @Override
  public Instant instant() {
    var set = mocked;
    return set == null ? real.instant() : set;
  }

  /**
   * Sets the clock.
   *
   * @param seconds since 1970; 0 for the real time
   */
  public void set(long seconds) {
    mocked = seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    whenSet.run();
  }

  /** The real time has jumped, as it does where tests make it. */
  public void jumped() {
    whenSet.run();
  }

  /**
   * From now on has {@code task} run, by whoever sets the clock, whenever it was set or has jumped.
   */
  public void onSet(Runnable task) {
    whenSet = task;
  }
}
