package cairn.ledger.rules;

import static cairn.genesis.Bip9Deployment.ALWAYS_ACTIVE;
import static cairn.genesis.Bip9Deployment.NEVER_ACTIVE;
import static cairn.ledger.rules.DeploymentState.ACTIVE;
import static cairn.ledger.rules.DeploymentState.DEFINED;
import static cairn.ledger.rules.DeploymentState.FAILED;
import static cairn.ledger.rules.DeploymentState.LOCKED_IN;
import static cairn.ledger.rules.DeploymentState.STARTED;

import cairn.genesis.Bip9Deployment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The states that one deployment goes through (BIP 9). All blocks of a period have the same state,
 * which follows from the period before it: so it is kept by the last block of that one.
 *
 * <p>Thread-safe: a state is a function of the branch alone, so it does not matter who computes it.
 */
final class Signalling {
  private final Bip9Deployment deployment;
  private final Predicate<Ancestor> signals;
  private final Map<Ancestor, DeploymentState> states = new ConcurrentHashMap<>();

  /**
   * @param signals whether a block counts towards the threshold
   */
  Signalling(Bip9Deployment deployment, Predicate<Ancestor> signals) {
    this.deployment = deployment;
    this.signals = signals;
  }

  Bip9Deployment deployment() {
    return deployment;
  }

  /**
   * The state in the block after {@code previous}.
   *
   * @param previous null before the genesis block
   */
  DeploymentState after(@Nullable Ancestor previous) {
    if (deployment.startTime() == ALWAYS_ACTIVE) {
      return ACTIVE;
    }
    return deployment.startTime() == NEVER_ACTIVE ? FAILED : afterPeriod(lastOfPeriod(previous));
  }

  /** The height of the first block that had the state of the block after {@code previous}. */
  int since(@Nullable Ancestor previous) {
    var state = after(previous);
    var last = lastOfPeriod(previous);
    if (last == null || state == DEFINED || isFixed()) {
      return 0;
    }
    for (var before = periodBefore(last);
        before != null && afterPeriod(before) == state;
        before = periodBefore(before)) {
      last = before;
    }
    return last.height() + 1;
  }

  /** Whether each block of the period up to {@code last} signals, the first one first. */
  List<Boolean> signalsInPeriodOf(Ancestor last) {
    int count = last.height() % deployment.period() + 1;
    var found = new ArrayList<Boolean>(count);
    var block = last;
    for (int i = 0; i < count; i++) {
      found.add(signals.test(block));
      block = i + 1 < count ? block.ancestor(block.height() - 1) : block;
    }
    return found.reversed();
  }

  private boolean isFixed() {
    return deployment.startTime() == ALWAYS_ACTIVE || deployment.startTime() == NEVER_ACTIVE;
  }

  /**
   * @param last of a period; null before the first
   */
  private DeploymentState afterPeriod(@Nullable Ancestor last) {
    var unknown = new ArrayDeque<Ancestor>();
    var state = DEFINED;
    for (var block = last; block != null; block = periodBefore(block)) {
      var known = states.get(block);
      if (known != null) {
        state = known;
        break;
      }
      if (block.medianTimePast() < deployment.startTime()) {
        states.put(block, DEFINED); // and so it was before
        break;
      }
      unknown.push(block);
    }
    for (var block : unknown) {
      state = next(state, block);
      states.put(block, state);
    }
    return state;
  }

  /** The state after the period that ends with {@code last}, in which it was {@code state}. */
  private DeploymentState next(DeploymentState state, Ancestor last) {
    return switch (state) {
      case DEFINED -> last.medianTimePast() >= deployment.startTime() ? STARTED : DEFINED;
      case STARTED -> {
        if (count(last) >= deployment.threshold()) {
          yield LOCKED_IN;
        }
        yield last.medianTimePast() >= deployment.timeout() ? FAILED : STARTED;
      }
      case LOCKED_IN -> last.height() + 1 >= deployment.minActivationHeight() ? ACTIVE : LOCKED_IN;
      case ACTIVE, FAILED -> state;
    };
  }

  private int count(Ancestor last) {
    int count = 0;
    for (var signal : signalsInPeriodOf(last)) {
      count += signal ? 1 : 0;
    }
    return count;
  }

  private @Nullable Ancestor lastOfPeriod(@Nullable Ancestor previous) {
    return previous == null
        ? null
        : at(previous, previous.height() - (previous.height() + 1) % deployment.period());
  }

  private @Nullable Ancestor periodBefore(Ancestor last) {
    return at(last, last.height() - deployment.period());
  }

  private static @Nullable Ancestor at(Ancestor block, int height) {
    return height < 0 ? null : block.ancestor(height);
  }
}
