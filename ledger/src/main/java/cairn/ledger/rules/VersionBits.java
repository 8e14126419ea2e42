package cairn.ledger.rules;

import static cairn.ledger.rules.DeploymentState.ACTIVE;
import static cairn.ledger.rules.DeploymentState.LOCKED_IN;
import static cairn.ledger.rules.DeploymentState.STARTED;

import cairn.genesis.Bip9Deployment;
import cairn.genesis.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the rules that miners signal in the versions of their blocks (BIP 9), on any
 * branch. Thread-safe.
 */
public final class VersionBits {
  /** The three topmost bits of the version of a block that signals. */
  public static final int TOP_BITS = 0x20000000;

  private static final int TOP_MASK = 0xe0000000;

  /** How many bits are for signals; miners may roll the others (BIP 323). */
  private static final int BITS = 5;

  /** Signals of all blocks that lock in a change on the main network (BIP 341). */
  private static final int UNKNOWN_PERIOD = 2016;

  private static final int UNKNOWN_THRESHOLD = 1815;

  private final List<Signalling> known;
  private final List<Signalling> unknown;

  public VersionBits(Network network) {
    var consensus = network.consensus();
    this.known =
        consensus.deployments().stream()
            .map(each -> new Signalling(each, block -> hasBit(block.version(), each.bit())))
            .toList();
    int period = network.testChain() ? consensus.proofOfWork().retargetPeriod() : UNKNOWN_PERIOD;
    int threshold = network.testChain() ? period * 3 / 4 : UNKNOWN_THRESHOLD;
    var bits = new ArrayList<Signalling>(BITS);
    for (int bit = 0; bit < BITS; bit++) {
      int each = bit;
      bits.add(
          new Signalling(
              new Bip9Deployment("", bit, 0, Bip9Deployment.NO_TIMEOUT, 0, period, threshold),
              block ->
                  block.height() >= consensus.minBip9WarningHeight()
                      && hasBit(block.version(), each)
                      && !hasBit(versionAfter(block.previous()), each)));
    }
    this.unknown = List.copyOf(bits);
  }

  /** The state of {@code deployment}, one of the network's, in the block after {@code previous}. */
  public DeploymentState stateAfter(@Nullable Ancestor previous, Bip9Deployment deployment) {
    return of(deployment).after(previous);
  }

  /**
   * What a new block's version should be after {@code previous}: it signals for all that counts
   * signals or is locked in (Core's ComputeBlockVersion).
   */
  public int versionAfter(@Nullable Ancestor previous) {
    int version = TOP_BITS;
    for (var signalling : known) {
      var state = signalling.after(previous);
      if (state == STARTED || state == LOCKED_IN) {
        version |= signalling.deployment().mask();
      }
    }
    return version;
  }

  /** All there is to say of {@code deployment}, one of the network's, at {@code block}. */
  public Report report(Ancestor block, Bip9Deployment deployment) {
    var signalling = of(deployment);
    var current = signalling.after(block.previous());
    var next = signalling.after(block);
    int since = signalling.since(block.previous());
    List<Boolean> signals =
        current == STARTED || current == LOCKED_IN
            ? signalling.signalsInPeriodOf(block)
            : List.of();
    var activeSince =
        current == ACTIVE
            ? OptionalInt.of(since)
            : next == ACTIVE ? OptionalInt.of(block.height() + 1) : OptionalInt.empty();
    return new Report(current, next, since, activeSince, signals);
  }

  /**
   * The changes that this program does not know, but miners have signalled enough for: after {@code
   * tip} they are locked in or hold.
   */
  public List<UnknownRules> unknownRules(Ancestor tip) {
    var found = new ArrayList<UnknownRules>();
    for (var signalling : unknown) {
      var state = signalling.after(tip);
      if (state == ACTIVE || state == LOCKED_IN) {
        found.add(new UnknownRules(signalling.deployment().bit(), state == ACTIVE));
      }
    }
    return found;
  }

  /**
   * A deployment as {@code getdeploymentinfo} shows it.
   *
   * @param current the state in the block itself
   * @param next the state in the block after it
   * @param since the height of the first block in the state {@code current}
   * @param activeSince the first block in which it is active, if that is known
   * @param signals whether each block of the period so far signals, the first one first; empty
   *     where signals do not count
   */
  public record Report(
      DeploymentState current,
      DeploymentState next,
      int since,
      OptionalInt activeSince,
      List<Boolean> signals) {
    /** How many blocks of the period so far signal. */
    public int count() {
      return (int) signals.stream().filter(signal -> signal).count();
    }

    /** Whether the rest of the period can still lock {@code deployment} in. */
    public boolean isPossible(Bip9Deployment deployment) {
      return current == STARTED
          && deployment.period() - deployment.threshold() >= signals.size() - count();
    }
  }

  /**
   * A change that this program does not know.
   *
   * @param bit of the versions that signalled for it
   * @param active whether it holds, rather than being locked in
   */
  public record UnknownRules(int bit, boolean active) {}

  private Signalling of(Bip9Deployment deployment) {
    for (var signalling : known) {
      if (signalling.deployment().equals(deployment)) {
        return signalling;
      }
    }
    throw new NoSuchElementException("no deployment of this network: " + deployment.name());
  }

  private static boolean hasBit(int version, int bit) {
    return (version & TOP_MASK) == TOP_BITS && (version >>> bit & 1) != 0;
  }
}
