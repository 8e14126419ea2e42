package cairn.bench.peers;

import java.util.List;

/** How long something took, in nanoseconds. */
record Latencies(int count, long median, long percentile99, long worst) {
  static Latencies of(List<Long> nanos) {
    var sorted = nanos.stream().sorted().toList();
    int count = sorted.size();
    return new Latencies(
        count, sorted.get(count / 2), sorted.get(count * 99 / 100), sorted.getLast());
  }

  /** In microseconds. */
  @Override
  public String toString() {
    return "%,9d pings  median %,6d us  99%% %,6d us  worst %,8d us"
        .formatted(count, median / 1000, percentile99 / 1000, worst / 1000);
  }
}
