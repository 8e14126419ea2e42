package cairn.primitives.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * The functions of libsecp256k1 that we call, under their names in C less {@code secp256k1_}. They
 * are grouped by what they are for, and a group is linked when it is first needed: linking them all
 * would take a good part of a node's start.
 *
 * <p>What is no key or no signature makes them fail; a wrong use ends the process. So callers give
 * memory of the size that the C header asks for, and keys and signatures that a {@code PARSE} or a
 * {@code CREATE} has succeeded for.
 *
 * <p>Where the library cannot be loaded, the first use of this class throws an {@link
 * UnsatisfiedLinkError}.
 */
@SuppressWarnings("restricted") // to call native code is what this class is for
final class Libsecp256k1 {
  /** Bytes of a {@code secp256k1_pubkey}. */
  static final int PUBLIC_KEY = 64;

  /** Bytes of a {@code secp256k1_xonly_pubkey}. */
  static final int X_ONLY_KEY = 64;

  /** Bytes of a {@code secp256k1_keypair}. */
  static final int KEY_PAIR = 96;

  /** Bytes of a {@code secp256k1_ecdsa_signature}. */
  static final int SIGNATURE = 64;

  /** Bytes of a {@code secp256k1_ecdsa_recoverable_signature}. */
  static final int RECOVERABLE_SIGNATURE = 65;

  static final int EC_COMPRESSED = 0x102;
  static final int EC_UNCOMPRESSED = 0x002;

  private static final int CONTEXT_NONE = 0x001;

  private static final SymbolLookup LIBRARY = load();

  /** Serves whatever does not multiply the generator by a secret. */
  static final MemorySegment CONTEXT = pointer("context_static");

  private Libsecp256k1() {}

