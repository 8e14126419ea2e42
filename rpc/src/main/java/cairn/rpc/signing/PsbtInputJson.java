package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.ScriptAsm;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.psbt.PsbtInput;
import cairn.primitives.signing.KeyInLeaf;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.ScriptJson;
import cairn.rpc.transactions.TransactionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** The inputs of a PSBT, as RPC shows them. */
record PsbtInputJson(AddressFormat format, int version) {
  static Result spec() {
    var fields = new ArrayList<Result.Field>();
    fields.add(
        optional(
            "non_witness_utxo",
            Result.object("The transaction that is spent from", TransactionJson.ownFields(false))));
    fields.add(
        optional(
            "witness_utxo",
            Result.object(
                "The output that is spent",
                field("amount", Result.number("The amount in BTC")),
                field("scriptPubKey", ScriptJson.spec()))));
    fields.add(
        optional("partial_signatures", Result.map("", "pubkey", Result.string("its signature"))));
    fields.add(optional("sighash", Result.string("What signatures must cover")));
    fields.add(optional("redeem_script", PsbtJson.scriptSpec()));
    fields.add(optional("witness_script", PsbtJson.scriptSpec()));
    fields.add(optional("bip32_derivs", PsbtJson.originsSpec()));
    fields.add(
        optional(
            "final_scriptSig",
            Result.object(
                "",
                field("asm", Result.string("The script in words")),
                field("hex", Result.hex("The script")))));
    fields.add(
        optional("final_scriptwitness", Result.array("", Result.hex("an item of the witness"))));
    for (var hash : List.of("ripemd160", "sha256", "hash160", "hash256")) {
      fields.add(
          optional(hash + "_preimages", Result.map("", "hash", Result.string("its preimage"))));
    }
    fields.add(optional("previous_txid", Result.hex("The transaction that is spent from")));
    fields.add(optional("previous_vout", Result.number("Which of its outputs")));
    fields.add(optional("sequence", Result.number("The sequence number")));
    fields.add(optional("time_locktime", Result.number("The time that it demands")));
    fields.add(optional("height_locktime", Result.number("The height that it demands")));
    fields.addAll(taprootSpec());
    fields.add(optional("musig2_participant_pubkeys", PsbtJson.participantsSpec()));
    fields.add(optional("musig2_pubnonces", ofParticipantSpec("pubnonce")));
    fields.add(optional("musig2_partial_sigs", ofParticipantSpec("partial_sig")));
    fields.addAll(PsbtJson.restSpec());
    return Result.object("", fields);
  }

  private static List<Result.Field> taprootSpec() {
    return List.of(
        optional("taproot_key_path_sig", Result.hex("The signature of the output's own key")),
        optional(
            "taproot_script_path_sigs",
            Result.array(
                "",
                Result.object(
                    "",
                    field("pubkey", Result.string("The key")),
                    field("leaf_hash", Result.string("The hash of the leaf")),
                    field("sig", Result.string("The signature"))))),
        optional(
            "taproot_scripts",
            Result.array(
                "",
                Result.object(
                    "",
                    field("script", Result.hex("A script")),
                    field("leaf_ver", Result.number("Its version")),
                    field(
                        "control_blocks", Result.array("", Result.hex("a control block of it")))))),
        optional("taproot_bip32_derivs", PsbtJson.taprootOriginsSpec()),
        optional("taproot_internal_key", Result.hex("The internal key")),
        optional("taproot_merkle_root", Result.hex("The root of the scripts")));
  }

  private static Result ofParticipantSpec(String what) {
    return Result.array(
        "",
        Result.object(
            "",
            field("participant_pubkey", Result.hex("Who has made it")),
            field("aggregate_pubkey", Result.hex("The aggregate key that it is for")),
            optional("leaf_hash", Result.hex("The leaf that it is for, if any")),
            field(what, Result.hex("What was made"))));
  }

