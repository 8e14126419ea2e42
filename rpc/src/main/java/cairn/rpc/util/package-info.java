/** Methods that only compute: about addresses, keys and signed messages. */
@NullMarked
package cairn.rpc.util;

import org.jspecify.annotations.NullMarked;
