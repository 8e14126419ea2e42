package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.util.Optional;

/**
 * The builds of libsecp256k1 that come with ACINQ's secp256k1-kmp 0.22.0 and export its C API.
 *
 * <p>The one for Windows exports nothing but the functions that ACINQ's own classes call, so it is
 * not here.
 */
enum NativeBuild {
  LINUX_X86_64(
      "linux-x86_64/libsecp256k1-jni.so",
      "a1cb7b626b125dccf93cc99d333cc471b4b6a2b5d1308875c7d8b488eda1fd87",
      0x0049fcb5L),
  LINUX_AARCH64(
      "linux-aarch64/libsecp256k1-jni.so",
      "4b3bddfeffc1af3e93dc4e495c0cf603aa00e752aceb31c47ccaeb2c5603fbfb",
      0x16c02deaL),
  /** For both kinds of processor. */
  MACOS(
      "darwin/libsecp256k1-jni.dylib",
      "ecb3e4e368fea39d26698a82d1de60bb550f24679d551b76bec55c92a5fa5453",
      0x73b358faL);

  private static final String FOLDER = "/fr/acinq/secp256k1/jni/native/";

  private final String resource;
  private final Bytes sha256;
  private final long crc32;

  NativeBuild(String resource, String sha256, long crc32) {
    this.resource = resource;
    this.sha256 = Bytes.fromHex(sha256);
    this.crc32 = crc32;
  }

  /** The build that this process can load. */
  static Optional<NativeBuild> ofThisPlatform() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** The build for what Java calls an operating system and an architecture. */
  static Optional<NativeBuild> of(String system, String architecture) {
    return switch (system + " " + architecture) {
      case "Linux amd64", "Linux x86_64" -> Optional.of(LINUX_X86_64);
      case "Linux aarch64" -> Optional.of(LINUX_AARCH64);
      case "Mac OS X x86_64", "Mac OS X aarch64" -> Optional.of(MACOS);
      default -> Optional.empty();
    };
  }

  /** A file name that no other content has. */
  String fileName() {
    int extension = resource.lastIndexOf('.');
    return "libsecp256k1-" + sha256.slice(0, 16) + resource.substring(extension);
  }

  /** CRC-32 of the content. */
  long crc32() {
    return crc32;
  }

  /**
   * The shared object.
   *
   * @throws IOException if it is not on the class path, or is not the one that it should be
   */
  byte[] content() throws IOException {
    try (var in = NativeBuild.class.getResourceAsStream(FOLDER + resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      var content = in.readAllBytes();
      if (!Sha256.hash(Bytes.wrap(content)).equals(sha256)) {
        throw new IOException("the resource " + resource + " is another build");
      }
      return content;
    }
  }
}
