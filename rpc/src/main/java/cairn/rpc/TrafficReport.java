package cairn.rpc;

import cairn.p2p.connections.UploadQuota;

/**
 * What has gone over all connections since the start.
 *
 * @param received in bytes
 * @param sent in bytes
 * @param quota how much may be sent ({@code -maxuploadtarget})
 */
public record TrafficReport(long received, long sent, UploadQuota.Status quota) {}
