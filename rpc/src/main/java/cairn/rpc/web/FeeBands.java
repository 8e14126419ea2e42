package cairn.rpc.web;

import cairn.ledger.MempoolView.Chunk;
import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import cairn.rpc.json.Json;
import java.util.ArrayList;

/** How much of the mempool pays how much. Not thread-safe. */
final class FeeBands {
  /** Where each band begins, in satoshis for a virtual byte. */
  private static final double[] FROM = {
    0, 0.1, 0.2, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 500, 1000
  };

  private final long[] counts = new long[FROM.length];
  private final long[] weights = new long[FROM.length];
  private final long[] fees = new long[FROM.length];

  /** Satoshis for a virtual byte. */
  static double rate(Chunk chunk) {
    return (double) chunk.feeSats() * Transaction.WITNESS_SCALE_FACTOR / chunk.weight();
  }

  /** Counts transactions as what they are mined with. */
  void add(Chunk chunk) {
    double rate = rate(chunk);
    int band = FROM.length - 1;
    while (band > 0 && rate < FROM[band]) {
      band--;
    }
    counts[band] += chunk.entries().size();
    weights[band] += chunk.weight();
    fees[band] += chunk.feeSats();
  }

  /** From the cheapest band that has something to the dearest one. */
  Json json() {
    int first = 0;
    int last = FROM.length - 1;
    while (first < FROM.length && counts[first] == 0) {
      first++;
    }
    while (last >= 0 && counts[last] == 0) {
      last--;
    }
    var bands = new ArrayList<Json>();
    for (int i = first; i <= last; i++) {
      var band = Json.object().put("from", FROM[i]);
      if (i + 1 < FROM.length) {
        band.put("to", FROM[i + 1]);
      }
      bands.add(
          band.put("count", counts[i])
              .put("vsize", weights[i] / Transaction.WITNESS_SCALE_FACTOR)
              .put("fee", new Amount(fees[i]))
              .build());
    }
    return new Json.Arr(bands);
  }
}
