package cairn.node;

/** Which Cairn this is. */
final class Version {
  /** As in {@code pom.xml}. */
  static final String CAIRN = "0.1.0";

  private Version() {}
}
