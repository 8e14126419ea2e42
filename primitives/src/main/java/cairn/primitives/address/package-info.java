/**
 * Addresses and keys as people write them.
 *
 * <p>What text a script or a key has depends on the network, and the networks are not known here:
 * an {@link cairn.primitives.address.AddressFormat} says all that matters.
 */
@NullMarked
package cairn.primitives.address;

import org.jspecify.annotations.NullMarked;
