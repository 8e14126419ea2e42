package cairn.wallet.cli;

import io.nayuki.qrcodegen.QrCode;

/** A QR code in characters that are half as wide as high, two rows in each line. */
final class QrText {
  /** How many light modules the standard wants around a code. */
  private static final int BORDER = 4;

  private QrText() {}

  static String of(String content) {
    var code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
    var text = new StringBuilder();
    for (int y = -BORDER; y < code.size + BORDER; y += 2) {
      for (int x = -BORDER; x < code.size + BORDER; x++) {
        // On a dark terminal what is printed is light.
        boolean upper = !code.getModule(x, y);
        boolean lower = !code.getModule(x, y + 1);
        text.append(upper ? (lower ? '\u2588' : '\u2580') : (lower ? '\u2584' : ' '));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
