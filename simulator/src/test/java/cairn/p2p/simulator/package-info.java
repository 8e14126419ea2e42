/**
 * Many nodes on simulated time, each with all its machines, and adversaries among them.
 *
 * <p>One thread and one queue of events: nothing happens but what a message, an alarm or the script
 * of a scenario brings about, and all that is random comes of one seed, so that a run can be had
 * again. Start with {@link cairn.p2p.simulator.Simulation}; {@code docs/simulator.md} says what is
 * simulated and what was measured.
 */
@NullMarked
package cairn.p2p.simulator;

import org.jspecify.annotations.NullMarked;
