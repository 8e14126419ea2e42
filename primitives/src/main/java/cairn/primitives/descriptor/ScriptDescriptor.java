package cairn.primitives.descriptor;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.address.TextException;
import cairn.primitives.address.TxoutType;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
import java.util.stream.Collectors;

/**
 * Descriptors of one output script, made of the script alone: {@code pk(...)}, {@code multi(...)},
 * {@code rawtr(...)}, {@code addr(...)} and {@code raw(...)} (BIP 381, 383, 385, 386).
 */
public final class ScriptDescriptor {
  private static final Bytes EVEN = Bytes.of(2);

  private ScriptDescriptor() {}

  /** The descriptor of {@code scriptPubKey} that says most about it, with its checksum. */
  public static String of(Script scriptPubKey, AddressFormat format) {
    return withChecksum(withoutChecksum(scriptPubKey, format));
  }

  /**
   * As {@link #of}, with the script known of which {@code scriptPubKey} has the hash (BIP 382).
   *
   * @param witnessScript of {@code scriptPubKey}, if that is of a script
   */
  public static String ofWitness(Script scriptPubKey, Script witnessScript, AddressFormat format) {
    var inner = OutputTemplate.of(witnessScript);
    boolean isKnown =
        inner instanceof Multisig(_, var keys)
            && keys.stream().allMatch(ScriptDescriptor::isPlain)
            && OutputTemplate.of(scriptPubKey).type() == TxoutType.WITNESS_V0_SCRIPTHASH;
    return isKnown
        ? withChecksum("wsh(" + withoutChecksum(witnessScript, format) + ")")
        : of(scriptPubKey, format);
  }

  private static String withChecksum(String descriptor) {
    try {
      return DescriptorChecksum.append(descriptor);
    } catch (DescriptorException e) {
      throw new AssertionError("made of hex and addresses", e);
    }
  }

  private static String withoutChecksum(Script script, AddressFormat format) {
    return switch (OutputTemplate.of(script)) {
      case OutputTemplate.ToPublicKey(var key) when isPlain(key) -> "pk(" + key + ")";
      case Multisig(var required, var keys)
          when keys.stream().allMatch(ScriptDescriptor::isPlain) ->
          keys.stream()
              .map(Bytes::toHex)
              .collect(Collectors.joining(",", "multi(" + required + ",", ")"));
      case OutputTemplate.ToAddress(Address.Taproot(var key))
          when Secp256k1.instance().isPublicKey(EVEN.concat(key)) ->
          "rawtr(" + key + ")";
      case OutputTemplate.ToAddress(var address) when address.scriptPubKey().equals(script) ->
          "addr(" + address.text(format) + ")";
      default -> "raw(" + script.bytes().toHex() + ")";
    };
  }

  /** Whether a key is written as keys still are, which hybrid ones are not. */
  private static boolean isPlain(Bytes key) {
    return PublicKeyEncoding.isCompressedOrUncompressed(key);
  }

  /**
   * The script that {@code addr(...)} or {@code raw(...)} stands for.
   *
   * @throws DescriptorException if {@code text} is anything else
   */
  public static Script parse(String text, AddressFormat format) throws DescriptorException {
    var descriptor = DescriptorChecksum.strip(text);
    int open = descriptor.indexOf('(');
    if (open > 0 && descriptor.endsWith(")")) {
      var inner = descriptor.substring(open + 1, descriptor.length() - 1);
      switch (descriptor.substring(0, open)) {
        case "addr" -> {
          return address(inner, format);
        }
        case "raw" -> {
          return raw(inner);
        }
        default -> {}
      }
    }
    throw new DescriptorException(
        "'%s' is not a valid descriptor function"
            .formatted(open < 0 ? descriptor : descriptor.substring(0, open)));
  }

  private static Script address(String text, AddressFormat format) throws DescriptorException {
    try {
      return Address.parse(text, format).scriptPubKey();
    } catch (TextException e) {
      throw new DescriptorException("Address is not valid");
    }
  }

  private static Script raw(String hex) throws DescriptorException {
    try {
      return new Script(Bytes.fromHex(hex));
    } catch (IllegalArgumentException e) {
      throw new DescriptorException("Raw script is not hex");
    }
  }
}
