package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.ScriptAsm;
import cairn.primitives.address.TxoutType;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.psbt.Proprietary;
import cairn.primitives.signing.TaprootKeyOrigin;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What inputs, outputs and the whole of a PSBT have in common, as RPC shows it. */
final class PsbtJson {
  private PsbtJson() {}

  static Result scriptSpec() {
    return Result.object(
        "",
        field("asm", Result.string("The script in words")),
        field("hex", Result.hex("The script")),
        field("type", Result.string("The kind, such as pubkeyhash")));
  }

  static void putScript(JsonObjectBuilder json, String name, Script script) {
    if (!script.isEmpty()) {
      json.put(
          name,
          Json.object()
              .put("asm", ScriptAsm.of(script))
              .put("hex", script.bytes())
              .put("type", TxoutType.of(script).toString())
              .build());
    }
  }

  static Result originsSpec() {
    return Result.array(
        "",
        Result.object(
            "",
            field("pubkey", Result.string("The public key")),
            field("master_fingerprint", Result.string("The fingerprint where its path begins")),
            field("path", Result.string("The path"))));
  }

  private static JsonObjectBuilder origin(Bytes key, KeyOrigin origin) {
    return Json.object()
        .put("pubkey", key)
        .put("master_fingerprint", origin.fingerprint())
        .put("path", origin.path().toString());
  }

  static void putOrigins(JsonObjectBuilder json, Map<Bytes, KeyOrigin> origins) {
    if (!origins.isEmpty()) {
      json.put(
          "bip32_derivs",
          new Json.Arr(
              origins.entrySet().stream()
                  .<Json>map(entry -> origin(entry.getKey(), entry.getValue()).build())
                  .toList()));
    }
  }

  static Result taprootOriginsSpec() {
    return Result.array(
        "",
        Result.object(
            "",
            field("pubkey", Result.string("The key in 32 bytes")),
            field("master_fingerprint", Result.string("The fingerprint where its path begins")),
            field("path", Result.string("The path")),
            field(
                "leaf_hashes",
                Result.array("The scripts that it is in", Result.hex("the hash of a leaf")))));
  }

  static void putTaprootOrigins(JsonObjectBuilder json, Map<Bytes, TaprootKeyOrigin> origins) {
    if (!origins.isEmpty()) {
      json.put(
          "taproot_bip32_derivs",
          new Json.Arr(
              origins.entrySet().stream()
                  .<Json>map(entry ->
                      origin(entry.getKey(), entry.getValue().origin())
                          .put("leaf_hashes", hexes(List.copyOf(entry.getValue().leafHashes())))
                          .build())
                  .toList()));
    }
  }

  static Json hexes(List<Bytes> all) {
    return Json.strings(all.stream().map(Bytes::toHex).toList());
  }

  static Result participantsSpec() {
    return Result.array(
        "",
        Result.object(
            "",
            field("aggregate_pubkey", Result.hex("The aggregate key")),
            field(
                "participant_pubkeys", Result.array("", Result.hex("a key that it is made of")))));
  }

  static void putParticipants(JsonObjectBuilder json, Map<Bytes, List<Bytes>> participants) {
    if (!participants.isEmpty()) {
      json.put(
          "musig2_participant_pubkeys",
          new Json.Arr(
              participants.entrySet().stream()
                  .<Json>map(entry ->
                      Json.object()
                          .put("aggregate_pubkey", entry.getKey())
                          .put("participant_pubkeys", hexes(entry.getValue()))
                          .build())
                  .toList()));
    }
  }

  static Result mapSpec(String key) {
    return Result.map("", key, Result.hex("the value"));
  }

  static Json map(SortedMap<Bytes, Bytes> values) {
    var json = Json.object();
    values.forEach((key, value) -> json.put(key.toHex(), value));
    return json.build();
  }

  static void putMap(JsonObjectBuilder json, String name, SortedMap<Bytes, Bytes> values) {
    if (!values.isEmpty()) {
      json.put(name, map(values));
    }
  }

  static Result proprietarySpec() {
    return Result.array(
        "Fields that programs have for themselves",
        Result.object(
            "",
            field("identifier", Result.hex("The program")),
            field("subtype", Result.number("The kind of field")),
            field("key", Result.hex("The key")),
            field("value", Result.hex("The value"))));
  }

  static Json proprietary(Map<Bytes, Proprietary> fields) {
    return new Json.Arr(
        fields.values().stream()
            .<Json>map(one ->
                Json.object()
                    .put("identifier", one.identifier())
                    .put("subtype", one.subtype())
                    .put("key", one.key())
                    .put("value", one.value())
                    .build())
            .toList());
  }

  static void putRest(
      JsonObjectBuilder json,
      Map<Bytes, Proprietary> proprietary,
      SortedMap<Bytes, Bytes> unknown) {
    if (!proprietary.isEmpty()) {
      json.put("proprietary", proprietary(proprietary));
    }
    putMap(json, "unknown", unknown);
  }

  static List<Result.Field> restSpec() {
    return List.of(optional("proprietary", proprietarySpec()), optional("unknown", mapSpec("key")));
  }
}
