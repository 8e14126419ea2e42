/**
 * Whom a node is connected to: who is let in, who is called, who has to go.
 *
 * <p>Start with {@link cairn.p2p.connections.Connections}, which is told what happens to sockets
 * and hands it to one of these:
 *
 * <ul>
 *   <li>{@code Inbound} lets peers in; {@link cairn.p2p.connections.InboundEviction} chooses who
 *       has to go for them.
 *   <li>{@code AutomaticCalls} decides what connections are wanted, {@code AddressChoice} with
 *       whom; {@code AddedNodes} and {@code OnlyNodes} want those that the operator names. {@code
 *       Dialler} opens them.
 *   <li>{@code DnsSeeding}, {@code AddressFetches} and {@code FixedSeedFallback} find addresses
 *       where there are not enough.
 *   <li>{@code Inactivity} parts with peers that are not there.
 * </ul>
 *
 * <p>What is said first, and now and then, is in {@link cairn.p2p.connections.Handshake} and {@link
 * cairn.p2p.connections.Keepalive}.
 */
@NullMarked
package cairn.p2p.connections;

import org.jspecify.annotations.NullMarked;
