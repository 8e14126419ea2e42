package cairn.node.config;

import cairn.primitives.Script;

/**
 * Mining with the processors of this machine.
 *
 * @param output who gets the rewards
 * @param threads at least 1
 * @param percent of their time in which they do, 1 to 100
 */
public record MineConfig(Script output, int threads, int percent) {}