  Json of(PsbtInput input) {
    var json = Json.object();
    input.witnessOutput.ifPresent(output ->
        json.put(
            "witness_utxo",
            Json.object()
                .put("amount", output.value())
                .put("scriptPubKey", ScriptJson.of(output.scriptPubKey(), format))
                .build()));
    input.previousTransaction.ifPresent(transaction ->
        json.put("non_witness_utxo", new TransactionJson(format, false).own(transaction).build()));
    if (!input.signatures.isEmpty()) {
      var signatures = Json.object();
      input
          .signatures
          .values()
          .forEach(one -> signatures.put(one.publicKey().toHex(), one.signature().toHex()));
      json.put("partial_signatures", signatures.build());
    }
    input.hashType.ifPresent(type -> json.put("sighash", HashTypes.name(type)));
    PsbtJson.putScript(json, "redeem_script", input.redeemScript);
    PsbtJson.putScript(json, "witness_script", input.witnessScript);
    PsbtJson.putOrigins(json, input.origins);
    putFinal(json, input);
    PsbtJson.putMap(json, "ripemd160_preimages", input.preimages(Fragment.RIPEMD160));
    PsbtJson.putMap(json, "sha256_preimages", input.preimages(Fragment.SHA256));
    PsbtJson.putMap(json, "hash160_preimages", input.preimages(Fragment.HASH160));
    PsbtJson.putMap(json, "hash256_preimages", input.preimages(Fragment.HASH256));
    if (version >= 2) {
      json.put("previous_txid", input.outPoint().txid());
      json.put("previous_vout", input.outPoint().index());
      input.sequence.ifPresent(value -> json.put("sequence", value));
      input.timeLock.ifPresent(value -> json.put("time_locktime", value));
      input.heightLock.ifPresent(value -> json.put("height_locktime", value));
    }
    putTaproot(json, input);
    PsbtJson.putParticipants(json, input.participants);
    putOfParticipants(json, "musig2_pubnonces", "pubnonce", input.publicNonces);
    putOfParticipants(json, "musig2_partial_sigs", "partial_sig", input.partialSignatures);
    PsbtJson.putRest(json, input.proprietary, input.unknown);
    return json.build();
  }

  private static void putFinal(JsonObjectBuilder json, PsbtInput input) {
    var scriptSig = input.finalScriptSig;
    if (!scriptSig.isEmpty()) {
      json.put(
          "final_scriptSig",
          Json.object()
              .put("asm", ScriptAsm.ofScriptSig(scriptSig))
              .put("hex", scriptSig.bytes())
              .build());
    }
    if (!input.finalWitness.isEmpty()) {
      json.put("final_scriptwitness", PsbtJson.hexes(input.finalWitness.items()));
    }
  }

  private static void putTaproot(JsonObjectBuilder json, PsbtInput input) {
    putHex(json, "taproot_key_path_sig", input.taprootKeySignature);
    if (!input.taprootScriptSignatures.isEmpty()) {
      var all = new ArrayList<Json>();
      input.taprootScriptSignatures.forEach((place, signature) ->
          all.add(
              Json.object()
                  .put("pubkey", place.key())
                  .put("leaf_hash", place.leafHash())
                  .put("sig", signature)
                  .build()));
      json.put("taproot_script_path_sigs", new Json.Arr(all));
    }
    if (!input.taproot.scripts().isEmpty()) {
      var all = new ArrayList<Json>();
      input
          .taproot
          .scripts()
          .forEach((leaf, blocks) ->
              all.add(
                  Json.object()
                      .put("script", leaf.script().bytes())
                      .put("leaf_ver", leaf.version())
                      .put("control_blocks", PsbtJson.hexes(List.copyOf(blocks)))
                      .build()));
      json.put("taproot_scripts", new Json.Arr(all));
    }
    PsbtJson.putTaprootOrigins(json, input.taprootOrigins);
    putHex(json, "taproot_internal_key", input.taproot.internalKey());
    putHex(json, "taproot_merkle_root", input.taproot.merkleRoot());
  }

  private static void putHex(JsonObjectBuilder json, String name, Bytes value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static void putOfParticipants(
      JsonObjectBuilder json,
      String name,
      String what,
      NavigableMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> all) {
    if (all.isEmpty()) {
      return;
    }
    var array = new ArrayList<Json>();
    all.forEach((place, byKey) ->
        byKey.forEach((key, value) -> {
          var one =
              Json.object().put("participant_pubkey", key).put("aggregate_pubkey", place.key());
          putHex(one, "leaf_hash", place.leafHash());
          array.add(one.put(what, value).build());
        }));
    json.put(name, new Json.Arr(array));
  }
}
