package cairn.genesis;

import cairn.primitives.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in a network's rules: what every node of it must agree on.
 *
 * <p>P2SH, SegWit's script rules and Taproot have no height: they hold in every block from the
 * first, but for the {@link #exceptions}.
 *
 * @param subsidyHalvingInterval blocks from one halving of the subsidy to the next, at least 1
 * @param buried the heights of the deployments that are history
 * @param deployments those that miners signal (BIP 9)
 * @param minBip9WarningHeight from here on, an unknown deployment that activates is warned of
 * @param exceptions the blocks that broke a rule before it was one
 * @param signetChallenge the script that every block must satisfy (BIP 325); null if there is none
 */
public record ConsensusParameters(
    ProofOfWork proofOfWork,
    int subsidyHalvingInterval,
    BuriedHeights buried,
    List<Bip9Deployment> deployments,
    int minBip9WarningHeight,
    RuleExceptions exceptions,
    @Nullable Script signetChallenge) {
  public ConsensusParameters {
    deployments = List.copyOf(deployments);
  }

  /** Whether every block must satisfy the {@link #signetChallenge} (BIP 325). */
  public boolean isSignet() {
    return signetChallenge != null;
  }

  ConsensusParameters with(ProofOfWork proofOfWork) {
    return new ConsensusParameters(
        proofOfWork,
        subsidyHalvingInterval,
        buried,
        deployments,
        minBip9WarningHeight,
        exceptions,
        signetChallenge);
  }

  ConsensusParameters with(BuriedHeights buried) {
    return new ConsensusParameters(
        proofOfWork,
        subsidyHalvingInterval,
        buried,
        deployments,
        minBip9WarningHeight,
        exceptions,
        signetChallenge);
  }

  ConsensusParameters with(List<Bip9Deployment> deployments) {
    return new ConsensusParameters(
        proofOfWork,
        subsidyHalvingInterval,
        buried,
        deployments,
        minBip9WarningHeight,
        exceptions,
        signetChallenge);
  }

  ConsensusParameters with(Script signetChallenge) {
    return new ConsensusParameters(
        proofOfWork,
        subsidyHalvingInterval,
        buried,
        deployments,
        minBip9WarningHeight,
        exceptions,
        signetChallenge);
  }
}
