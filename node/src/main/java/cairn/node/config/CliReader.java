package cairn.node.config;

import cairn.rpc.cli.CliConfig;
import cairn.rpc.cli.CliConfig.Credentials;
import cairn.rpc.cli.CliConfig.Overview;
import cairn.rpc.cli.CliConfig.Waiting;
import cairn.rpc.cli.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the command line of {@code ./cairn cli} into what it means. */
public final class CliReader {
  private static final String THIS_MACHINE = "127.0.0.1";

  private final Settings settings;
  private final boolean terminal;
  private final Notices notices = new Notices();

  private CliReader(Settings settings, boolean terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  /**
   * What a command line means.
   *
   * @param words the method and its parameters
   * @param notices what is to be said first
   */
  public record Request(CliConfig config, List<String> words, List<Notice> notices) {}

  /** What the command line asks for before anything else. */
  public static ConfigReader.Request request(List<String> arguments) throws ConfigException {
    return ConfigReader.Request.of(CommandLine.parse(arguments, CliOptions.table()).assignments());
  }

  /** The help on options. */
  public static String help() {
    return CliOptions.table().help(false);
  }

  /**
   * Reads the command line and the configuration files that it leads to.
   *
   * @param defaultDataDirectory which {@code -datadir} replaces
   * @param terminal whether what is printed is for one
   */
  public static Request read(List<String> arguments, Path defaultDataDirectory, boolean terminal)
      throws ConfigException {
    var options = CliOptions.table();
    var commandLine = CommandLine.parse(arguments, options);
    var loaded =
        ConfigLoader.load(options, commandLine.assignments(), defaultDataDirectory, new Notices());
    var network = loaded.chain().network();
    var reader = new CliReader(loaded.settings(), terminal);
    var directory = loaded.dataDirectory().resolve(network.dataDirectory());
    var client =
        "Cairn client v%s%s"
            .formatted(
                UserAgent.CAIRN_VERSION, network.name().equals("main") ? "" : " " + network.name());
    var config = reader.config(network.rpcPort(), directory, loaded.path(), client);
    return new Request(config, commandLine.words(), reader.notices.all());
  }

  private CliConfig config(int defaultPort, Path directory, Optional<Path> file, String client)
      throws ConfigException {
    if (settings.text("ipcconnect").orElse("").startsWith("unix")) {
      throw new ConfigException("bitcoin-cli was not built with IPC support");
    }
    var connect = settings.text("rpcconnect").orElse(THIS_MACHINE);
    var node =
        HostPort.parse(connect)
            .orElseThrow(
                () -> new ConfigException("Invalid port provided in -rpcconnect: " + connect));
    return new CliConfig(
        node.host(),
        port(node, defaultPort),
        settings.isNegated("rpcwallet") ? Optional.empty() : settings.text("rpcwallet"),
        new Credentials(
            settings.text("rpcuser").orElse(""),
            settings.text("rpcpassword").orElse(""),
            CookieOption.path(settings, directory)),
        file,
        settings.flag("named", false),
        settings.text("rpcid").orElse("1"),
        seconds("rpcclienttimeout", CliOptions.DEFAULT_TIMEOUT_SECONDS),
        new Waiting(settings.flag("rpcwait", false), seconds("rpcwaittimeout", 0)),
        settings.flag("stdin", false),
        settings.flag("stdinrpcpass", false),
        settings.flag("stdinwalletpassphrase", false),
        overview(client));
  }

  private Optional<Overview> overview(String client) throws ConfigException {
    var asked = Stream.of(Summary.values()).filter(each -> settings.isSet(each.option())).toList();
    if (asked.size() > 1) {
      var options = asked.stream().map(each -> "-" + each.option()).toList();
      throw new ConfigException("Only one of " + String.join(", ", options) + " may be specified.");
    }
    var color = settings.text("color").orElse("auto");
    boolean colored =
        switch (color) {
          case "always" -> true;
          case "never" -> false;
          case "auto" -> terminal;
          default ->
              throw new ConfigException(
                  "Invalid value for -color option. Valid values: always, auto, never.");
        };
    return asked.stream()
        .filter(each -> settings.flag(each.option(), false))
        .map(each -> new Overview(each, colored, client))
        .findFirst();
  }

  private int port(HostPort node, int defaultPort) throws ConfigException {
    var text = settings.text("rpcport");
    if (text.isEmpty()) {
      return node.port().orElse(defaultPort);
    }
    int port =
        HostPort.port(text.get())
            .orElseThrow(
                () -> new ConfigException("Invalid port provided in -rpcport: " + text.get()));
    if (node.port().isPresent()) {
      notices.alert("Port specified in both -rpcconnect and -rpcport. Using -rpcport " + port);
    }
    return port;
  }

  private Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(Math.max(0, settings.integer(name).orElse(otherwise)));
  }
}
