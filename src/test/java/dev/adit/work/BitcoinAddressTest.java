package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinAddressTest {

  @ParameterizedTest
  @CsvSource({
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
    "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, 76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
    "1111111111111111111114oLvT2, 76a914000000000000000000000000000000000000000088ac",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy, a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87",
    "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn, 76a914243f1394f44554f4ce3fd68649c19adc483ce92488ac",
    "2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc, a9144e9f39ca4688ff102128ea4ccda34105324305b087",
  })
  void readsHashesOfKeysAndScripts(String address, String script) {
    assertThat(BitcoinAddress.script(address)).hasToString(script);
  }

  /// All of BIP 350 (which holds those of BIP 173 that are still valid), and one of regtest.
  @ParameterizedTest
  @CsvSource({
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
    "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7,"
        + "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y,"
        + "5128751e76e8199196d454941c45d1b3a323f1433bd6"
        + "751e76e8199196d454941c45d1b3a323f1433bd6",
    "BC1SW50QGDZ25J, 6002751e",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, 5210751e76e8199196d454941c45d1b3a323",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy,"
        + "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c,"
        + "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
        + "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
  })
  void readsWitnessPrograms(String address, String script) {
    assertThat(BitcoinAddress.script(address)).hasToString(script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "bc1",
        "wallet.rig1",
        // One letter changed, a letter that base 58 leaves out, a private key, another coin.
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1",
        // All invalid ones of BIP 350.
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "bc1gmk9yu",
      })
  void readsNothingElse(String text) {
    assertThat(BitcoinAddress.script(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "z"})
  void doesNotReadAtLength(String letter) {
    assertThat(BitcoinAddress.script(letter.repeat(1_000_000))).isNull();
  }
}
