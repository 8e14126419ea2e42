/**
 * The wallet: keys, descriptors, coin selection and signing, as a library and on the command line.
 * It reaches a node over JSON-RPC alone.
 */
@NullMarked
package cairn.wallet;

import org.jspecify.annotations.NullMarked;
