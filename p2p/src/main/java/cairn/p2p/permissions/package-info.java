/**
 * What the operator allows some peers, by address or by where they connect to. Start with {@link
 * cairn.p2p.permissions.Permission}.
 */
@NullMarked
package cairn.p2p.permissions;

import org.jspecify.annotations.NullMarked;
