package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Request;
import dev.adit.stratum.MinerMessage.Subscribe;
import java.util.ArrayList;
import java.util.List;

/// What one miner asked while only the pool could answer. An honest one asks five short things;
/// what strangers can pile up here is bounded.
final class Held {
  private static final int MOST_MESSAGES = 32;
  private static final int MOST_CHARACTERS = 4_096;

  private final List<MinerMessage> messages = new ArrayList<>(4);
  private int characters;

  /// Keeps the message; false where that would be too much.
  boolean add(MinerMessage message) {
    characters += weight(message);
    return messages.size() < MOST_MESSAGES
        && characters <= MOST_CHARACTERS
        && messages.add(message);
  }

  /// In the order asked.
  List<MinerMessage> messages() {
    return messages;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean wantsSlot() {
    return messages.stream().anyMatch(Subscribe.class::isInstance);
  }

  /// Roughly what the texts of a message take; all else about it is small.
  private static int weight(MinerMessage message) {
    int id = message instanceof Request request ? request.id().json().length() : 0;
    return id
        + switch (message) {
          case MinerMessage.Authorize ask -> ask.user().length() + ask.password().length();
          case MinerMessage.Configure ask ->
              ask.extensions().stream().mapToInt(String::length).sum();
          case Subscribe ask -> {
            String sessionId = ask.sessionId();
            yield sessionId == null ? 0 : sessionId.length();
          }
          case MinerMessage.Submit share ->
              share.worker().length() + share.jobId().length() + share.extranonce2().size();
          case MinerMessage.GetTransactions ask -> ask.jobId().length();
          case MinerMessage.Malformed ask -> ask.method().length() + ask.problem().length();
          case MinerMessage.UnknownRequest ask -> ask.method().length() + ask.params().length();
          case MinerMessage.Answer answer -> answer.result().length() + answer.error().length();
          case MinerMessage.Chatter said -> said.method().length();
          case MinerMessage.Garbage said -> said.problem().length();
          case MinerMessage.SuggestDifficulty _,
              MinerMessage.SuggestTarget _,
              MinerMessage.ExtranonceSubscribe _,
              MinerMessage.GetVersion _,
              MinerMessage.Ping _ ->
              0;
        };
  }
}
