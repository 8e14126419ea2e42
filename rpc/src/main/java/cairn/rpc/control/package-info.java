/** Methods about the node as a program: stopping it, its log, its memory, and help. */
@NullMarked
package cairn.rpc.control;

import org.jspecify.annotations.NullMarked;
