/**
 * Output descriptors (BIP 380 to 390): texts that say which scripts are meant, with which keys.
 *
 * <p>Start with {@link cairn.primitives.descriptor.Descriptor}. It is read by {@link
 * cairn.primitives.descriptor.DescriptorParser} into a {@link
 * cairn.primitives.descriptor.ScriptExpression} with {@link
 * cairn.primitives.descriptor.DescriptorKey}s, which {@link cairn.primitives.descriptor.Expansion}
 * makes scripts of, and {@link cairn.primitives.descriptor.Inference} finds for a script.
 */
@NullMarked
package cairn.primitives.descriptor;

import org.jspecify.annotations.NullMarked;
