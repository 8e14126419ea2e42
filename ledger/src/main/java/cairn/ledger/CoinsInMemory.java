package cairn.ledger;

/**
 * How much of the coins is in memory.
 *
 * @param records how many, those of spent coins included that have to be stored yet
 */
public record CoinsInMemory(long bytes, int records) {
  private static final double MIB = 1 << 20;

  /** As {@code debug.log} has it: {@code 2.1MiB(1234txo)}. */
  @Override
  public String toString() {
    return "%.1fMiB(%dtxo)".formatted(bytes / MIB, records);
  }
}
