/**
 * Has a node's chain agree with its peers' chains: headers and blocks, got, announced and served.
 *
 * <p>Start with {@link cairn.p2p.sync.Synchroniser}, which hands what happens to one of these:
 *
 * <ul>
 *   <li>Headers come first. {@code HeaderStart} asks a peer for all of them, {@code HeaderSync}
 *       takes them in, and {@code LowWorkSync} keeps those from filling the memory that took no
 *       work to make.
 *   <li>{@code BlockDownload} asks several peers at once for the blocks that {@code BlockWindow}
 *       chooses, and parts with those that do not send them; {@code BlockIntake} has them checked.
 *   <li>New blocks come as compact blocks, to {@code CompactBlockReceiver}.
 *   <li>{@code BlockAnnouncer} tells peers of them in turn; {@code HeaderServer}, {@code
 *       RequestQueue} with {@code BlockServer}, {@code CompactBlockServer} and {@code FilterServer}
 *       answer what peers ask.
 *   <li>{@code LaggingPeers}, {@code StaleTip} and {@code ExtraPeers} see to it that this node is
 *       not left with peers that know nothing.
 * </ul>
 *
 * <p>All of it is for the thread of the peers alone, and none of it waits.
 */
@NullMarked
package cairn.p2p.sync;

import org.jspecify.annotations.NullMarked;
