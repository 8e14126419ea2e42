/**
 * Output descriptors (BIP 380): texts that say which scripts are meant.
 *
 * <p>{@link cairn.primitives.descriptor.ScriptDescriptor} writes and reads those that stand for one
 * script and need no keys but those that are in it.
 */
@NullMarked
package cairn.primitives.descriptor;

import org.jspecify.annotations.NullMarked;
