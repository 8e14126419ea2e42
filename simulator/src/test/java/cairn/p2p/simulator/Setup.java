package cairn.p2p.simulator;

import cairn.p2p.connections.ConnectionOptions.Limits;
import java.time.Duration;

/**
 * What a network is like.
 *
 * @param nodes how many honest nodes there are
 * @param limits of each node's connections
 * @param oldBlocks how many blocks there are at the start, one a minute
 * @param leavingInAnHour which part of the nodes leaves within an hour
 * @param slow which part of them sends no more than 100 kbit/s
 * @param blockEvery how long a block takes on average; never if it is zero
 * @param transactionEvery likewise for a transaction
 */
record Setup(
    int nodes,
    Limits limits,
    int oldBlocks,
    double leavingInAnHour,
    double slow,
    Duration blockEvery,
    Duration transactionEvery) {
  static Setup of(int nodes) {
    return new Setup(nodes, Limits.DEFAULT, 200, 0, 0, Duration.ofMinutes(1), Duration.ZERO);
  }

  Setup withLimits(Limits limits) {
    return new Setup(nodes, limits, oldBlocks, leavingInAnHour, slow, blockEvery, transactionEvery);
  }

  Setup withOldBlocks(int oldBlocks) {
    return new Setup(nodes, limits, oldBlocks, leavingInAnHour, slow, blockEvery, transactionEvery);
  }

  Setup withLeaving(double inAnHour) {
    return new Setup(nodes, limits, oldBlocks, inAnHour, slow, blockEvery, transactionEvery);
  }

  Setup withSlow(double slow) {
    return new Setup(nodes, limits, oldBlocks, leavingInAnHour, slow, blockEvery, transactionEvery);
  }

  Setup withTransactions(Duration every) {
    return new Setup(nodes, limits, oldBlocks, leavingInAnHour, slow, blockEvery, every);
  }
}
