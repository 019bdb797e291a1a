package dev.adit.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.AddressView;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinerHandlerTest {
  private static final String HELLO =
      """
      {"id":1,"method":"mining.configure","params":[["version-rolling"],{}]}
      {"id":2,"method":"mining.subscribe","params":["test/1"]}
      {"id":3,"method":"mining.authorize","params":["wallet.rig1","x"]}
      """;
  private static final String JOB =
      """
      {"id":null,"method":"mining.notify","params":["j1","%s","01","02",[],"20000000","1d00ffff","65000000",true]}
      """
          .formatted("00".repeat(32));

  private final Switchboard board = new Switchboard();

  @AfterEach
  void close() {
    board.close();
  }

  private EmbeddedChannel minerOfAReadyPool() {
    EmbeddedChannel miner = board.connect();
    EmbeddedChannel pool = board.pools.getFirst();
    board.poolIsReady(pool, 8);
    board.poolIsReady(pool, 8);
    board.say(pool, JOB);
    return miner;
  }

  @Test
  @DisplayName("T1: nothing is said before the miner has spoken")
  void keepsQuietUntilAsked() {
    assertThat(board.heard(minerOfAReadyPool())).isEmpty();
  }

  @Test
  @DisplayName("T2: a handshake split at every byte boundary gets the same three ordered replies")
  void answersInOrderHoweverTheBytesCome() {
    minerOfAReadyPool();
    byte[] hello = HELLO.getBytes(UTF_8);
    for (int split = 0; split <= hello.length; split++) {
      EmbeddedChannel miner = board.connect();
      miner.writeInbound(Unpooled.wrappedBuffer(hello, 0, split));
      board.turn();
      miner.writeInbound(Unpooled.wrappedBuffer(hello, split, hello.length - split));
      board.turn();
      List<String> heard = board.heard(miner);
      assertThat(heard).as("split at %d", split).hasSize(5);
      assertThat(heard.get(0)).contains("\"id\":1,");
      assertThat(heard.get(1)).contains("\"id\":2,");
      assertThat(heard.get(2)).contains("\"id\":3,");
      assertThat(heard.get(3)).contains("mining.set_difficulty");
      assertThat(heard.get(4)).contains("mining.notify");
      board.hangUp(miner);
    }
  }

  @Test
  void holdsAMinersWordsUntilThePoolIsThere() {
    EmbeddedChannel miner = board.connect();
    board.say(miner, HELLO);
    assertThat(board.heard(miner)).isEmpty();
    EmbeddedChannel pool = board.pools.getFirst();
    board.poolIsReady(pool, 8);
    board.poolIsReady(pool, 8);
    assertThat(board.heard(miner)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  @DisplayName("T8: a line without end closes the connection, and only this one")
  void closesWhoeverSendsALineWithoutEnd() {
    EmbeddedChannel other = minerOfAReadyPool();
    EmbeddedChannel miner = board.connect();
    for (int i = 0; i < 17; i++) {
      board.say(miner, "{" + "x".repeat(1_023));
    }
    assertThat(miner.isOpen()).isFalse();
    assertThat(other.isOpen()).isTrue();
    assertThat(board.roster.miners()).isEqualTo(1);
  }

  @Test
  @DisplayName("T8: a TLS hello on a plain port has no line end to wait for")
  void closesWhoeverSpeaksSomethingElse() {
    EmbeddedChannel miner = board.connect();
    miner.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x16, 3, 1, 2, 0, 1, 0}));
    board.turn();
    assertThat(miner.isOpen()).isFalse();
  }

  /// bfgminer tries that first, each time.
  @Test
  void holdsATlsHelloOnAPlainPortAgainstNobody() throws Exception {
    EmbeddedChannel miner = board.connect();
    miner.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x16, 3, 1, 2, 0, 1, 0}));
    EmbeddedChannel other = board.connect();
    other.writeInbound(Unpooled.copiedBuffer("GET /", UTF_8));
    board.turn();
    assertThat(List.of(miner.isOpen(), other.isOpen())).containsOnly(false);
    assertThat(seen().failedRequests()).isEqualTo(1);
  }

  @Test
  void holdsPlainWordsAtATlsDoorAgainstTheAddress() throws Exception {
    EmbeddedChannel miner = board.connect();
    miner.pipeline().fireExceptionCaught(new DecoderException(new NotSslRecordException("47")));
    board.turn();
    assertThat(miner.isOpen()).isFalse();
    assertThat(seen().failedRequests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: unknown_ca",
        "Client requested protocol TLSv1 is not enabled or supported in server context"
      })
  void holdsAHandshakeThatFailsAgainstNobody(String why) throws Exception {
    EmbeddedChannel miner = board.connect();
    miner.pipeline().fireExceptionCaught(new DecoderException(new SSLHandshakeException(why)));
    board.turn();
    assertThat(miner.isOpen()).isFalse();
    assertThat(seen().failedRequests()).isZero();
  }

  private AddressView seen() throws Exception {
    return board.guard.address(InetAddress.getByName("10.0.0.1"), System.nanoTime()).orElseThrow();
  }

  @Test
  void sendsAJobToAllAtOnceAndKeepsNoBufferOfIt() {
    EmbeddedChannel one = minerOfAReadyPool();
    EmbeddedChannel two = board.connect();
    board.say(one, HELLO);
    board.say(two, HELLO);
    board.heard(one);
    board.heard(two);
    board.say(board.pools.getFirst(), JOB.replace("j1", "j2"));
    List<String> heard = board.heard(one);
    assertThat(heard).singleElement().asString().contains("mining.notify");
    assertThat(board.heard(two)).isEqualTo(heard);
  }

  @Test
  void forgetsAMinerThatHungUp() {
    EmbeddedChannel miner = minerOfAReadyPool();
    board.hangUp(miner);
    assertThat(board.roster.miners()).isZero();
  }

  @Test
  @DisplayName("T11: miners beyond the slots of a pool connection get others, and lose no word")
  void carriesAMinerWithoutSlotToAnotherLane() {
    EmbeddedChannel one = board.connect();
    EmbeddedChannel two = board.connect();
    board.say(one, HELLO);
    board.say(two, HELLO + "{\"id\":4,\"method\":\"mining.ping\",\"params\":[]}\n{\"id\":5,");
    assertThat(board.pools).hasSize(1);

    EmbeddedChannel pool = board.pools.getFirst();
    board.poolIsReady(pool, 3);
    board.poolIsReady(pool, 3);
    assertThat(board.heard(one)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(board.heard(two)).isEmpty();
    assertThat(board.pools).hasSize(2);

    board.say(two, "\"method\":\"mining.ping\",\"params\":[]}\n");
    EmbeddedChannel next = board.pools.get(1);
    board.poolIsReady(next, 3);
    board.poolIsReady(next, 3);
    List<String> heard = board.heard(two);
    for (int id = 1; id <= 5; id++) {
      assertThat(heard.get(id - 1)).contains("\"id\":" + id + ",");
    }
    assertThat(board.roster.miners()).isEqualTo(2);
  }

  @Test
  void losesNoByteThatComesWhileAMinerIsOnItsWay() {
    EmbeddedChannel one = board.connect();
    EmbeddedChannel two = board.connect();
    board.say(one, HELLO);
    board.say(two, HELLO);
    EmbeddedChannel pool = board.pools.getFirst();
    board.poolIsReady(pool, 3);
    board.inOneTurn(
        () -> {
          board.poolIsReady(pool, 3);
          assertThat(two.config().isAutoRead()).as("on its way").isFalse();
          board.say(two, "{\"id\":4,\"method\":\"mining.ping\",");
          board.say(two, "\"params\":[]}\n");
        });
    assertThat(board.pools).hasSize(2);

    EmbeddedChannel next = board.pools.get(1);
    board.poolIsReady(next, 3);
    board.poolIsReady(next, 3);
    List<String> heard = board.heard(two);
    for (int id = 1; id <= 4; id++) {
      assertThat(heard.get(id - 1)).contains("\"id\":" + id + ",");
    }
  }
}
