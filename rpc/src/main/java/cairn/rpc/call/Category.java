package cairn.rpc.call;

import java.util.Locale;

/** Under which heading the help lists a method. */
public enum Category {
  BLOCKCHAIN,
  CONTROL,
  MINING,
  NETWORK,
  RAWTRANSACTIONS,
  UTIL,
  ZMQ,
  /** Not listed: for tests, or not for everyday use. */
  HIDDEN;

  /** As programs know it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The heading. */
  public String title() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
