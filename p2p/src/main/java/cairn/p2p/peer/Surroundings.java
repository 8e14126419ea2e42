package cairn.p2p.peer;

import cairn.genesis.Network;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What every machine of one node is given.
 *
 * @param clock the node's, which tests may set; never the system's
 * @param random hard to guess in a node, repeatable in a simulation
 */
public record Surroundings(
    Network network,
    InstantSource clock,
    RandomGenerator random,
    Alarms alarms,
    Outbox out,
    Peers peers,
    Discipline discipline) {}
