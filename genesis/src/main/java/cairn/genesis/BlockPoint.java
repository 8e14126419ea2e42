package cairn.genesis;

import cairn.primitives.BlockHash;

/** A certain block at a certain height. */
public record BlockPoint(int height, BlockHash hash) {}
