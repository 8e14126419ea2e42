package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Witness;
import cairn.primitives.address.Address;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Ripemd160;
import cairn.primitives.miniscript.Availability;
import cairn.primitives.miniscript.ScriptContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Satisfies the script of an output with signatures, those that there are and those that can be
 * made (Core's ProduceSignature). For one input.
 */
public final class Signer {
  private final SigningProvider provider;
  private final SignatureCreator creator;
  private final SignatureData data;

  private Signer(SigningProvider provider, SignatureCreator creator, SignatureData data) {
    this.provider = provider;
    this.creator = creator;
    this.data = data;
  }

  /**
   * Signs, and fills in {@code data}, also if it is not enough.
   *
   * @return whether the input is complete
   */
  public static boolean sign(
      SigningProvider provider, SignatureCreator creator, Script scriptPubKey, SignatureData data) {
    if (!data.complete) {
      new Signer(provider, creator, data).sign(scriptPubKey);
    }
    return data.complete;
  }

  /**
   * How far one script was satisfied.
   *
   * @param inner the script behind the hash, where it is one
   */
  private record Step(boolean solved, List<Bytes> items, Script inner, OutputTemplate template) {
    boolean isHash() {
      return template instanceof OutputTemplate.ToAddress(Address.ScriptHash _);
    }

    boolean isWitnessKey() {
      return template instanceof OutputTemplate.ToAddress(Address.WitnessPublicKeyHash _);
    }

    boolean isWitnessScript() {
      return template instanceof OutputTemplate.ToAddress(Address.WitnessScriptHash _);
    }
  }

  private void sign(Script scriptPubKey) {
    var step = step(scriptPubKey, false);
    var redeemScript = Optional.<Script>empty();
    boolean solved = step.solved;
    if (solved && step.isHash()) {
      redeemScript = Optional.of(step.inner);
      data.redeemScript = step.inner;
      step = step(step.inner, false);
      solved = step.solved && !step.isHash();
    }
    var items = step.items;
    if (solved && step.isWitnessKey()) {
      var inner = step(step.inner, true);
      solved = inner.solved;
      setWitness(inner.items);
      items = List.of();
    } else if (solved && step.isWitnessScript()) {
      solved = signWitnessScript(step.inner);
      items = List.of();
    } else if (step.template instanceof OutputTemplate.ToAddress(Address.Taproot _)
        && redeemScript.isEmpty()) {
      data.witnessed = true;
      if (solved) {
        setWitness(items);
      }
      items = List.of();
    }
    if (!data.witnessed) {
      data.witness = Witness.EMPTY;
    }
    data.scriptSig = pushAll(items, redeemScript);
    data.complete = solved && creator.accepts(data.scriptSig, scriptPubKey, data.witness);
  }

  private void setWitness(List<Bytes> items) {
    data.witness = new Witness(items);
    data.witnessed = true;
  }

  private boolean signWitnessScript(Script script) {
    data.witnessScript = script;
    var inner = step(script, true);
    boolean solved =
        inner.solved && !inner.isHash() && !inner.isWitnessScript() && !inner.isWitnessKey();
    var items = new ArrayList<>(inner.items);
    if (!solved && items.isEmpty()) {
      var satisfaction =
          new MiniscriptSigner(provider, creator, data, script, Optional.empty())
              .satisfy(ScriptContext.P2WSH);
      solved = satisfaction.availability() == Availability.YES;
      items.addAll(satisfaction.items());
    }
    items.add(script.bytes());
    setWitness(items);
    return solved;
  }

  private static Script pushAll(List<Bytes> items, Optional<Script> redeemScript) {
    var builder = new ScriptBuilder();
    items.forEach(item -> pushMinimally(builder, item));
    redeemScript.ifPresent(script -> pushMinimally(builder, script.bytes()));
    return builder.build();
  }

  private static void pushMinimally(ScriptBuilder builder, Bytes item) {
    int only = item.length() == 1 ? item.unsigned(0) : 0;
    if (item.isEmpty()) {
      builder.number(0);
    } else if (only >= 1 && only <= 16) {
      builder.number(only);
    } else if (only == 0x81) {
      builder.number(-1);
    } else {
      builder.push(item);
    }
  }

  private static Step failed(OutputTemplate template) {
    return new Step(false, List.of(), Script.EMPTY, template);
  }

  private static Step solved(OutputTemplate template, Bytes... items) {
    return new Step(true, List.of(items), Script.EMPTY, template);
  }

  private Step step(Script script, boolean segwit) {
    var template = OutputTemplate.of(script);
    return switch (template) {
      case OutputTemplate.ToPublicKey(var key) ->
          signature(key, script, segwit)
              .map(signature -> solved(template, signature))
              .orElseGet(() -> failed(template));
      case OutputTemplate.ToAddress(Address.PublicKeyHash(var hash)) ->
          toKeyHash(template, hash, script, segwit);
      case OutputTemplate.ToAddress(Address.ScriptHash(var hash)) -> {
        var inner = script(hash);
        if (inner.isEmpty()) {
          data.missingRedeemScript = hash;
        }
        yield new Step(inner.isPresent(), List.of(), inner.orElse(Script.EMPTY), template);
      }
      case Multisig multisig -> multisig(multisig, script, segwit);
      case OutputTemplate.ToAddress(Address.WitnessPublicKeyHash(var hash)) ->
          new Step(true, List.of(), new Address.PublicKeyHash(hash).scriptPubKey(), template);
      case OutputTemplate.ToAddress(Address.WitnessScriptHash(var hash)) -> {
        var inner = script(Ripemd160.hash(hash));
        if (inner.isEmpty()) {
          data.missingWitnessScript = hash;
        }
        yield new Step(inner.isPresent(), List.of(), inner.orElse(Script.EMPTY), template);
      }
      case OutputTemplate.ToAddress(Address.Taproot(var outputKey)) -> {
        var items = new TaprootSigner(provider, creator, data).sign(outputKey);
        yield new Step(!items.isEmpty(), items, Script.EMPTY, template);
      }
      case OutputTemplate.ToAddress(Address.Anchor()) -> solved(template);
      case OutputTemplate.ToAddress(Address.Future _),
          OutputTemplate.NullData(),
          OutputTemplate.Nonstandard() ->
          failed(template);
    };
  }

  private Optional<Script> script(Bytes hash) {
    return provider
        .script(hash)
        .or(() ->
            Hash160.hash(data.redeemScript.bytes()).equals(hash)
                ? Optional.of(data.redeemScript)
                : Optional.empty())
        .or(() ->
            Hash160.hash(data.witnessScript.bytes()).equals(hash)
                ? Optional.of(data.witnessScript)
                : Optional.empty());
  }

  private Step toKeyHash(OutputTemplate template, Bytes hash, Script script, boolean segwit) {
    var key = publicKey(provider, data, hash);
    if (key.isEmpty()) {
      data.missingKeys.add(hash);
      return failed(template);
    }
    return signature(key.get(), script, segwit)
        .map(signature -> solved(template, signature, key.get()))
        .orElseGet(() -> failed(template));
  }

  /** All keys sign that can, since others may combine what they have made. */
  private Step multisig(Multisig multisig, Script script, boolean segwit) {
    var items = new ArrayList<>(List.of(Bytes.EMPTY));
    for (var key : multisig.publicKeys()) {
      var signature = signature(key, script, segwit);
      if (signature.isPresent() && items.size() <= multisig.required()) {
        items.add(signature.get());
      }
    }
    boolean solved = items.size() == multisig.required() + 1;
    while (items.size() < multisig.required() + 1) {
      items.add(Bytes.EMPTY);
    }
    return new Step(solved, items, Script.EMPTY, multisig);
  }

  private Optional<Bytes> signature(Bytes key, Script script, boolean segwit) {
    return signature(provider, creator, data, key, script, segwit);
  }

  /** The signature by a key, which is made if there is none. */
  static Optional<Bytes> signature(
      SigningProvider provider,
      SignatureCreator creator,
      SignatureData data,
      Bytes key,
      Script script,
      boolean segwit) {
    var hash = Hash160.hash(key);
    var known = data.signatures.get(hash);
    if (known != null) {
      return Optional.of(known.signature());
    }
    provider
        .origin(hash)
        .ifPresent(origin -> data.origins.putIfAbsent(hash, new KeyOfOrigin(key, origin)));
    var made = creator.ecdsa(provider, hash, script, segwit);
    made.ifPresentOrElse(
        signature -> data.signatures.put(hash, new KeyedSignature(key, signature)),
        () -> data.missingSignatures.add(hash));
    return made;
  }

  /** The public key with this HASH160, which may also be that of its 32 bytes. */
  static Optional<Bytes> publicKey(SigningProvider provider, SignatureData data, Bytes hash) {
    var signature = data.signatures.get(hash);
    if (signature != null) {
      return Optional.of(signature.publicKey());
    }
    var origin = data.origins.get(hash);
    if (origin != null) {
      return Optional.of(origin.publicKey());
    }
    var xOnly = data.xOnlyKeys.get(hash);
    if (xOnly != null) {
      return Optional.of(Bytes.of(2).concat(xOnly));
    }
    return provider.publicKey(hash);
  }
}
