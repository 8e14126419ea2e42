package cairn.primitives.descriptor;

import static cairn.primitives.Opcode.OP_CHECKSIG;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Taproot;
import cairn.primitives.address.Address;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Ripemd160;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.miniscript.ScriptContext;
import cairn.primitives.miniscript.ScriptKeys;
import cairn.primitives.signing.SigningProvider;
import cairn.primitives.signing.TaprootTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the expression that says most about a script.
 *
 * @param provider what is known of keys and scripts
 */
record Inference(SigningProvider provider) {
  private enum Inside {
    TOP,
    SH,
    WSH,
    TR;

    boolean allowsUncompressed() {
      return this == TOP || this == SH;
    }
  }

  ScriptExpression of(Script scriptPubKey) {
    return infer(scriptPubKey, Inside.TOP)
        .or(() ->
            Address.of(scriptPubKey)
                .filter(address -> address.scriptPubKey().equals(scriptPubKey))
                .map(ScriptExpression.Addr::new))
        .orElseGet(() -> new ScriptExpression.Raw(scriptPubKey));
  }

  private Optional<ScriptExpression> infer(Script script, Inside inside) {
    return inside == Inside.TR
        ? leaf(script).or(() -> miniscript(script, ScriptContext.TAPSCRIPT))
        : template(script, inside)
            .or(() ->
                inside == Inside.WSH ? miniscript(script, ScriptContext.P2WSH) : Optional.empty());
  }

  private Optional<ScriptExpression> template(Script script, Inside inside) {
    return switch (OutputTemplate.of(script)) {
      case OutputTemplate.ToPublicKey(var bytes) ->
          key(bytes, inside.allowsUncompressed()).map(key -> new ScriptExpression.Pk(key, false));
      case OutputTemplate.ToAddress(Address.PublicKeyHash(var hash)) ->
          provider
              .publicKey(hash)
              .flatMap(bytes -> key(bytes, inside.allowsUncompressed()))
              .map(ScriptExpression.Pkh::new);
      case OutputTemplate.ToAddress(Address.WitnessPublicKeyHash(var hash))
          when inside != Inside.WSH ->
          provider
              .publicKey(hash)
              .flatMap(bytes -> key(bytes, false))
              .map(ScriptExpression.Wpkh::new);
      case Multisig(var required, var bytes) ->
          keys(bytes, inside.allowsUncompressed())
              .map(keys -> new ScriptExpression.Multi(required, keys, false));
      case OutputTemplate.ToAddress(Address.ScriptHash(var hash)) when inside == Inside.TOP ->
          provider
              .script(hash)
              .flatMap(inner -> infer(inner, Inside.SH))
              .map(ScriptExpression.Sh::new);
      case OutputTemplate.ToAddress(Address.WitnessScriptHash(var hash))
          when inside != Inside.WSH ->
          provider
              .script(Ripemd160.hash(hash))
              .flatMap(inner -> infer(inner, Inside.WSH))
              .map(ScriptExpression.Wsh::new);
      case OutputTemplate.ToAddress(Address.Taproot(var outputKey)) when inside == Inside.TOP ->
          provider.tree(outputKey).flatMap(this::taproot).or(() -> rawTaproot(outputKey));
      default -> Optional.empty();
    };
  }

  private Optional<DescriptorKey> key(Bytes bytes, boolean allowsUncompressed) {
    boolean allowed =
        allowsUncompressed
            ? PublicKeyEncoding.isCompressedOrUncompressed(bytes)
            : PublicKeyEncoding.isCompressed(bytes);
    return allowed
        ? Optional.of(withOrigin(new DescriptorKey.Constant(bytes, false)))
        : Optional.empty();
  }

  private Optional<List<DescriptorKey>> keys(List<Bytes> all, boolean allowsUncompressed) {
    var keys = new ArrayList<DescriptorKey>();
    for (var bytes : all) {
      key(bytes, allowsUncompressed).ifPresent(keys::add);
    }
    return keys.size() == all.size() ? Optional.of(keys) : Optional.empty();
  }

  private DescriptorKey xOnly(Bytes key) {
    return withOrigin(new DescriptorKey.Constant(Bytes.of(2).concat(key), true));
  }

  private DescriptorKey withOrigin(DescriptorKey.Constant key) {
    var origin =
        key.xOnly() ? provider.originOfXOnly(key.key().slice(1)) : provider.originOf(key.key());
    return origin
        .<DescriptorKey>map(known -> new DescriptorKey.WithOrigin(known, key, false))
        .orElse(key);
  }

  private Optional<ScriptExpression> rawTaproot(Bytes outputKey) {
    return Secp256k1.instance().isXOnlyKey(outputKey)
        ? Optional.of(new ScriptExpression.RawTr(xOnly(outputKey)))
        : Optional.empty();
  }

  private Optional<ScriptExpression> taproot(TaprootTree tree) {
    var leaves = new ArrayList<ScriptExpression.Leaf>();
    for (var leaf : tree.leaves().reversed()) {
      var inner =
          leaf.version() == Taproot.TAPSCRIPT
              ? infer(leaf.script(), Inside.TR)
              : Optional.<ScriptExpression>empty();
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      leaves.add(new ScriptExpression.Leaf(leaf.depth(), inner.get()));
    }
    return Optional.of(new ScriptExpression.Tr(xOnly(tree.internalKey()), leaves));
  }

  private Optional<ScriptExpression> leaf(Script script) {
    var bytes = script.bytes();
    if (bytes.length() == 34 && bytes.unsigned(0) == 32 && bytes.unsigned(33) == OP_CHECKSIG) {
      return Optional.of(new ScriptExpression.Pk(xOnly(bytes.slice(1, 33)), true));
    }
    var found = new ArrayList<DescriptorKey>();
    return decode(script, ScriptContext.TAPSCRIPT, found)
        .filter(parsed -> parsed.root().fragment() == Fragment.MULTI_A)
        .map(parsed -> new ScriptExpression.MultiA(parsed.root().k(), found.reversed(), false));
  }

  private Optional<ScriptExpression> miniscript(Script script, ScriptContext context) {
    var found = new ArrayList<DescriptorKey>();
    return decode(script, context, found)
        .filter(Miniscript::isSane)
        .map(miniscript -> new ScriptExpression.OfMiniscript(miniscript, found));
  }

  private Optional<Miniscript<Integer>> decode(
      Script script, ScriptContext context, List<DescriptorKey> found) {
    var keys =
        new ScriptKeys<Integer>() {
          @Override
          public Optional<Integer> ofBytes(Bytes bytes) {
            if (!context.isTapscript()) {
              return key(bytes, false).map(this::add);
            }
            return bytes.length() == PublicKeyEncoding.X_ONLY_LENGTH
                ? Optional.of(add(xOnly(bytes)))
                : Optional.empty();
          }

          @Override
          public Optional<Integer> ofHash(Bytes hash) {
            return provider.publicKey(hash).flatMap(bytes -> key(bytes, false)).map(this::add);
          }

          private Integer add(DescriptorKey key) {
            found.add(key);
            return found.size() - 1;
          }
        };
    return Miniscript.ofScript(
        script, context, keys, index -> DescriptorParser.identity(found.get(index)));
  }
}
