package cairn.p2p.connections;

import cairn.p2p.peer.PeerId;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.time.Instant;

/**
 * What decides whether an inbound connection may stay when a new one comes in.
 *
 * @param connected since when
 * @param minPing the shortest time it has taken to answer a ping; the longest there is if it has
 *     answered none
 * @param lastBlock when it last sent a block that was news; the beginning of 1970 for never
 * @param lastTransaction when it last sent a transaction that was taken in; likewise
 * @param relevantServices whether it can do all that we look for in a peer
 * @param relaysTransactions whether it wants transactions
 * @param bloomFilter whether it has set a filter (BIP 37)
 * @param keyedGroup its address's group, hashed with a secret; compared without a sign
 * @param preferred whether it is to go before others, as its address is discouraged
 * @param local whether it comes from this machine
 * @param network through which it came; {@link NetworkType#ONION} for what our own hidden service
 *     lets in, too
 */
public record EvictionCandidate(
    PeerId id,
    Instant connected,
    Duration minPing,
    Instant lastBlock,
    Instant lastTransaction,
    boolean relevantServices,
    boolean relaysTransactions,
    boolean bloomFilter,
    long keyedGroup,
    boolean preferred,
    boolean local,
    NetworkType network) {}
