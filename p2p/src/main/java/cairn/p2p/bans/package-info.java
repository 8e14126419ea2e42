/**
 * Whom a node will not talk to. An operator bans addresses, for a time, and no connection is made
 * or taken; {@link cairn.p2p.bans.BanList} holds that, and {@code banlist.json} keeps it. Who
 * misbehaves is merely discouraged ({@link cairn.p2p.bans.Discouraged}), for anyone can make an
 * honest node look bad that has other rules, and a ban could part the network in two.
 *
 * <p>Nothing here is thread-safe; it belongs to the thread {@code peers}.
 */
@NullMarked
package cairn.p2p.bans;

import org.jspecify.annotations.NullMarked;
