package cairn.wallet.cli;

import cairn.primitives.Amount;
import cairn.wallet.WalletException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to be paid (BIP 21).
 *
 * @param amountSats 0 if the payer decides
 */
record PaymentUri(
    String address, long amountSats, Optional<String> label, Optional<String> message) {
  private static final String SCHEME = "bitcoin:";

  static boolean isOne(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  /**
   * Reads a URI.
   *
   * @throws WalletException if it is none, or demands what is not known here
   */
  static PaymentUri parse(String text) throws WalletException {
    var rest = text.substring(SCHEME.length());
    int question = rest.indexOf('?');
    var address = question < 0 ? rest : rest.substring(0, question);
    long amount = 0;
    var label = Optional.<String>empty();
    var message = Optional.<String>empty();
    if (question >= 0) {
      var seen = new HashSet<String>();
      for (var parameter : rest.substring(question + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        var key = equals < 0 ? parameter : parameter.substring(0, equals);
        var value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
        if (!seen.add(key)) {
          throw WalletException.wrongUse("this request to be paid has '" + key + "' twice");
        }
        switch (key) {
          case "amount" -> amount = new Money(false).parse(value);
          case "label" -> label = Optional.of(value);
          case "message" -> message = Optional.of(value);
          default -> {
            if (key.startsWith("req-")) {
              throw WalletException.wrongUse("this request to be paid demands '" + key + "'");
            }
          }
        }
      }
    }
    return new PaymentUri(address, amount, label, message);
  }

  private static String decode(String text) throws WalletException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw WalletException.wrongUse("not a request to be paid: " + text);
    }
  }

  String text() {
    var parameters = new ArrayList<String>();
    if (amountSats > 0) {
      parameters.add("amount=" + new Amount(amountSats).toShortString());
    }
    label.ifPresent(value -> parameters.add("label=" + encode(value)));
    message.ifPresent(value -> parameters.add("message=" + encode(value)));
    return SCHEME + address + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
