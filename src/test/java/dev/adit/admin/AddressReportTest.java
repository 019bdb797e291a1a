package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AddressReportTest {
  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void theTableHasItsColumnsAligned() {
    assertThat(
            AddressReport.table(
                json(
                    "[{'address':'192.0.2.7','banned':true,'reason':'points',"
                        + "'lapses_in_seconds':2500,'connections':0,'ok_shares':1,'ok_logins':2,"
                        + "'failed_logins':3,'failed_requests':4,"
                        + "'last_connect':'2026-11-21T12:00:00Z','allowed':false,'denied':false},"
                        + "{'address':'2001:db8::/64','banned':true,'reason':'hand',"
                        + "'lapses_in_seconds':null,'last_connect':null},"
                        + "{'address':'10.0.0.1','banned':false,'allowed':true,'connections':12},"
                        + "{'address':'10.0.0.2','banned':false,'denied':true}]")))
        .containsExactly(
            "ADDRESS        BANNED       LAPSES IN  CONNECTIONS  SHARES  LOGINS  FAILED LOGINS  "
                + "FAILED REQUESTS  LAST CONNECTED",
            "192.0.2.7      points       42 min     0            1       2       3              "
                + "4                2026-11-21T12:00:00Z",
            "2001:db8::/64  hand         never      0            0       0       0              "
                + "0                -",
            "10.0.0.1       - (allowed)  -          12           0       0       0              "
                + "0                -",
            "10.0.0.2       - (denied)   -          0            0       0       0              "
                + "0                -");
  }

  @Test
  void theExplanationBeginsWithItsSentence() {
    assertThat(
            AddressReport.explanation(
                json(
                    "{'says':'It is so.','bad':6,'good':1,'limit':5,'connections':2,'value':16.5,"
                        + "'events':[{'kind':'ok_login','age_seconds':9},"
                        + "{'kind':'failed_request','age_seconds':300},"
                        + "{'kind':'failed_request','age_seconds':2}]}")))
        .isEqualTo(
            List.of(
                "It is so.",
                "Points: 6 bad, 1 good; banned while bad exceeds good by more than 5.",
                "Connections open: 2, worth 16.5 each.",
                "  ok_login: 1, 9 s ago",
                "  failed_request: 2, 2 s to 5 min ago"));
  }

  @Test
  void noLimitIsNoNumber() {
    assertThat(AddressReport.explanation(json("{'says':'x','limit':null}")))
        .contains("Points: 0 bad, 0 good; points ban nobody here.");
  }
}
