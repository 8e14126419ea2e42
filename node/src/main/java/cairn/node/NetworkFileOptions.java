package cairn.node;

import cairn.primitives.Bytes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that all commands have which make a network's file, as picocli fills them in. */
final class NetworkFileOptions {
  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "what the network is called; its data directory too")
  private String name = "";

  @Option(
      names = "--rpc-port",
      paramLabel = "PORT",
      description = "where RPC listens; default: the port before --port")
  private @Nullable Integer rpcPort;

  @Option(names = "--out", paramLabel = "FILE", description = "the file; default: NAME.json")
  private @Nullable Path out;

  @Option(names = "--json", description = "say what was made as JSON")
  private boolean json;

  @Option(
      names = {"-h", "-?", "--help", "-help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  String name() {
    return name;
  }

  /**
   * @param port where nodes listen
   */
  int rpcPort(int port) {
    return rpcPort != null ? rpcPort : port - 1;
  }

  Path file() {
    return out != null ? out : Path.of(name + ".json");
  }

  boolean json() {
    return json;
  }

  boolean help() {
    return help;
  }

  /** Reads a magic, or a target in compact form. */
  static final class FourBytes implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String text) {
      var bytes = hex(text);
      if (bytes.length() != 4) {
        throw new TypeConversionException("'" + text + "' is not 8 hex digits");
      }
      return bytes;
    }
  }

  static Bytes hex(String text) {
    try {
      return Bytes.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not hex");
    }
  }
}
