package dev.adit.admin;

import static dev.adit.admin.SampleGuard.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Guard;
import dev.adit.guard.Visit;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// As `mwc-stratum` §7 describes a node's answers.
class MwcInterfaceTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOON = Instant.ofEpochMilli(1_584_407_722_094L);
  private static final long NOW = 100 * SECOND;

  private final Guard guard = SampleGuard.guard();
  private final MwcInterface node = new MwcInterface(guard);

  private String ask(String body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      node.answer(JSON.readTree(body.replace('\'', '"')), new Moment(NOW, NOON), json);
    }
    return text.toString().replace('"', '\'');
  }

  private String call(String method, String params) {
    return ask("{'jsonrpc':'2.0','method':'%s','params':%s,'id':1}".formatted(method, params));
  }

  private static String result(String value) {
    return "{'id':1,'jsonrpc':'2.0','result':" + value + "}";
  }

  private static String error(int code, String message) {
    return error(code, message, "1");
  }

  private static String error(int code, String message, String id) {
    return "{'error':{'code':%d,'message':'%s'},'id':%s,'jsonrpc':'2.0'}"
        .formatted(code, message, id);
  }

  @Nested
  class WithAMinerAndAnAttacker {
    static final String MINER =
        "{'ban':false,'failed_login':0,'failed_requests':1,'ip':'192.0.2.7',"
            + "'last_connect_time_ms':1584407662094,'ok_logins':1,'ok_shares':2,'workers':1}";
    static final String ATTACKER =
        "{'ban':true,'failed_login':0,'failed_requests':6,'ip':'192.0.2.8',"
            + "'last_connect_time_ms':1584407712094,'ok_logins':0,'ok_shares':0,'workers':0}";

    @BeforeEach
    void connect() {
      Visit miner = SampleGuard.visit(guard, "192.0.2.7", NOW - 60 * SECOND);
      miner.onLogin(NOW - 60 * SECOND);
      miner.onGoodShare(16, NOW - 50 * SECOND);
      miner.onGoodShare(16, NOW - 40 * SECOND);
      miner.onBadShare(NOW - 30 * SECOND);
      SampleGuard.misbehave(guard, "192.0.2.8", NOW - 10 * SECOND);
    }

    @Test
    void listsAllOrTheBannedOrTheOthers() {
      assertThat(call("get_ip_list", "{'banned':null}"))
          .contains(MINER, ATTACKER)
          .startsWith("{'id':1,'jsonrpc':'2.0','result':{'Ok':[{");
      assertThat(call("get_ip_list", "{'banned':true}"))
          .isEqualTo(result("{'Ok':[" + ATTACKER + "]}"));
      assertThat(call("get_ip_list", "{'banned':false}"))
          .isEqualTo(result("{'Ok':[" + MINER + "]}"));
    }

    @Test
    void takesTheArgumentByItsPlaceToo() {
      assertThat(call("get_ip_list", "[true]")).isEqualTo(result("{'Ok':[" + ATTACKER + "]}"));
      assertThat(call("get_ip_list", "[null]")).contains(MINER, ATTACKER);
      assertThat(call("get_ip_info", "['192.0.2.7']")).isEqualTo(result("{'Ok':" + MINER + "}"));
    }

    @Test
    void tellsOfOneAddress() {
      assertThat(call("get_ip_info", "{'ip':'192.0.2.8'}"))
          .isEqualTo(result("{'Ok':" + ATTACKER + "}"));
    }

    @Test
    void unbansOne() {
      assertThat(call("clean_ip", "{'ip':'192.0.2.8'}")).isEqualTo(result("{'Ok':null}"));
      assertThat(call("get_ip_list", "{'banned':true}")).isEqualTo(result("{'Ok':[]}"));
    }

    @Test
    void cleansOneThatHasWorkers() {
      assertThat(call("clean_ip", "{'ip':'192.0.2.7'}")).isEqualTo(result("{'Ok':null}"));
      assertThat(call("get_ip_info", "{'ip':'192.0.2.7'}"))
          .contains("'failed_requests':0", "'workers':1");
    }

    @Test
    void carriesOutABatchInItsOrder() {
      assertThat(
              ask(
                  "[{'jsonrpc':'2.0','method':'clean_ip','params':['192.0.2.8']},"
                      + "{'jsonrpc':'2.0','method':'get_ip_list','params':[true],'id':'a'},"
                      + "{'jsonrpc':'2.0','method':'none','id':null}]"))
          .isEqualTo(
              "[{'id':'a','jsonrpc':'2.0','result':{'Ok':[]}},"
                  + error(-32601, "Method not found", "null")
                  + "]");
    }

    @Test
    void carriesOutWhatNobodyWaitsFor() {
      assertThat(ask("{'jsonrpc':'2.0','method':'clean_ip','params':['192.0.2.8']}"))
          .isEqualTo("[]");
      assertThat(call("get_ip_list", "[true]")).isEqualTo(result("{'Ok':[]}"));
    }
  }

  @Nested
  class WithAPrefixOfIpv6 {
    @BeforeEach
    void connect() {
      SampleGuard.misbehave(guard, "2001:db8::5", NOW);
    }

    @Test
    void understandsWhatItListed() {
      assertThat(call("get_ip_list", "[true]")).contains("'ip':'2001:db8::/64'");
      assertThat(call("get_ip_info", "['2001:db8::/64']")).contains("'ban':true");
      assertThat(call("get_ip_info", "['2001:db8::9']")).contains("'ban':true", "'2001:db8::9'");
      assertThat(call("clean_ip", "['2001:db8::/64']")).isEqualTo(result("{'Ok':null}"));
    }
  }

  @Nested
  class WithNobody {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "x", ""})
    void tellsNothingButZeros(String ip) {
      assertThat(call("get_ip_info", "{'ip':'" + ip + "'}"))
          .isEqualTo(
              result(
                  "{'Ok':{'ban':false,'failed_login':0,'failed_requests':0,'ip':'"
                      + ip
                      + "','last_connect_time_ms':null,'ok_logins':0,'ok_shares':0,'workers':0}}"));
    }

    @Test
    void canCleanNeitherAStrangerNorWhatIsNoAddress() {
      assertThat(call("clean_ip", "{'ip':'192.0.2.7'}"))
          .isEqualTo(result("{'Err':{'NotFound':'IP 192.0.2.7 not found'}}"));
      assertThat(call("clean_ip", "{'ip':'x'}"))
          .isEqualTo(
              result("{'Err':{'Argument':'invalid IP address x: invalid IP address syntax'}}"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '#',
        delimiter = '|',
        value = {
          "get_ip_info | []                    | WrongNumberOfArgs. Expected 1. Actual 0",
          "get_ip_info | null                  | WrongNumberOfArgs. Expected 1. Actual 0",
          "clean_ip    | ['a','b']             | WrongNumberOfArgs. Expected 1. Actual 2",
          "get_ip_list | {}                    | MissingNamedParameter banned",
          "get_ip_info | {'banned':true}       | MissingNamedParameter ip",
          "get_ip_info | {'ip':'a','y':1,'x':1}| ExtraNamedParameter x",
          "get_ip_info | [5]                   | InvalidArgStructure ip at position 0.",
          "clean_ip    | {'ip':null}           | InvalidArgStructure ip at position 0.",
          "get_ip_list | {'banned':'yes'}      | InvalidArgStructure banned at position 0."
        })
    void namesWhatIsWrongWithTheArgument(String method, String params, String message) {
      assertThat(call(method, params)).isEqualTo(error(-32602, message));
    }

    @Test
    void knowsNoOtherMethod() {
      assertThat(call("ban_ip", "['192.0.2.7']")).isEqualTo(error(-32601, "Method not found"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'id':1}",
          "{'jsonrpc':'2.0','id':1}",
          "{'jsonrpc':'1.0','method':'get_ip_list','params':[null],'id':1}",
          "{'jsonrpc':'2.0','method':5,'id':1}",
          "{'jsonrpc':'2.0','method':'get_ip_list','params':'banned','id':1}",
          "{'jsonrpc':'2.0','method':'get_ip_list','params':[null],'id':1,'extra':1}"
        })
    void refusesAnInvalidCall(String body) {
      assertThat(ask(body)).isEqualTo(error(-32600, "Invalid request"));
    }

    @Test
    void refusesAnInvalidNotificationAsACallWithoutId() {
      assertThat(ask("{}")).isEqualTo(error(-32600, "Invalid request", "null"));
      assertThat(ask("[{}]")).isEqualTo("[" + error(-32600, "Invalid request", "null") + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'x'", "null", "[1]", "{'id':-1}", "{'id':1.5}", "{'id':[]}"})
    void canNotReadWhatIsNoCall(String body) {
      assertThat(ask(body)).isEqualTo(error(-32700, "Parse error", "null"));
    }

    @Test
    void repeatsTheIdAsItWasWritten() {
      for (String id : new String[] {"0", "18446744073709551615", "'a b'", "null"}) {
        assertThat(ask("{'jsonrpc':'2.0','method':'get_ip_list','params':[null],'id':" + id + "}"))
            .isEqualTo("{'id':" + id + ",'jsonrpc':'2.0','result':{'Ok':[]}}");
      }
    }

    @Test
    void answersAnEmptyBatchWithOne() {
      assertThat(ask("[]")).isEqualTo("[]");
    }
  }
}
