package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.wallet.WalletException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the examples of BIP 21. */
class PaymentUriTest {
  private static final String ADDRESS = "175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W";

  @Test
  void readsAddressAmountLabelAndMessage() throws WalletException {
    var uri =
        PaymentUri.parse(
            "bitcoin:"
                + ADDRESS
                + "?amount=50&label=Luke-Jr&message=Donation%20for%20project%20xyz");

    assertThat(uri)
        .isEqualTo(
            new PaymentUri(
                ADDRESS,
                5_000_000_000L,
                Optional.of("Luke-Jr"),
                Optional.of("Donation for project xyz")));
    assertThat(PaymentUri.parse(uri.text())).isEqualTo(uri);
  }

  @Test
  void ignoresWhatItNeedNotUnderstand() throws WalletException {
    assertThat(
            PaymentUri.parse("bitcoin:" + ADDRESS + "?somethingyoudontunderstand=50").amountSats())
        .isZero();
  }

  @Test
  void refusesWhatItWouldHaveToUnderstand() {
    assertThatThrownBy(
            () -> PaymentUri.parse("bitcoin:" + ADDRESS + "?req-somethingyoudontunderstand=50"))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("req-somethingyoudontunderstand");
  }
}