  static final class Verification {
    static final NativeFunction EC_PUBKEY_PARSE =
        function("ec_pubkey_parse", ADDRESS, ADDRESS, JAVA_LONG);
    static final NativeFunction XONLY_PUBKEY_PARSE =
        function("xonly_pubkey_parse", ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_SIGNATURE_PARSE_COMPACT =
        function("ecdsa_signature_parse_compact", ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_SIGNATURE_NORMALIZE =
        function("ecdsa_signature_normalize", ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_VERIFY = function("ecdsa_verify", ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction SCHNORRSIG_VERIFY =
        function("schnorrsig_verify", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final NativeFunction XONLY_PUBKEY_TWEAK_ADD_CHECK =
        function("xonly_pubkey_tweak_add_check", ADDRESS, JAVA_INT, ADDRESS, ADDRESS);

    private Verification() {}
  }

  static final class Keys {
    static final NativeFunction EC_PUBKEY_CREATE = function("ec_pubkey_create", ADDRESS, ADDRESS);
    static final NativeFunction EC_PUBKEY_SERIALIZE =
        function("ec_pubkey_serialize", ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    static final NativeFunction EC_PUBKEY_TWEAK_ADD =
        function("ec_pubkey_tweak_add", ADDRESS, ADDRESS);
    static final NativeFunction XONLY_PUBKEY_TWEAK_ADD =
        function("xonly_pubkey_tweak_add", ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction EC_SECKEY_TWEAK_ADD =
        function("ec_seckey_tweak_add", ADDRESS, ADDRESS);
    static final NativeFunction EC_SECKEY_NEGATE = function("ec_seckey_negate", ADDRESS);

    private Keys() {}
  }

  static final class Signing {
    static final NativeFunction CONTEXT_RANDOMIZE = function("context_randomize", ADDRESS);
    static final NativeFunction ECDSA_SIGN =
        function("ecdsa_sign", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_SIGNATURE_SERIALIZE_COMPACT =
        function("ecdsa_signature_serialize_compact", ADDRESS, ADDRESS);
    static final NativeFunction KEYPAIR_CREATE = function("keypair_create", ADDRESS, ADDRESS);
    static final NativeFunction SCHNORRSIG_SIGN_CUSTOM =
        function("schnorrsig_sign_custom", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

    private static final MemoryLayout SCHNORRSIG_EXTRAPARAMS =
        MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(4, JAVA_BYTE),
            MemoryLayout.paddingLayout(4),
            ADDRESS, // the nonce function; null is BIP 340's
            ADDRESS); // its data
    private static final MemorySegment MAGIC = at(Bytes.of(0xda, 0x6f, 0xb3, 0x8c));

    private Signing() {}

    /** A {@code secp256k1_schnorrsig_extraparams} with 32 bytes of auxiliary randomness. */
    static MemorySegment extraParameters(Arena arena, Bytes auxiliary) {
      var parameters = arena.allocate(SCHNORRSIG_EXTRAPARAMS).copyFrom(MAGIC);
      var data = arena.allocateFrom(JAVA_BYTE, auxiliary.toArray());
      parameters.set(ADDRESS, parameters.byteSize() - ADDRESS.byteSize(), data);
      return parameters;
    }
  }

  static final class Recovery {
    static final NativeFunction ECDSA_SIGN_RECOVERABLE =
        function("ecdsa_sign_recoverable", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_RECOVERABLE_SIGNATURE_PARSE_COMPACT =
        function("ecdsa_recoverable_signature_parse_compact", ADDRESS, ADDRESS, JAVA_INT);
    static final NativeFunction ECDSA_RECOVERABLE_SIGNATURE_SERIALIZE_COMPACT =
        function("ecdsa_recoverable_signature_serialize_compact", ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction ECDSA_RECOVER =
        function("ecdsa_recover", ADDRESS, ADDRESS, ADDRESS);

    private Recovery() {}
  }

  static final class KeyAgreement {
    static final NativeFunction ECDH =
        function("ecdh", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction ELLSWIFT_CREATE =
        function("ellswift_create", ADDRESS, ADDRESS, ADDRESS);
    static final NativeFunction ELLSWIFT_DECODE = function("ellswift_decode", ADDRESS, ADDRESS);
    static final NativeFunction ELLSWIFT_XDH =
        function("ellswift_xdh", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    static final MemorySegment ELLSWIFT_XDH_HASH_FUNCTION_BIP324 =
        pointer("ellswift_xdh_hash_function_bip324");

    private KeyAgreement() {}
  }

  /** Does nothing but initialise the class. */
  static void requireLoaded() {}

  /** A new context, never freed, for what multiplies the generator by a secret. */
  static MemorySegment createContext() {
    var create =
        Linker.nativeLinker()
            .downcallHandle(symbol("context_create"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    try {
      return (MemorySegment) create.invokeExact(CONTEXT_NONE);
    } catch (Throwable e) {
      throw new AssertionError("C throws nothing", e);
    }
  }

  /** The bytes where they are. */
  static MemorySegment at(Bytes bytes) {
    return MemorySegment.ofArray(bytes.backingArray())
        .asSlice(bytes.backingOffset(), bytes.length());
  }

  private static SymbolLookup load() {
    try {
      return NativeLibrary.load();
    } catch (IOException e) {
      var error = new UnsatisfiedLinkError(e.getMessage());
      error.initCause(e);
      throw error;
    }
  }

  /** A function whose first parameter is a context, and whose others are {@code parameters}. */
  private static NativeFunction function(String name, MemoryLayout... parameters) {
    var all = new MemoryLayout[parameters.length + 1];
    all[0] = ADDRESS;
    System.arraycopy(parameters, 0, all, 1, parameters.length);
    return NativeFunction.of(symbol(name), all);
  }

  /** What the C variable {@code name} points to. */
  private static MemorySegment pointer(String name) {
    return symbol(name).reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
  }

  private static MemorySegment symbol(String name) {
    return LIBRARY.findOrThrow("secp256k1_" + name);
  }
}
