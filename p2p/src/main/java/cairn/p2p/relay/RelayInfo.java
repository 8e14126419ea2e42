package cairn.p2p.relay;

import java.time.Instant;
import java.util.Optional;

/**
 * What relay tells of a peer.
 *
 * @param wantsTransactions whether it is told of transactions
 * @param hasFilter whether only of some (BIP 37)
 * @param feeRate what a transaction must pay for it to be told, in satoshis for 1,000 virtual bytes
 * @param queued of how many transactions it will be told next
 * @param lastSequence what had a lower sequence in the pool was there when it was last told
 * @param lastUseful when it last sent a transaction that was accepted
 */
public record RelayInfo(
    boolean wantsTransactions,
    boolean hasFilter,
    long feeRate,
    int queued,
    long lastSequence,
    Optional<Instant> lastUseful) {}
