package dev.adit.forensics.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.Eventually;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NtpQuestionTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static @Nullable Long ask(TimeServer server) {
    return NtpQuestion.offset(InetAddress.getLoopbackAddress(), server.port(), PATIENCE);
  }

  @Test
  void learnsTheOffset() throws Exception {
    try (TimeServer server = TimeServer.ahead(7_200_000)) {
      Long offset = ask(server);
      for (int i = 0; offset == null && i < 60; i++) {
        offset = ask(server);
      }
      assertThat(offset).isCloseTo(7_200_000, within(1_000L));
    }
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("a kiss of death", it -> it.setStratum(0)),
        lie("stratum 16", it -> it.setStratum(16)),
        lie("not synchronized", it -> it.setLeapIndicator(3)),
        lie("a question", it -> it.setMode(NtpV3Packet.MODE_CLIENT)),
        lie("not the answer to this", it -> it.setOriginateTimeStamp(TimeStamp.getNtpTime(1))),
        lie("no times", it -> it.setReceiveTimeStamp(new TimeStamp(0))),
        lie("an hour in the server", it -> it.setReceiveTimeStamp(later(it, -3_600_000))),
        lie("sent before it was received", it -> it.setReceiveTimeStamp(later(it, 5_000))),
        lie("far from any clock", it -> it.setRootDispersion(100 << 16)),
        lie("beyond all bounds", it -> it.setRootDelay(-1)));
  }

  private static TimeStamp later(NtpV3Impl said, long millis) {
    return TimeStamp.getNtpTime(said.getTransmitTimeStamp().getTime() + millis);
  }

  private static Arguments lie(String name, Consumer<NtpV3Impl> how) {
    return Arguments.of(name, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void believesNo(String name, Consumer<NtpV3Impl> how) throws Exception {
    try (TimeServer server =
        new TimeServer(
            question -> {
              NtpV3Impl said = TimeServer.good(question, 0);
              how.accept(said);
              return said.getDatagramPacket().getData();
            })) {
      assertThat(ask(server)).as(name).isNull();
      Eventually.holds(() -> server.asked.get() == 1);
    }
  }

  @Test
  void believesNoGarbage() throws Exception {
    for (byte[] garbage : new byte[][] {{}, {1}, new byte[47], new byte[900]}) {
      try (TimeServer server = new TimeServer(_ -> garbage)) {
        assertThat(ask(server)).isNull();
      }
    }
  }

  @Test
  void hearsNobodyElse() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerFrom(other, server));
      assertThat(
              NtpQuestion.offset(InetAddress.getLoopbackAddress(), server.getLocalPort(), PATIENCE))
          .isNull();
    }
  }

  /// A good answer, but from another address than was asked.
  private static void answerFrom(DatagramSocket other, DatagramSocket server) {
    DatagramPacket question = new DatagramPacket(new byte[48], 48);
    try {
      server.receive(question);
      byte[] good = TimeServer.good(question.getData(), 0).getDatagramPacket().getData();
      other.send(new DatagramPacket(good, good.length, question.getSocketAddress()));
    } catch (IOException over) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void livesWithPortsWhereNobodyListens() throws Exception {
    int port;
    try (TimeServer gone = TimeServer.ahead(0)) {
      port = gone.port();
    }
    InetAddress here = InetAddress.getLoopbackAddress();
    assertThat(NtpQuestion.offset(here, port, PATIENCE)).isNull();
    assertThat(NtpQuestion.offset(here, 0, PATIENCE)).isNull();
  }
}
