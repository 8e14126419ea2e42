package cairn.genesis;

import cairn.genesis.PeerParameters.HeadersSync;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Target;
import cairn.primitives.address.AddressFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one chooses of a network of one's own; the rest is as in Bitcoin, with all deployments
 * active from the first block on. Nothing is checked until {@link #mine}.
 *
 * @param name its name, which is its data directory's too
 * @param message what the genesis block's coinbase says
 * @param targetSpacing seconds that a block should take
 * @param retargetPeriod blocks from one change of the target to the next
 * @param subsidyHalvingInterval blocks from one halving of the subsidy to the next
 * @param hrp the human-readable part of SegWit addresses
 * @param port where nodes listen; connections through Tor have the port after it
 * @param rpcPort where RPC listens
 * @param magic four bytes; null for the first four of the genesis block's hash
 * @param bits the target of the genesis block, in compact form, and the easiest there may be
 * @param time of the genesis block, in seconds since 1970
 * @param scriptPubKey of the genesis block's output, which can never be spent
 */
public record NewNetwork(
    String name,
    String message,
    int targetSpacing,
    int retargetPeriod,
    int subsidyHalvingInterval,
    String hrp,
    int port,
    int rpcPort,
    @Nullable Bytes magic,
    long bits,
    long time,
    Script scriptPubKey) {
  private static final Amount REWARD = new Amount(50 * Amount.SATS_PER_COIN);

  /** As on regtest: for a chain that begins with next to no work. */
  private static final HeadersSync HEADERS_SYNC = new HeadersSync(275, 7017);

  /**
   * Mines the genesis block on all processors, and makes the network. What comes out depends on
   * this record alone.
   *
   * @param progress told now and then, on the calling thread, how many hashes have been tried
   * @throws NetworkFormatException if a value is out of its range, or would make the network look
   *     like one that everyone knows; {@code field} is the field's name in the network's file
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Network mine(LongConsumer progress) throws NetworkFormatException, InterruptedException {
    var genesis = new GenesisBlock(1, time, bits, 0, message, scriptPubKey, REWARD);
    var unmined = network(genesis.toBlock());
    NetworkReader.readUnmined(unmined.toJson());
    Networks.requireDistinct(unmined);
    int threads = Runtime.getRuntime().availableProcessors();
    var mined = network(GenesisMiner.mine(genesis, threads, progress));
    return Network.parse(mined.toJson());
  }

  private Network network(Block genesis) throws NetworkFormatException {
    var limit =
        Target.fromCompact(bits)
            .orElseThrow(() -> new NetworkFormatException("genesis.bits", "not a target"));
    var proofOfWork = new ProofOfWork(limit, targetSpacing, retargetPeriod, false, false, false);
    var dummy =
        new Bip9Deployment(
            Bip9Deployment.NAMES.getFirst(),
            Bip9Deployment.MAX_BIT,
            Bip9Deployment.NEVER_ACTIVE,
            Bip9Deployment.NO_TIMEOUT,
            0,
            retargetPeriod,
            retargetPeriod);
    var consensus =
        new ConsensusParameters(
            proofOfWork,
            subsidyHalvingInterval,
            new BuriedHeights(1, null, 1, 1, 1, 1),
            List.of(dummy),
            0,
            RuleExceptions.NONE,
            null);
    var peers =
        new PeerParameters(
            magic != null ? magic : genesis.hash().bytes().slice(0, PeerParameters.MAGIC_LENGTH),
            port,
            port + 1,
            List.of(),
            List.of(),
            HEADERS_SYNC);
    return new Network(
        name,
        name,
        true,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses(),
        ChainFacts.NONE,
        new NodeDefaults(false, false, 1000));
  }

  /** But for the hrp as on the test networks, so that tools which know those can read keys. */
  private AddressFormat addresses() throws NetworkFormatException {
    try {
      return new AddressFormat(111, 196, 239, 0x043587cf, 0x04358394, hrp);
    } catch (IllegalArgumentException e) {
      throw new NetworkFormatException("addresses.hrp", "expected " + NetworkReader.HRP);
    }
  }
}
