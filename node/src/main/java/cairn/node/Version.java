package cairn.node;

import cairn.node.config.UserAgent;

/** Which Cairn this is. */
final class Version {
  /** It is told to peers, too. */
  static final String CAIRN = UserAgent.CAIRN_VERSION;

  private Version() {}
}
