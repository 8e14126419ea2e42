/**
 * Keys, signatures and the hashes that JDKs lack.
 *
 * <p>Start with {@link cairn.primitives.crypto.Secp256k1}: everything Bitcoin does with its curve,
 * by libsecp256k1 where that can be loaded and in Java elsewhere. How keys and signatures are
 * written, and which spellings the rules accept, is with {@link
 * cairn.primitives.crypto.PublicKeyEncoding} and {@link cairn.primitives.crypto.SignatureEncoding}.
 */
@NullMarked
package cairn.primitives.crypto;

import org.jspecify.annotations.NullMarked;
