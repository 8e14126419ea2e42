package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.peer.Names;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.ServiceFlags;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What {@link Connections} asks of others.
 *
 * @param addresses knows where other nodes are
 * @param groups which of them belong together
 * @param names looks up host names
 * @param usefulness which services a peer should have
 * @param merits what others know of peers
 * @param activity what the sockets know of peers
 * @param isOwn whether this node itself is there
 * @param ourServices what this node offers to all
 * @param bytesSent how many bytes all connections have sent since the start
 */
public record ConnectionNeighbours(
    AddressManager addresses,
    NetGroups groups,
    BanList bans,
    Discouraged discouraged,
    Names names,
    Usefulness usefulness,
    Merits merits,
    Activity activity,
    Predicate<Endpoint> isOwn,
    Supplier<ServiceFlags> ourServices,
    LongSupplier bytesSent) {}
