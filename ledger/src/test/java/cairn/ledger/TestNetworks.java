package cairn.ledger;

import cairn.genesis.Bip9Deployment;
import cairn.genesis.BuriedHeights;
import cairn.genesis.ConsensusParameters;
import cairn.genesis.Network;
import cairn.genesis.ProofOfWork;
import cairn.genesis.RuleExceptions;
import java.util.List;

/** Networks that differ in one thing from the ones that everyone knows. */
public final class TestNetworks {
  private TestNetworks() {}

  /** Heights of deployments that all begin at the same one. */
  public static BuriedHeights all(int height) {
    return new BuriedHeights(height, null, height, height, height, height);
  }

  public static Network with(Network network, BuriedHeights buried) {
    var consensus = network.consensus();
    return with(
        network, consensus.proofOfWork(), buried, consensus.deployments(), consensus.exceptions());
  }

  public static Network with(Network network, ProofOfWork proofOfWork) {
    var consensus = network.consensus();
    return with(
        network, proofOfWork, consensus.buried(), consensus.deployments(), consensus.exceptions());
  }

  public static Network with(Network network, Bip9Deployment... deployments) {
    var consensus = network.consensus();
    return with(
        network,
        consensus.proofOfWork(),
        consensus.buried(),
        List.of(deployments),
        consensus.exceptions());
  }

  public static Network with(Network network, RuleExceptions exceptions) {
    var consensus = network.consensus();
    return with(
        network, consensus.proofOfWork(), consensus.buried(), consensus.deployments(), exceptions);
  }

  private static Network with(
      Network network,
      ProofOfWork proofOfWork,
      BuriedHeights buried,
      List<Bip9Deployment> deployments,
      RuleExceptions exceptions) {
    var consensus = network.consensus();
    return network.with(
        new ConsensusParameters(
            proofOfWork,
            consensus.subsidyHalvingInterval(),
            buried,
            deployments,
            consensus.minBip9WarningHeight(),
            exceptions,
            consensus.signetChallenge()));
  }
}
