package cairn.primitives.descriptor;

import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGADD;
import static cairn.primitives.Opcode.OP_NUMEQUAL;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Taproot;
import cairn.primitives.address.Address;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.signing.SigningProvider;
import cairn.primitives.signing.TaprootTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the scripts of an expression at an index.
 *
 * @param secrets where hardened steps find their keys
 * @param out what is needed to spend the scripts is added here, but for secret keys
 */
record Expansion(int index, SigningProvider secrets, SigningProvider out) {
  /** The scripts; empty if a secret key is missing. */
  Optional<List<Script>> of(ScriptExpression expression) {
    var found = new SigningProvider();
    var keys = new ArrayList<Bytes>();
    for (var key : expression.keys()) {
      var expanded = key.expand(index, secrets, found);
      if (expanded.isEmpty()) {
        return Optional.empty();
      }
      keys.add(expanded.get());
    }
    var subs = new ArrayList<Script>();
    for (var sub : expression.subs()) {
      var expanded = new Expansion(index, secrets, found).of(sub);
      if (expanded.isEmpty()) {
        return Optional.empty();
      }
      subs.add(expanded.get().getFirst());
    }
    out.addAll(found);
    return Optional.of(scripts(expression, keys, subs));
  }

  private List<Script> scripts(ScriptExpression expression, List<Bytes> keys, List<Script> subs) {
    return switch (expression) {
      case ScriptExpression.Pk(_, var xOnly) ->
          List.of(xOnly ? checkSig(keys.getFirst()) : toKey(keys.getFirst()));
      case ScriptExpression.Pkh _ ->
          List.of(Address.PublicKeyHash.of(keys.getFirst()).scriptPubKey());
      case ScriptExpression.Wpkh _ -> List.of(toWitnessKey(keys.getFirst()));
      case ScriptExpression.Combo _ -> combo(keys.getFirst());
      case ScriptExpression.Multi(var required, _, var sorted) -> {
        var multi = sorted ? Multisig.sorted(required, keys) : new Multisig(required, keys);
        yield List.of(multi.script());
      }
      case ScriptExpression.MultiA(var required, _, var sorted) ->
          List.of(multiA(required, keys, sorted));
      case ScriptExpression.Sh _ -> {
        out.add(subs.getFirst());
        yield List.of(Address.ScriptHash.of(subs.getFirst()).scriptPubKey());
      }
      case ScriptExpression.Wsh _ -> {
        out.add(subs.getFirst());
        yield List.of(Address.WitnessScriptHash.of(subs.getFirst()).scriptPubKey());
      }
      case ScriptExpression.Tr(_, var leaves) -> taproot(keys.getFirst(), leaves, subs);
      case ScriptExpression.RawTr _ -> {
        var key = keys.getFirst().slice(1);
        yield Secp256k1.instance().isXOnlyKey(key)
            ? List.of(new Address.Taproot(key).scriptPubKey())
            : List.of();
      }
      case ScriptExpression.Unused _ -> List.of();
      case ScriptExpression.OfMiniscript(var miniscript, _) ->
          List.of(miniscript(miniscript, keys));
      case ScriptExpression.Addr(var address) -> List.of(address.scriptPubKey());
      case ScriptExpression.Raw(var script) -> List.of(script);
    };
  }

  private static Script checkSig(Bytes key) {
    return new ScriptBuilder().push(key.slice(1)).op(OP_CHECKSIG).build();
  }

  private static Script toKey(Bytes key) {
    return new OutputTemplate.ToPublicKey(key).scriptPubKey();
  }

  private static Script toWitnessKey(Bytes key) {
    return Address.WitnessPublicKeyHash.of(key).scriptPubKey();
  }

  private List<Script> combo(Bytes key) {
    var scripts = new ArrayList<Script>();
    scripts.add(toKey(key));
    scripts.add(Address.PublicKeyHash.of(key).scriptPubKey());
    if (PublicKeyEncoding.isCompressed(key)) {
      var witness = toWitnessKey(key);
      out.add(witness);
      scripts.add(witness);
      scripts.add(Address.ScriptHash.of(witness).scriptPubKey());
    }
    return scripts;
  }

  private static Script multiA(int required, List<Bytes> keys, boolean sorted) {
    var xOnly = new ArrayList<>(keys.stream().map(key -> key.slice(1)).toList());
    if (sorted) {
      xOnly.sort(null);
    }
    var script = new ScriptBuilder();
    int opcode = OP_CHECKSIG;
    for (var key : xOnly) {
      script.push(key).op(opcode);
      opcode = OP_CHECKSIGADD;
    }
    return script.number(required).op(OP_NUMEQUAL).build();
  }

  private List<Script> taproot(
      Bytes internalKey, List<ScriptExpression.Leaf> leaves, List<Script> scripts) {
    var placed = new ArrayList<TaprootTree.Placed>();
    for (int i = 0; i < leaves.size(); i++) {
      int depth = leaves.get(i).depth();
      placed.add(new TaprootTree.Placed(depth, Taproot.TAPSCRIPT, scripts.get(i)));
    }
    return TaprootTree.of(internalKey.slice(1), placed)
        .map(tree -> {
          out.add(tree);
          return List.of(new Address.Taproot(tree.outputKey().x()).scriptPubKey());
        })
        .orElse(List.of());
  }

  private Script miniscript(Miniscript<Integer> miniscript, List<Bytes> keys) {
    boolean tapscript = miniscript.root().context().isTapscript();
    for (var key : keys) {
      if (tapscript) {
        out.addXOnlyHash(key);
      } else {
        out.addPublicKey(key);
      }
    }
    return miniscript.script(place -> tapscript ? keys.get(place).slice(1) : keys.get(place));
  }
}
