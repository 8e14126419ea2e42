package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PREFIX;
import static cairn.primitives.address.TextException.Reason.WITNESS_VERSION;

import cairn.primitives.Bytes;
import cairn.primitives.WitnessProgram;
import cairn.primitives.address.Bech32.Variant;
import cairn.primitives.crypto.Hash160;

/** Addresses as text: Base58Check for those from before SegWit, Bech32 and Bech32m for the rest. */
final class AddressText {
  /** How long a Base58 text may be that is told from nonsense in the message, in bytes. */
  private static final int MAX_BASE58_LENGTH = 100;

  private static final int MAX_WITNESS_VERSION = 16;

  private AddressText() {}

  static String of(Address address, AddressFormat format) {
    return switch (address) {
      case Address.PublicKeyHash(var hash) -> base58(format.pubKeyPrefix(), hash);
      case Address.ScriptHash(var hash) -> base58(format.scriptPrefix(), hash);
      case Address.Segwit segwit -> {
        var program = segwit.program();
        var groups = Bytes.of(program.version()).concat(Bech32.groupsOf(program.program()));
        yield new Bech32(variant(program.version()), format.hrp(), groups).encode();
      }
    };
  }

  static Address parse(String text, AddressFormat format) throws TextException {
    var hrp = format.hrp();
    return text.regionMatches(true, 0, hrp, 0, hrp.length())
        ? parseSegwit(text, hrp)
        : parseBase58(text, format);
  }

  private static Address parseBase58(String text, AddressFormat format) throws TextException {
    var payload = base58Payload(text);
    int prefix = payload.isEmpty() ? -1 : payload.unsigned(0);
    boolean isPubKey = prefix == format.pubKeyPrefix();
    if (!isPubKey && prefix != format.scriptPrefix()) {
      throw new TextException(PREFIX, "Invalid or unsupported Base58-encoded address.");
    }
    var hash = payload.slice(1);
    if (hash.length() != Hash160.LENGTH) {
      throw new TextException(LENGTH, "Invalid length for Base58 address (P2PKH or P2SH)");
    }
    return isPubKey ? new Address.PublicKeyHash(hash) : new Address.ScriptHash(hash);
  }

  private static Bytes base58Payload(String text) throws TextException {
    try {
      return Base58.decodeChecked(text, 1 + Hash160.LENGTH);
    } catch (TextException failure) {
      requireBase58(text);
      throw new TextException(
          failure.reason(), "Invalid checksum or length of Base58 address (P2PKH or P2SH)");
    }
  }

  private static void requireBase58(String text) throws TextException {
    try {
      Base58.decode(text, MAX_BASE58_LENGTH);
    } catch (TextException failure) {
      throw new TextException(
          failure.reason(), "Invalid or unsupported Segwit (Bech32) or Base58 encoding.");
    }
  }

  private static Address parseSegwit(String text, String hrp) throws TextException {
    var decoded = Bech32.decode(text);
    var groups = decoded.groups();
    if (groups.isEmpty()) {
      throw new TextException(LENGTH, "Empty Bech32 data section");
    }
    if (!decoded.hrp().equals(hrp)) {
      var message = "Invalid or unsupported prefix for Segwit (Bech32) address";
      throw new TextException(
          PREFIX, message + " (expected " + hrp + ", got " + decoded.hrp() + ").");
    }
    int version = groups.get(0);
    if (decoded.variant() != variant(version)) {
      throw new TextException(
          CHECKSUM,
          version == 0
              ? "Version 0 witness address must use Bech32 checksum"
              : "Version 1+ witness address must use Bech32m checksum");
    }
    var program = Bech32.bytesOf(groups.slice(1));
    int length = program.length();
    var size = length + (length == 1 ? " byte" : " bytes");
    if (version > MAX_WITNESS_VERSION) {
      throw new TextException(WITNESS_VERSION, "Invalid Bech32 address witness version");
    }
    if (version != 0
        && (length < WitnessProgram.MIN_LENGTH || length > WitnessProgram.MAX_LENGTH)) {
      throw new TextException(LENGTH, "Invalid Bech32 address program size (" + size + ")");
    }
    return Address.Segwit.of(new WitnessProgram(version, program))
        .orElseThrow(() ->
            new TextException(
                LENGTH, "Invalid Bech32 v0 address program size (" + size + "), per BIP141"));
  }

  private static Variant variant(int version) {
    return version == 0 ? Variant.BECH32 : Variant.BECH32M;
  }

  private static String base58(int prefix, Bytes hash) {
    return Base58.encodeChecked(Bytes.of(prefix).concat(hash));
  }
}
