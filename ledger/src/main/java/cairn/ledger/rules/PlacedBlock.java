package cairn.ledger.rules;

import cairn.primitives.Block;

/** A block where it would stand. */
public record PlacedBlock(Block block, Place place) {}
