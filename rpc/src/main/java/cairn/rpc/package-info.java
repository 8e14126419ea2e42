/** JSON-RPC, REST and notifications, for people and for programs; it holds no state of its own. */
@NullMarked
package cairn.rpc;

import org.jspecify.annotations.NullMarked;
