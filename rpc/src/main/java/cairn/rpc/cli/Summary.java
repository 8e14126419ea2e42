package cairn.rpc.cli;

import java.util.Locale;

/** What a command line can ask for in place of a method: the answers of several, for people. */
public enum Summary {
  ADDRINFO,
  GENERATE,
  GETINFO,
  NETINFO;

  /** The option that asks for it, without its dash. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
