package cairn.primitives.psbt;

import cairn.primitives.Bytes;

/**
 * A field that one program has for itself.
 *
 * @param identifier of the program
 * @param subtype a number without a sign
 * @param key the whole key, from the type on
 */
public record Proprietary(Bytes identifier, long subtype, Bytes key, Bytes value) {}
