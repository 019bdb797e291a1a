package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.PoolMessage.Notify;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomJobsTest {
  private static final long NOW = 1_760_000_000;
  private static final int EXTRANONCES = 4 + 8;

  private final SimPoolSettings settings = new SimPoolSettings();
  private final RandomJobs jobs = jobs(settings);

  private static RandomJobs jobs(SimPoolSettings settings) {
    Trickery tricks = new Trickery(settings);
    Extranonces extranonces = new Extranonces(settings, tricks, 0);
    return new RandomJobs(settings, tricks, extranonces, new SplittableRandom(1));
  }

  private static ReadCoinbase coinbase(Notify job) {
    return ReadCoinbase.of(job, EXTRANONCES);
  }

  @Test
  void makeACoinbaseThatParsesAsATransaction() {
    ReadCoinbase coinbase = coinbase(jobs.next(false, NOW));

    assertThat(coinbase.tag()).isEqualTo("/adit-sim/");
    assertThat(coinbase.pushes().getLast()).as("the extranonces").hasSize(EXTRANONCES);
    assertThat(coinbase.reward().script())
        .isEqualTo("0014751e76e8199196d454941c45d1b3a323f1433bd6");
    assertThat(coinbase.outputs())
        .filteredOn(output -> output.script().startsWith("6a24aa21a9ed"))
        .as("witness commitment")
        .hasSize(1);
    assertThat(coinbase.sizeBytes()).isBetween(200, 300);
  }

  @ParameterizedTest
  @CsvSource({
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
        + "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
  })
  void payWhomTheyAreTold(String address, String script) {
    Notify job = jobs(settings.payoutAddress(address)).next(false, NOW);
    assertThat(coinbase(job).reward().script()).isEqualTo(script);
  }

  @Test
  void keepThePreviousHashUntilTheNextBlock() {
    Notify first = jobs.next(false, NOW);
    Notify second = jobs.next(false, NOW + 30);
    Notify nextBlock = jobs.next(true, NOW + 60);

    assertThat(first.clean()).isTrue();
    assertThat(second.clean()).isFalse();
    assertThat(second.prevhash()).isEqualTo(first.prevhash());
    assertThat(second.jobId()).isNotEqualTo(first.jobId());
    assertThat(nextBlock.clean()).isTrue();
    assertThat(nextBlock.prevhash()).isNotEqualTo(first.prevhash());
  }

  @Test
  void countHeightsByOneABlock() {
    int first = coinbase(jobs.next(true, NOW)).height();
    assertThat(coinbase(jobs.next(false, NOW)).height()).isEqualTo(first);
    assertThat(coinbase(jobs.next(true, NOW)).height()).isEqualTo(first + 1);
    Notify third = jobs.next(true, NOW);
    assertThat(coinbase(third).height()).isEqualTo(first + 2);
    assertThat(third.nbits()).isEqualTo(settings.nbits);
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(jobs(settings).next(false, NOW)).isEqualTo(jobs.next(false, NOW));
  }

  @Test
  void buildOnAnotherChainForAnotherSeed() {
    assertThat(jobs(new SimPoolSettings().seed(2)).next(false, NOW).prevhash())
        .isNotEqualTo(jobs.next(false, NOW).prevhash());
  }
}
