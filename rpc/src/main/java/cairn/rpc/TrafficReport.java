package cairn.rpc;

import cairn.p2p.connections.UploadQuota;
import java.util.Map;

/**
 * What has gone over all connections since the start.
 *
 * @param received in bytes
 * @param sent in bytes
 * @param receivedBy those of {@code received} that carried messages, by command
 * @param sentBy those of {@code sent} that carried messages, by command
 * @param quota how much may be sent ({@code -maxuploadtarget})
 */
public record TrafficReport(
    long received,
    long sent,
    Map<String, Long> receivedBy,
    Map<String, Long> sentBy,
    UploadQuota.Status quota) {
  public TrafficReport {
    receivedBy = Map.copyOf(receivedBy);
    sentBy = Map.copyOf(sentBy);
  }
}
