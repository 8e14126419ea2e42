package cairn.wallet.cli;

import cairn.primitives.Bytes;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtException;
import cairn.wallet.WalletException;
import cairn.wallet.spend.WalletSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;

/** Partially signed transactions in files, or as text in base 64. */
final class PsbtFile {
  private static final String TEXT_BEGINS = "cHNidP8";

  private PsbtFile() {}

  /** Reads a file, binary or in base 64, or takes the argument itself for the text. */
  static Psbt read(String argument) throws WalletException {
    try {
      if (argument.startsWith(TEXT_BEGINS) && !Files.exists(Path.of("./" + argument).normalize())) {
        return Psbt.parse(argument);
      }
      byte[] bytes =
          argument.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(argument));
      var text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
      return text.startsWith(TEXT_BEGINS) ? Psbt.parse(text) : Psbt.decode(Bytes.wrap(bytes));
    } catch (IOException e) {
      throw WalletException.wrongUse("no file that can be read: " + shortened(argument));
    } catch (PsbtException e) {
      throw WalletException.wrongUse(
          "not a PSBT: %s (%s)".formatted(shortened(argument), e.getMessage()));
    }
  }

  private static String shortened(String argument) {
    return argument.length() > 60 ? argument.substring(0, 60) + "..." : argument;
  }

  /**
   * Gives a PSBT out: to a file, binary, or as text.
   *
   * @param note what people are told besides
   */
  static void show(Session session, Psbt psbt, OutputFile file, String note)
      throws WalletException {
    var out = file.path;
    var fields = new LinkedHashMap<String, Object>();
    fields.put("psbt", psbt.text());
    fields.put("complete", isComplete(psbt));
    if (out != null) {
      write(out, psbt.encode().toArray());
      fields.put("file", out.toString());
    }
    session.say(note);
    session.show(fields, out == null ? psbt.text() : "Wrote " + out);
  }

  /** Whether signatures are enough, or are put together already. */
  static boolean isComplete(Psbt psbt) throws WalletException {
    try {
      var copy = Psbt.decode(psbt.encode());
      return WalletSigner.finalizeInputs(copy);
    } catch (PsbtException e) {
      throw WalletException.failed("this PSBT cannot be written: " + e.getMessage());
    }
  }

  /** Writes a file whole or not at all. */
  static void write(Path file, byte[] bytes) throws WalletException {
    var half = file.resolveSibling(file.getFileName() + ".half");
    try {
      Files.write(half, bytes);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw WalletException.failed("the file " + file + " cannot be written");
    }
  }
}
