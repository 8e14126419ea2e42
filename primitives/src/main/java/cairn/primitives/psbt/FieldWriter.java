package cairn.primitives.psbt;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.signing.KeyInLeaf;
import cairn.primitives.signing.TaprootKeyOrigin;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;

/** Writes the fields of the maps of a PSBT. */
record FieldWriter(ByteWriter out) {
  FieldWriter field(int type, Bytes keyData, Bytes value) {
    out.compactSize(1 + keyData.length()).uint8(type).bytes(keyData).sizedBytes(value);
    return this;
  }

  FieldWriter field(int type, Bytes value) {
    return field(type, Bytes.EMPTY, value);
  }

  /** A field, unless its value is empty. */
  FieldWriter fieldIfAny(int type, Bytes value) {
    return value.isEmpty() ? this : field(type, value);
  }

  FieldWriter fields(int type, SequencedMap<Bytes, Bytes> values) {
    values.forEach((keyData, value) -> field(type, keyData, value));
    return this;
  }

  FieldWriter uint32(int type, long value) {
    return field(type, new ByteWriter(4).uint32(value).toBytes());
  }

  static Bytes bytes(KeyOrigin origin) {
    var out = new ByteWriter(4 + 4 * origin.path().steps().size()).bytes(origin.fingerprint());
    origin.path().steps().forEach(step -> out.int32(step.bits()));
    return out.toBytes();
  }

  FieldWriter origins(int type, SequencedMap<Bytes, KeyOrigin> origins) {
    origins.forEach((key, origin) -> field(type, key, bytes(origin)));
    return this;
  }

  FieldWriter taprootOrigins(int type, SequencedMap<Bytes, TaprootKeyOrigin> origins) {
    origins.forEach((key, origin) -> {
      var value = new ByteWriter().compactSize(origin.leafHashes().size());
      origin.leafHashes().forEach(value::bytes);
      field(type, key, value.bytes(bytes(origin.origin())).toBytes());
    });
    return this;
  }

  FieldWriter participants(int type, SequencedMap<Bytes, List<Bytes>> participants) {
    participants.forEach((aggregate, keys) -> {
      var value = new ByteWriter();
      keys.forEach(value::bytes);
      field(type, aggregate, value.toBytes());
    });
    return this;
  }

  FieldWriter ofParticipants(int type, SequencedMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> all) {
    all.forEach((place, byKey) ->
        byKey.forEach(
            (key, value) -> field(type, key.concat(place.key()).concat(place.leafHash()), value)));
    return this;
  }

  FieldWriter proprietary(Map<Bytes, Proprietary> fields) {
    fields.values().forEach(field -> out.sizedBytes(field.key()).sizedBytes(field.value()));
    return this;
  }

  FieldWriter unknown(Map<Bytes, Bytes> fields) {
    fields.forEach((key, value) -> out.sizedBytes(key).sizedBytes(value));
    return this;
  }

  /** Ends a map. */
  void end() {
    out.uint8(0);
  }
}
