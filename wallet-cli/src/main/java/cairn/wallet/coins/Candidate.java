package cairn.wallet.coins;

/**
 * A coin that may be spent.
 *
 * @param number for the caller to know it by
 * @param valueSats what it is
 * @param feeSats what its input costs now
 * @param longTermFeeSats what its input would cost in calmer times
 */
public record Candidate(int number, long valueSats, long feeSats, long longTermFeeSats) {
  /** What is left when its input is paid; below zero for a coin that is not worth it. */
  public long effective() {
    return valueSats - feeSats;
  }

  /** What spending it now wastes; below zero if later would be dearer. */
  long waste() {
    return feeSats - longTermFeeSats;
  }
}
