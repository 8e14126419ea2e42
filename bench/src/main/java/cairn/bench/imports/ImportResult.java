package cairn.bench.imports;

import cairn.ledger.chain.StageTimes.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an import took.
 *
 * @param bytes of the file
 * @param time from opening the empty directory to all being stored and closed
 * @param stages what the threads did meanwhile
 * @param peakResidentBytes of the process; 0 where the system does not tell
 * @param tip the last block, as hash
 */
record ImportResult(
    long blocks,
    long transactions,
    long inputs,
    long bytes,
    Duration time,
    Map<Stage, Duration> stages,
    long peakResidentBytes,
    int height,
    String tip) {
  ImportResult {
    stages = new EnumMap<>(stages);
  }

  /** For programs: seconds, bytes, and counts. */
  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("height", height);
    map.put("bestblock", tip);
    map.put("blocks", blocks);
    map.put("transactions", transactions);
    map.put("inputs", inputs);
    map.put("bytes", bytes);
    map.put("seconds", seconds(time));
    map.put("blocks_per_second", perSecond(blocks));
    map.put("transactions_per_second", perSecond(transactions));
    map.put("inputs_per_second", perSecond(inputs));
    map.put("megabytes_per_second", perSecond(bytes) / 1e6);
    var stageSeconds = new LinkedHashMap<String, Double>();
    stages.forEach((stage, spent) -> stageSeconds.put(name(stage), seconds(spent)));
    map.put("stage_seconds", stageSeconds);
    map.put("peak_resident_bytes", peakResidentBytes);
    return map;
  }

  /** For people. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        """
        height %,d, %s
        %,d blocks, %,d transactions, %,d inputs, %,.1f MB in %.1f s
        %,.1f blocks/s, %,.0f transactions/s, %,.0f inputs/s, %,.1f MB/s
        """
            .formatted(
                height,
                tip,
                blocks,
                transactions,
                inputs,
                bytes / 1e6,
                seconds(time),
                perSecond(blocks),
                perSecond(transactions),
                perSecond(inputs),
                perSecond(bytes) / 1e6));
    stages.forEach(
        (stage, spent) -> text.append("  %-18s %8.1f s%n".formatted(name(stage), seconds(spent))));
    if (peakResidentBytes > 0) {
      text.append("peak resident memory %,.0f MB%n".formatted(peakResidentBytes / 1e6));
    }
    return text.toString();
  }

  private double perSecond(long count) {
    return count / seconds(time);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
