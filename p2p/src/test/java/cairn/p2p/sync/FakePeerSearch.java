package cairn.p2p.sync;

import cairn.p2p.wire.NetworkType;

/** Says what the test wants of the number of peers. */
final class FakePeerSearch implements PeerSearch {
  boolean on = true;
  int extraBlockRelay;
  int extraFullRelay;
  boolean several = true;
  boolean extraAllowed;
  boolean extraBlockRelayBegun;

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public int extraBlockRelayPeers() {
    return extraBlockRelay;
  }

  @Override
  public int extraFullRelayPeers() {
    return extraFullRelay;
  }

  @Override
  public boolean hasSeveralBy(NetworkType network) {
    return several;
  }

  @Override
  public void allowExtraFullRelay(boolean allowed) {
    extraAllowed = allowed;
  }

  @Override
  public void beginExtraBlockRelay() {
    extraBlockRelayBegun = true;
  }
}
