package cairn.p2p.addresses;

import cairn.primitives.Bytes;

/**
 * Addresses that one party is likely to have many of: a stretch of the address space, or an
 * autonomous system.
 *
 * @param bytes the number of the network, then what the group's addresses have in common
 */
public record NetGroup(Bytes bytes) {}
