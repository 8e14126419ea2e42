package cairn.rpc.http;

import cairn.primitives.Bytes;

/**
 * A request.
 *
 * @param body empty where the handler did not want it
 * @param peer the client's address and port, for people
 */
public record HttpRequest(RequestHead head, Bytes body, String peer) {}
