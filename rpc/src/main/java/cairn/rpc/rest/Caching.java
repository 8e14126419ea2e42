package cairn.rpc.rest;

/** Whether others may keep an answer, and give it out in place of this node. */
enum Caching {
  /** It will always be the same. A day bounds how long a mistake of this version lasts. */
  FOR_A_DAY("public, immutable, max-age=86400"),
  /** It changes, or is this node's alone. */
  NEVER("no-store");

  private final String text;

  Caching(String text) {
    this.text = text;
  }

  /** As {@code Cache-Control} has it. */
  String text() {
    return text;
  }
}
