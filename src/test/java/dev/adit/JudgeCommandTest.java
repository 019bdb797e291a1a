package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JudgeCommandTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Percentage EXACT = Percentage.withPercentage(1e-10);

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  JudgeCommandTest() {}

  private int judge(JsonNode content, String... options) throws IOException {
    Path file = directory.resolve("shares.json");
    Files.writeString(file, content.toString());
    return judge(file.toString(), options);
  }

  private int judge(String file, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "judge";
    args[1] = file;
    System.arraycopy(options, 0, args, 2, options.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private List<JsonNode> lines() {
    return out.toString().lines().map(JSON::readTree).toList();
  }

  private static JsonNode vectors() {
    try (InputStream file =
        JudgeCommandTest.class.getResourceAsStream("/vectors/shares-real.json")) {
      return JSON.readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A real share with version bits, of difficulty 669.87 where 512 was needed.
  private static ObjectNode bitaxe() {
    return (ObjectNode)
        vectors()
            .get("vectors")
            .valueStream()
            .filter(vector -> vector.get("id").asString().equals("public-pool-testnet-bitaxe"))
            .findFirst()
            .orElseThrow();
  }

  /// The Litecoin block 0 as a share: its coinbase is cut where an extranonce could be.
  private static ObjectNode litecoinGenesis() {
    ObjectNode share = JSON.createObjectNode();
    share.put("id", "ltc").put("algo", "scrypt").put("pool_difficulty", 32);
    share.put("extranonce1", "ffff001d").put("extranonce2_size", 3);
    share
        .putObject("notify")
        .put("prevhash", "00".repeat(32))
        .put("coinb1", "01000000" + "01" + "00".repeat(32) + "ffffffff" + "4804")
        .put(
            "coinb2",
            "4e592054696d65732030352f4f63742f32303131205374657665204a6f62732c204170706c65e28099732056"
                + "6973696f6e6172792c2044696573206174203536ffffffff0100f2052a010000004341040184710fa689ad"
                + "5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b10f4d4604fa08dce601aaf0f470216fe1b51"
                + "850b4acf21b179c45070ac7b03a9ac00000000")
        .put("version", "00000001")
        .put("nbits", "1e0ffff0")
        .put("ntime", "4e8eaab9")
        .putArray("merkle_branch");
    share
        .putObject("submit")
        .put("extranonce2", "010440")
        .put("ntime", "4e8eaab9")
        .put("nonce", "7c3f51cd");
    return share;
  }

  @Nested
  class InJson {

    @Test
    void judgesEveryRealShareAsItWas() throws IOException {
      assertThat(judge(vectors(), "--json")).isZero();

      List<JsonNode> vectors = vectors().get("vectors").valueStream().toList();
      List<JsonNode> lines = lines();
      assertThat(lines).hasSameSizeAs(vectors);
      for (int i = 0; i < lines.size(); i++) {
        JsonNode vector = vectors.get(i);
        JsonNode line = lines.get(i);
        assertThat(line.get("id")).isEqualTo(vector.get("id"));
        JsonNode expected = vector.get("expect");
        for (String same : List.of("coinbase_hash", "merkle_root", "header", "hash", "is_block")) {
          assertThat(line.get(same)).as(same).isEqualTo(expected.get(same));
        }
        assertThat(line.get("pow_hash")).isEqualTo(expected.get("hash"));
        assertThat(line.get("difficulty").asDouble())
            .isCloseTo(expected.get("difficulty").asDouble(), EXACT);
        JsonNode meets = line.get("meets_pool_difficulty");
        assertThat(meets.toString())
            .isEqualTo(String.valueOf(expected.get("meets_pool_difficulty")));
        assertThat(line.has("error")).isFalse();
      }
    }

    @Test
    void judgesScryptInItsOwnUnit() throws IOException {
      assertThat(judge(litecoinGenesis(), "--json")).isZero();
      JsonNode line = lines().getFirst();
      assertThat(line.get("hash").asString()).startsWith("12a765e31ffd4059bada1e25190f6e98");
      assertThat(line.get("pow_hash").asString()).startsWith("0000050c34a64b415b6b15b37f221663");
      assertThat(line.get("difficulty").asDouble()).isCloseTo(50.715611225556124, EXACT);
      assertThat(line.get("scrypt_difficulty")).isEqualTo(line.get("difficulty"));
      assertThat(line.get("meets_pool_difficulty").asBoolean()).isTrue();
      assertThat(line.get("is_block").asBoolean()).isTrue();
    }

    @Test
    void takesOneShareOrAnArray() throws IOException {
      assertThat(judge(bitaxe(), "--json")).isZero();
      ArrayNode two = JSON.createArrayNode().add(bitaxe()).add(bitaxe());
      assertThat(judge(two, "--json")).isZero();
      assertThat(lines()).hasSize(3).containsOnly(lines().getFirst());
    }

    @Test
    void readsStandardInput() {
      InputStream before = System.in;
      System.setIn(new ByteArrayInputStream(bitaxe().toString().getBytes(StandardCharsets.UTF_8)));
      try {
        assertThat(judge("-", "--json")).isZero();
      } finally {
        System.setIn(before);
      }
      assertThat(lines()).hasSize(1);
    }

    @Test
    @DisplayName("T16 T20 missing zeros and upper case make no other share")
    void isIndifferentToTheTextOfHex() throws IOException {
      judge(bitaxe(), "--json");
      ObjectNode other = bitaxe();
      ObjectNode submit = (ObjectNode) other.get("submit");
      submit.put("extranonce2", "C7080000").put("nonce", "ED460D91").put("version_bits", "2000");
      judge(other, "--json");
      assertThat(lines()).hasSize(2).containsOnly(lines().getFirst());
    }

    @Test
    @DisplayName("T29 without version bits the job's version stands")
    void takesASubmitWithoutVersionBits() throws IOException {
      ObjectNode share = bitaxe();
      ((ObjectNode) share.get("submit")).remove("version_bits");
      assertThat(judge(share, "--json")).isZero();
      assertThat(lines().getFirst().get("header").asString()).startsWith("00000020");
    }

    @Test
    void takesAnIdOfAnyKind() throws IOException {
      ObjectNode share = bitaxe();
      share.putObject("id").put("rig", 1);
      assertThat(judge(share)).isZero();
      assertThat(out.toString()).startsWith("share {\"rig\":1}");
    }

    @Test
    void numbersSharesWithoutAnId() throws IOException {
      ObjectNode share = bitaxe();
      share.remove("id");
      judge(JSON.createArrayNode().add(bitaxe()).add(share), "--json");
      assertThat(lines().get(1).get("id").asInt()).isEqualTo(2);
    }
  }

  @Nested
  class WithErrors {

    @Test
    void goesOnWithTheOthersAndExitsWithOne() throws IOException {
      ObjectNode broken = bitaxe();
      broken.remove("notify");
      ArrayNode all = JSON.createArrayNode().add(bitaxe()).add(broken).add(5).add(bitaxe());
      assertThat(judge(all, "--json")).isEqualTo(1);
      assertThat(lines()).hasSize(4);
      assertThat(lines().get(1).propertyNames()).containsExactly("id", "error");
      assertThat(lines().get(1).get("error").asString()).startsWith("notify: missing");
      assertThat(lines().get(2).get("error").asString()).contains("JSON object");
      assertThat(lines().get(3)).isEqualTo(lines().getFirst());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            /extranonce1 | "xy" | extranonce1: must be text of hex digits
            /extranonce1 | null | extranonce1: missing
            /extranonce2_size | "4" | extranonce2_size: must be a number of bytes: "4"
            /extranonce2_size | 8 | submit.extranonce2: must be 16 hex digits because extranonce2_size is 8, not 8
            /version_mask | "0x1fffe000" | version_mask: must be 1 to 8 hex digits, without 0x
            /algo | "x11" | algo: must be sha256d or scrypt: x11
            /pool_difficulty | -1 | pool_difficulty: must be a number above 0, or null: -1
            /pool_difficulty | "512" | pool_difficulty: must be a number above 0, or null: "512"
            /notify | [] | notify: must be an object
            /notify/prevhash | "00" | notify.prevhash: must be 64 hex digits, not 2
            /notify/merkle_branch | {} | notify.merkle_branch: must be an array
            /notify/merkle_branch | ["00"] | notify.merkle_branch[0]: must be 64 hex digits, not 2
            /notify/version | "2000000" | notify.version: must be 8 hex digits
            /notify/nbits | 5 | notify.nbits: must be 8 hex digits
            /submit/nonce | "123456789" | submit.nonce: must be 1 to 8 hex digits
            /submit/extranonce2 | "c70" | submit.extranonce2: must be text of hex digits, two for each byte
            /submit/version_bits | "20002000" | submit.version_bits: 20002000 has bits outside version_mask 1fffe000
            """)
    void namesTheFieldAndTheCure(String pointer, String value, String error) throws IOException {
      ObjectNode share = bitaxe();
      int slash = pointer.lastIndexOf('/');
      ObjectNode parent = (ObjectNode) share.at(pointer.substring(0, slash));
      parent.set(pointer.substring(slash + 1), JSON.readTree(value));

      assertThat(judge(share, "--json")).isEqualTo(1);

      assertThat(lines().getFirst().get("error").asString()).startsWith(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no", "{} x"})
    void exitsWithTwoWhereTheFileIsNotJson(String content) throws IOException {
      Path file = Files.writeString(directory.resolve("shares.json"), content);
      assertThat(judge(file.toString())).isEqualTo(2);
      assertThat(err.toString()).startsWith("adit: " + file + ": not JSON: ").hasLineCount(1);
      assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", "{\"vectors\": []}", "{\"vectors\": 3}"})
    void exitsWithTwoWhereNoShareIsInIt(String content) throws IOException {
      Path file = Files.writeString(directory.resolve("shares.json"), content);
      assertThat(judge(file.toString())).isEqualTo(2);
      assertThat(err.toString()).isEqualToIgnoringNewLines("adit: " + file + ": holds no share");
      assertThat(out.toString()).isEmpty();
    }

    @Test
    void exitsWithTwoWhereThereIsNoFile() {
      assertThat(judge(directory.resolve("none.json").toString())).isEqualTo(2);
      assertThat(err.toString()).contains("no such file").hasLineCount(1);
      assertThat(judge(directory.toString())).isEqualTo(2);
    }
  }

  @Nested
  class InWords {

    private String words(ObjectNode share) throws IOException {
      judge(share);
      return out.toString();
    }

    @Test
    void sayThatAShareIsGoodAndWhatCannotBeKnown() throws IOException {
      assertThat(words(bitaxe()))
          .startsWith("share public-pool-testnet-bitaxe")
          .contains("It is good: difficulty 669.868 reached, 512 needed.")
          .contains("stale, 21")
          .contains("version 20002000 in the header");
    }

    @Test
    void sayWhatIsNeededWhereItIsTooLow() throws IOException {
      assertThat(words(bitaxe().put("pool_difficulty", 700.5)))
          .contains("too low: 669.868 reached, 700.5 needed (error 23).")
          .doesNotContain("stale");
    }

    @Test
    void sayThatTheDifficultyIsNotGiven() throws IOException {
      assertThat(words(bitaxe().putNull("pool_difficulty")))
          .contains("pool_difficulty isn't given");
    }

    @ParameterizedTest
    @CsvSource({"OR, 20002000, 00000000", "XOR, 20004000, 00006000"})
    @DisplayName("T28 OR-ed and XOR-ed version bits are recognised")
    void nameTheFormulaThatWouldHaveFitted(String formula, String version, String bits)
        throws IOException {
      ObjectNode share = bitaxe();
      ((ObjectNode) share.get("notify")).put("version", version);
      ((ObjectNode) share.get("submit")).put("version_bits", bits);
      assertThat(words(share)).contains("too low").contains(formula + "-ed into the job's version");
    }

    @ParameterizedTest
    @CsvSource({"64b3f3ed, 1 s before the job's", "64b39000, 25580 s after the job's"})
    void sayWhatIsWrongWithTheTime(String ntime, String words) throws IOException {
      ObjectNode share = bitaxe();
      ((ObjectNode) share.get("notify")).put("ntime", ntime);
      assertThat(words(share)).contains(words);
    }

    @Test
    void sayThatTheJobIsAnother() throws IOException {
      ObjectNode share = bitaxe();
      ((ObjectNode) share.get("submit")).put("job_id", "2");
      assertThat(words(share)).contains("submit.job_id is not the job_id of notify");
    }

    @Test
    void sayWhatStopsTheJudging() throws IOException {
      ObjectNode share = bitaxe();
      share.remove("submit");
      assertThat(words(share)).contains("It can't be judged. submit: missing");
    }
  }
}
