package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolView;
import cairn.ledger.policy.Bip125;
import cairn.primitives.Amount;
import cairn.primitives.Txid;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What RPC tells of a transaction in the mempool, as it was at one moment.
 *
 * @param ancestors itself and all that it needs
 * @param descendants itself and all that need it
 * @param parents by id
 * @param replaceable whether it or what it needs says that it may be replaced (BIP 125); empty if
 *     that is not to be told
 */
record EntryReport(
    MempoolEntry entry,
    Sum ancestors,
    Sum descendants,
    long modifiedFeeSats,
    long chunkFeeSats,
    long chunkWeight,
    List<Txid> parents,
    List<Txid> children,
    Optional<Boolean> replaceable) {
  private static final String REPLACEABLE = "bip125-replaceable";

  private static final List<Field> FIELDS =
      List.of(
          field("vsize", Result.number("The same as vsize_adjusted (deprecated)")),
          field("vsize_bip141", Result.number("The virtual size: a quarter of the weight")),
          field(
              "vsize_adjusted",
              Result.number("The size by which fees count: more if there are many sigops")),
          field("weight", Result.number("The weight (BIP 141)")),
          field("time", Result.time("When it came")),
          field("height", Result.number("How high the chain was then")),
          field("descendantcount", Result.number("How many need it, with itself")),
          field("descendantsize", Result.number("The virtual size of those")),
          field("ancestorcount", Result.number("How many it needs, with itself")),
          field("ancestorsize", Result.number("The virtual size of those")),
          field("chunkweight", Result.number("The weight of what it is mined with, by fees")),
          field("wtxid", Result.hex("The hash with its witnesses")),
          field(
              "fees",
              Result.object(
                  "in BTC; with what prioritisetransaction has added, except for the first",
                  field("base", Result.amount("What it pays")),
                  field("modified", Result.amount("What it is judged by")),
                  field("ancestor", Result.amount("Of all that it needs, and itself")),
                  field("descendant", Result.amount("Of all that need it, and itself")),
                  field("chunk", Result.amount("Of what it is mined with")))),
          field(
              "depends",
              Result.array("What it spends outputs of", Result.hex("a transaction's id"))),
          field(
              "spentby", Result.array("What spends its outputs", Result.hex("a transaction's id"))),
          field(
              "unbroadcast",
              Result.bool("Whether it was made here, and no peer has fetched it yet")));

  /** Several transactions together. */
  private record Sum(int count, long virtualSize, long feeSats) {
    static Sum of(Collection<? extends MempoolEntry> entries) {
      long size = 0;
      long fee = 0;
      for (var entry : entries) {
        size += entry.virtualSize();
        fee += entry.modifiedFeeSats();
      }
      return new Sum(entries.size(), size, fee);
    }
  }

  /**
   * Looks at a transaction; only within {@link cairn.ledger.Mempool#reading}.
   *
   * @param bip125 whether {@code replaceable} is to be told
   */
  static EntryReport of(MempoolEntry entry, MempoolView view, boolean bip125) {
    var chunk = view.chunk(entry);
    var ancestors = view.ancestors(entry);
    return new EntryReport(
        entry,
        Sum.of(ancestors),
        Sum.of(view.descendants(entry)),
        entry.modifiedFeeSats(),
        chunk.feeSats(),
        chunk.weight(),
        txids(view.parents(entry)),
        txids(view.children(entry)),
        bip125 ? Optional.of(signals(ancestors)) : Optional.empty());
  }

  private static boolean signals(List<? extends MempoolEntry> entries) {
    return entries.stream().anyMatch(entry -> Bip125.signals(entry.transaction()));
  }

  private static List<Txid> txids(List<? extends MempoolEntry> entries) {
    return entries.stream().map(entry -> entry.transaction().txid()).toList();
  }

  Txid txid() {
    return entry.transaction().txid();
  }

  /**
   * What {@link #json} gives.
   *
   * @param bip125 whether {@code replaceable} is told
   */
  static Result spec(boolean bip125) {
    var fields = new ArrayList<>(FIELDS);
    if (bip125) {
      fields.add(
          field(
              REPLACEABLE,
              Result.bool(
                  "Whether it, or what it needs, says that it may be replaced (BIP 125;"
                      + " deprecated)")));
    }
    return Result.object("", fields.toArray(Field[]::new));
  }

  /**
   * Writes it down.
   *
   * @param unbroadcast {@link cairn.ledger.Mempool#unbroadcast}
   */
  Json json(Set<Txid> unbroadcast) {
    var transaction = entry.transaction();
    var json =
        Json.object()
            .put("vsize_adjusted", entry.virtualSize())
            .put("vsize", entry.virtualSize())
            .put("vsize_bip141", transaction.virtualSize())
            .put("weight", transaction.weight())
            .put("time", entry.time())
            .put("height", entry.height())
            .put("descendantcount", descendants.count())
            .put("descendantsize", descendants.virtualSize())
            .put("ancestorcount", ancestors.count())
            .put("ancestorsize", ancestors.virtualSize())
            .put("wtxid", transaction.wtxid())
            .put("chunkweight", chunkWeight)
            .put(
                "fees",
                Json.object()
                    .put("base", new Amount(entry.feeSats()))
                    .put("modified", new Amount(modifiedFeeSats))
                    .put("ancestor", new Amount(ancestors.feeSats()))
                    .put("descendant", new Amount(descendants.feeSats()))
                    .put("chunk", new Amount(chunkFeeSats))
                    .build())
            .put("depends", Json.strings(parents.stream().map(Txid::display).sorted().toList()))
            .put("spentby", Json.strings(children.stream().map(Txid::display).toList()))
            .put("unbroadcast", unbroadcast.contains(transaction.txid()));
    replaceable.ifPresent(may -> json.put(REPLACEABLE, may));
    return json.build();
  }
}
