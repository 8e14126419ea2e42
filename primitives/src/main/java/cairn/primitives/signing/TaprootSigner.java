package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Taproot;
import cairn.primitives.Witness;
import cairn.primitives.miniscript.Availability;
import cairn.primitives.miniscript.ScriptContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Satisfies a Taproot output, by its key if that can be, or else by the cheapest of its scripts.
 */
record TaprootSigner(SigningProvider provider, SignatureCreator creator, SignatureData data) {
  /** The witness; empty if there is none. */
  List<Bytes> sign(Bytes outputKey) {
    provider
        .tree(outputKey)
        .ifPresent(tree -> {
          data.taproot.addAll(tree);
          data.tree = Optional.of(tree);
        });
    provider.participants().forEach(data.participants::putIfAbsent);
    addOrigin(data.taproot.internalKey());
    addOrigin(outputKey);
    if (data.taprootKeySignature.isEmpty() && !data.taproot.internalKey().isEmpty()) {
      creator
          .schnorr(provider, data.taproot.internalKey(), null, data.taproot.merkleRoot())
          .ifPresent(signature -> data.taprootKeySignature = signature);
    }
    if (data.taprootKeySignature.isEmpty()) {
      creator
          .schnorr(provider, outputKey, null, null)
          .ifPresent(signature -> data.taprootKeySignature = signature);
    }
    return data.taprootKeySignature.isEmpty() ? signScripts() : List.of(data.taprootKeySignature);
  }

  private void addOrigin(Bytes key) {
    if (!key.isEmpty()) {
      provider
          .originOfXOnly(key)
          .ifPresent(origin ->
              data.taprootOrigins.putIfAbsent(key, new TaprootKeyOrigin(new TreeSet<>(), origin)));
    }
  }

  private List<Bytes> signScripts() {
    var smallest = List.<Bytes>of();
    for (var entry : data.taproot.scripts().entrySet()) {
      var leaf = entry.getKey();
      if (leaf.version() != Taproot.TAPSCRIPT) {
        continue;
      }
      var leafHash = Taproot.leafHash(leaf.version(), leaf.script());
      var satisfaction =
          new MiniscriptSigner(provider, creator, data, leaf.script(), Optional.of(leafHash))
              .satisfy(ScriptContext.TAPSCRIPT);
      if (satisfaction.availability() == Availability.YES) {
        var items = new ArrayList<>(satisfaction.items());
        items.add(leaf.script().bytes());
        items.add(entry.getValue().first());
        boolean smaller =
            smallest.isEmpty()
                || new Witness(items).serializedSize() < new Witness(smallest).serializedSize();
        smallest = smaller ? items : smallest;
      }
    }
    return smallest;
  }

  /** The signature by a key for a script, which is made if there is none. */
  Optional<Bytes> scriptSignature(Bytes key, Bytes leafHash) {
    provider
        .originOfXOnly(key)
        .ifPresent(origin ->
            data.taprootOrigins.merge(
                key,
                new TaprootKeyOrigin(new TreeSet<>(List.of(leafHash)), origin),
                (known, _) -> known.in(leafHash)));
    var place = new KeyInLeaf(key, leafHash);
    var known = data.taprootScriptSignatures.get(place);
    if (known != null) {
      return Optional.of(known);
    }
    var made = creator.schnorr(provider, key, leafHash, null);
    made.ifPresent(signature -> data.taprootScriptSignatures.put(place, signature));
    return made;
  }
}
