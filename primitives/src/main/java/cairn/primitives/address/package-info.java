/**
 * Scripts and keys as people see them: addresses, private keys for export, kinds of outputs, and
 * the text of a script.
 *
 * <p>Start with {@link cairn.primitives.address.Address}. Which text a script or a key has depends
 * on the network, and the networks are not known here: an {@link
 * cairn.primitives.address.AddressFormat} says all that matters. A text that cannot be read is a
 * {@link cairn.primitives.address.TextException}, which gives the reason.
 */
@NullMarked
package cairn.primitives.address;

import org.jspecify.annotations.NullMarked;
