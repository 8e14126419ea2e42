package cairn.ledger.rules;

import cairn.primitives.BlockHeader;

/**
 * A header where it would stand.
 *
 * @param now what the clock says, in seconds since 1970
 */
public record PlacedHeader(BlockHeader header, Place place, long now) {}
