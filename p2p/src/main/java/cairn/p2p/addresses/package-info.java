/**
 * Where other nodes are: what this one has been told, what it has tried, and whom it asks next.
 *
 * <p>Whoever wants to cut a node off tells it many addresses of his own. So what is remembered is
 * spread over tables by secret hashes in which an address, and whoever tells of it, can reach only
 * a small part: see {@link cairn.p2p.addresses.AddressManager}, and {@link
 * cairn.p2p.addresses.NetGroups} for what counts as one place. The tables are kept in {@code
 * peers.dat}, the last peers in {@code anchors.dat}, both in Core's formats.
 *
 * <p>Nothing here is thread-safe; it belongs to the thread {@code peers}. Time and randomness are
 * arguments, and only {@link cairn.p2p.addresses.PeersFile} and {@link
 * cairn.p2p.addresses.AnchorsFile} know of files.
 */
@NullMarked
package cairn.p2p.addresses;

import org.jspecify.annotations.NullMarked;
