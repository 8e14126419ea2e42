package cairn.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The coins that the active chain began with, loaded from a file ({@code loadtxoutset}).
 *
 * @param base the block after which these were the coins
 * @param history the chain that is being verified up to {@code base}, or on its way there; null
 *     once it has shown that the coins are the right ones
 */
public record SnapshotStatus(IndexedBlock base, @Nullable ActiveChain history) {}
