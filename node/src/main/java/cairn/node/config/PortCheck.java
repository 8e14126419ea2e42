package cairn.node.config;

import java.util.List;

/** Refuses ports that are none, in all options that name an address, before any of them is read. */
final class PortCheck {
  private static final List<String> ADDRESSES = List.of("i2psam", "torcontrol", "whitebind");

  private final Settings settings;

  private PortCheck(Settings settings) {
    this.settings = settings;
  }

  static void run(Settings settings) throws ConfigException {
    new PortCheck(settings).run();
  }

  private void run() throws ConfigException {
    var port = settings.text("port");
    if (port.isPresent() && HostPort.port(port.get()).isEmpty()) {
      throw HostPort.invalidPort("port", port.get());
    }
    for (var name : ADDRESSES) {
      for (var text : settings.texts(name)) {
        check(name, text, text);
      }
    }
    for (var text : settings.texts("onion")) {
      checkProxy("onion", text, text);
    }
    for (var text : settings.texts("proxy")) {
      checkProxy("proxy", text, withoutSuffix(text));
    }
    for (var text : settings.texts("bind")) {
      check("bind", text, withoutSuffix(text));
    }
  }

  private static String withoutSuffix(String text) {
    int equals = text.lastIndexOf('=');
    return equals < 0 ? text : text.substring(0, equals);
  }

  private static void checkProxy(String option, String text, String address)
      throws ConfigException {
    if (!text.startsWith(ProxyOptions.UNIX)) {
      check(option, text, address);
    }
  }

  private static void check(String option, String text, String address) throws ConfigException {
    if (HostPort.parse(address).isEmpty()) {
      throw HostPort.invalidPort(option, text);
    }
  }
}
