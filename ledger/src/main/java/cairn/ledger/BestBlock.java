package cairn.ledger;

import cairn.primitives.BlockHash;

/** The block after which the coins stand as they do: all up to it are applied, none after it. */
public record BestBlock(BlockHash hash, int height) {}
