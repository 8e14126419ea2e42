package cairn.primitives.address;

import java.util.LinkedHashMap;
import java.util.Map;

/** The address formats of the networks, by the names that Core's {@code -chain} takes. */
public final class Formats {
  public static final AddressFormat MAIN =
      new AddressFormat(0, 5, 128, 0x0488b21e, 0x0488ade4, "bc");
  public static final AddressFormat TEST = test("tb");
  public static final AddressFormat REGTEST = test("bcrt");

  public static final Map<String, AddressFormat> BY_CHAIN = byChain();

  private Formats() {}

  private static AddressFormat test(String hrp) {
    return new AddressFormat(111, 196, 239, 0x043587cf, 0x04358394, hrp);
  }

  private static Map<String, AddressFormat> byChain() {
    var formats = new LinkedHashMap<String, AddressFormat>();
    formats.put("main", MAIN);
    formats.put("test", TEST);
    formats.put("testnet4", TEST);
    formats.put("signet", TEST);
    formats.put("regtest", REGTEST);
    return formats;
  }
}
