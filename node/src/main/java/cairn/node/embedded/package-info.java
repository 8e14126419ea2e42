/**
 * A node inside another program: {@code try (var node = Cairn.regtest().start()) { ... }}.
 *
 * <p>Begin with {@link cairn.node.embedded.Cairn}. There can be any number of nodes in a process;
 * each has its own files, threads, clock and log, and shares nothing with the others. They open no
 * port unless they are asked to, and what would be asked over RPC is asked by a method here.
 */
@NullMarked
package cairn.node.embedded;

import org.jspecify.annotations.NullMarked;
