package cairn.wallet.cli;

import cairn.primitives.Bytes;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtException;
import cairn.wallet.WalletException;
import cairn.wallet.spend.WalletSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** Partially signed transactions in files, or as text in base 64. */
final class PsbtFile {
  private static final String TEXT_BEGINS = "cHNidP8";

  /** Names of files are no longer. */
  private static final int LONGEST_NAME = 255;

  private PsbtFile() {}

  /** Reads a file, binary or in base 64, or takes the argument itself for the text. */
  static Psbt read(String argument) throws WalletException {
    try {
      if (argument.startsWith(TEXT_BEGINS) && !isFile(argument)) {
        return Psbt.parse(argument);
      }
      byte[] bytes = InputFile.bytes("the PSBT", argument);
      var text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
      return text.startsWith(TEXT_BEGINS) ? Psbt.parse(text) : Psbt.decode(Bytes.wrap(bytes));
    } catch (PsbtException e) {
      throw WalletException.wrongUse(
          "not a PSBT: %s (%s)"
              .formatted(
                  shortened(argument),
                  // which Core appends to what is wrong with the bytes
                  String.valueOf(e.getMessage()).replace(": iostream error", "")));
    }
  }

  private static boolean isFile(String argument) {
    return argument.length() <= LONGEST_NAME && Files.exists(Path.of(argument));
  }

  /** An argument as far as it helps people to know which it is. */
  static String shortened(String argument) {
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
      OutputFile.write(out, psbt.encode().toArray());
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
}
