package cairn.rpc;

import java.time.Duration;

/**
 * What has gone over all connections since the start.
 *
 * @param received in bytes
 * @param sent in bytes
 */
public record TrafficReport(long received, long sent, UploadTarget target) {
  /**
   * How much may be sent ({@code -maxuploadtarget}).
   *
   * @param cycle the time for which that holds
   * @param bytes in such a time; 0 for no limit, and then whatever is left is 0
   * @param reached whether so much has been sent
   * @param servesOldBlocks whether there is enough left for others than new blocks
   * @param bytesLeft in this cycle
   * @param timeLeft until the next cycle
   */
  public record UploadTarget(
      Duration cycle,
      long bytes,
      boolean reached,
      boolean servesOldBlocks,
      long bytesLeft,
      Duration timeLeft) {}
}
