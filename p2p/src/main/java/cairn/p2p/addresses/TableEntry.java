package cairn.p2p.addresses;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.PeerAddress;

/**
 * An address at one of its places.
 *
 * @param source who was the first to tell of it
 * @param bucket 0 to the table's {@link Table#buckets}
 * @param position 0 to 63
 * @param places at how many places of the table it stands, 1 to 8
 */
public record TableEntry(
    PeerAddress address,
    NetworkAddress source,
    Table table,
    int bucket,
    int position,
    int places) {}
