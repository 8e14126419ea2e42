/** Methods about what transactions should pay. */
@NullMarked
package cairn.rpc.fees;

import org.jspecify.annotations.NullMarked;
