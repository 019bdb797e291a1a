package dev.adit.forensics.ntp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.apache.commons.net.DatagramSocketFactory;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeInfo;
import org.apache.commons.net.ntp.TimeStamp;
import org.jspecify.annotations.Nullable;

/// One question to one time server. What can't be the truth counts as no answer.
final class NtpQuestion {
  private static final int LEAST_STRATUM = 1;
  private static final int MOST_STRATUM = 15;
  private static final int NOT_SYNCHRONIZED = 3;

  /// The slower the way there and back, the less its answer is worth.
  private static final long MOST_DELAY_MILLIS = 1_000;

  /// How far a server may be from a clock, by what it says itself; see RFC 5905, section 11.
  private static final double MOST_DISTANCE_MILLIS = 1_500;

  /// What time stamps in whole milliseconds may lose.
  private static final long ROUNDING_MILLIS = 2;

  private NtpQuestion() {}

  /// Milliseconds to be added to this machine's time; null without an answer that can be believed.
  static @Nullable Long offset(InetAddress address, int port, Duration patience) {
    try (NTPUDPClient client = new NTPUDPClient()) {
      client.setVersion(NtpV3Packet.VERSION_4);
      client.setDefaultTimeout(patience);
      client.setDatagramSocketFactory(new Connected(address, port));
      // It throws away what does not carry our time stamp.
      TimeInfo answer = client.getTime(address, port);
      answer.computeDetails();
      return isCredible(answer) ? answer.getOffset() : null;
    } catch (IOException | IllegalArgumentException none) {
      return null;
    }
  }

  private static boolean isCredible(TimeInfo answer) {
    NtpV3Packet said = answer.getMessage();
    // Stratum 0 is a "kiss of death": go away.
    return said.getMode() == NtpV3Packet.MODE_SERVER
        && said.getStratum() >= LEAST_STRATUM
        && said.getStratum() <= MOST_STRATUM
        && said.getLeapIndicator() != NOT_SYNCHRONIZED
        && isNear(said)
        && isSwift(answer);
  }

  private static boolean isNear(NtpV3Packet said) {
    double delay = said.getRootDelayInMillisDouble();
    double dispersion = said.getRootDispersionInMillisDouble();
    return delay >= 0 && dispersion >= 0 && delay / 2 + dispersion <= MOST_DISTANCE_MILLIS;
  }

  private static boolean isSwift(TimeInfo answer) {
    NtpV3Packet said = answer.getMessage();
    TimeStamp received = said.getReceiveTimeStamp();
    TimeStamp sent = said.getTransmitTimeStamp();
    if (received.ntpValue() == 0 || sent.ntpValue() == 0) {
      return false;
    }
    long there = sent.getTime() - received.getTime();
    long here = answer.getReturnTime() - said.getOriginateTimeStamp().getTime();
    return there >= 0 && there <= here + ROUNDING_MILLIS && here - there <= MOST_DELAY_MILLIS;
  }

  /// Sockets that hear nobody but the server, and learn at once that nobody listens there.
  private record Connected(InetAddress server, int port) implements DatagramSocketFactory {
    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
      return connected(new DatagramSocket());
    }

    @Override
    public DatagramSocket createDatagramSocket(int ours) throws SocketException {
      return connected(new DatagramSocket(ours));
    }

    @Override
    public DatagramSocket createDatagramSocket(int ours, InetAddress at) throws SocketException {
      return connected(new DatagramSocket(ours, at));
    }

    private DatagramSocket connected(DatagramSocket socket) throws SocketException {
      try {
        socket.connect(new InetSocketAddress(server, port));
        return socket;
      } catch (SocketException | IllegalArgumentException noWay) {
        socket.close();
        throw noWay;
      }
    }
  }
}
