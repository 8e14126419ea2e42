package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.hd.KeyOrigin;

/** A public key, of 33 or 65 bytes, and where it comes from. */
public record KeyOfOrigin(Bytes publicKey, KeyOrigin origin) {}
