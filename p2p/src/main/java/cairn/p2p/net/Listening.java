package cairn.p2p.net;

import cairn.p2p.wire.Endpoint;

/**
 * An address on which peers' connections are taken.
 *
 * @param endpoint with the port that it really has, where any was asked for
 * @param v2 whether BIP 324 is spoken with those who want to
 */
public record Listening(Endpoint endpoint, boolean v2) {}
