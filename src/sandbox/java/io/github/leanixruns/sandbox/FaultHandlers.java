package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Adds, lists and removes faults and rules for runs over HTTP. */
final class FaultHandlers {
  private final Faults faults;
  private final RunRules rules;

  FaultHandlers(Faults faults, RunRules rules) {
    this.faults = faults;
    this.rules = rules;
  }

  HttpReply add(HttpCall call) throws IOException {
    ObjectNode json = SandboxJson.objectIn(call.body());
    try {
      return json.has("call")
          ? HttpReply.json(200, toJson(addFault(json)))
          : HttpReply.json(200, toJson(addRule(json)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "The fault is invalid: " + e.getMessage());
    }
  }

  HttpReply list(HttpCall call) {
    ArrayNode all = SandboxJson.array();
    faults.all().forEach(fault -> all.add(toJson(fault)));
    rules.all().forEach(rule -> all.add(toJson(rule)));
    return HttpReply.json(200, all);
  }

  HttpReply clear(HttpCall call) {
    faults.clear();
    rules.clear();
    return HttpReply.empty(204);
  }

  HttpReply clearOne(HttpCall call) {
    for (Fault fault : faults.all()) {
      if (Integer.toString(fault.id()).equals(call.path("fault"))) {
        fault.clear();
        return HttpReply.empty(204);
      }
    }
    throw new Refusal(404, "No fault with this id exists.");
  }

  private Fault addFault(JsonNode json) {
    FaultBuilder fault = faults.on(calls(json.get("call"))).times(times(json));
    if (json.has("connectorId") || json.has("connectorIdPattern")) {
      fault.forConnector(connectors(json));
    }
    if (json.has("runId")) {
      fault.forRun(json.get("runId").asText());
    }
    if (json.has("part")) {
      fault.forPart(json.get("part").asText());
    }
    return finish(fault, json);
  }

  private static Fault finish(FaultBuilder fault, JsonNode json) {
    return switch (action(json)) {
      case "ANSWER" -> fault.answer(json.path("status").asInt(503), headers(json), body(json));
      case "ANSWER_AFTER" ->
          fault.answerAfter(json.path("status").asInt(503), headers(json), body(json));
      case "REFUSE" -> fault.refuse(json.path("status").asInt(422), errors(json));
      case "INTERMEDIARY" ->
          fault.intermediary(json.path("status").asInt(403), json.path("title").textValue());
      case "ANSWER_STATUS" -> fault.answerStatus(json.path("runStatus").asText());
      case "DELAY" -> fault.delay(time(json));
      case "HOLD" -> fault.hold();
      case "HOLD_BEFORE" -> fault.holdBefore();
      case "CUT_BEFORE" -> fault.cutBefore();
      case "CUT_AFTER" -> fault.cutAfter();
      case "CUT_HALFWAY" -> fault.cutHalfway();
      case "CLOSE_AFTER" -> fault.closeAfter();
      case "FORGET" -> fault.forget();
      default ->
          throw new IllegalArgumentException("there is no action " + action(json) + " for calls");
    };
  }

  private RunRule addRule(JsonNode json) {
    RunRule rule =
        switch (action(json)) {
          case "END_RUNS" -> rules.end(RunOutcome.valueOf(json.path("outcome").asText()));
          case "GIVE_WARNINGS" -> rules.warn(json.path("warnings").asInt(1));
          case "GIVE_RESULTS" -> rules.giveResults();
          case "RUNS_TAKE" -> rules.take(time(json));
          default ->
              throw new IllegalArgumentException(
                  "there is no action " + action(json) + " for runs");
        };
    return rule.forConnector(connectors(json)).times(times(json));
  }

  private static Set<Call> calls(JsonNode json) {
    Set<Call> calls = EnumSet.noneOf(Call.class);
    if (json.isArray()) {
      json.forEach(name -> calls.add(Call.valueOf(name.asText())));
    } else {
      calls.add(Call.valueOf(json.asText()));
    }
    return calls;
  }

  private static String action(JsonNode json) {
    return json.path("action").asText().toUpperCase(Locale.ROOT);
  }

  private static int times(JsonNode json) {
    return json.path("times").asInt(Countdown.ALWAYS);
  }

  private static Predicate<String> connectors(JsonNode json) {
    if (json.has("connectorIdPattern")) {
      return Pattern.compile(json.get("connectorIdPattern").asText()).asMatchPredicate();
    }
    return json.has("connectorId") ? json.get("connectorId").asText()::equals : any -> true;
  }

  private static Map<String, String> headers(JsonNode json) {
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  private static String body(JsonNode json) {
    JsonNode body = json.path("body");
    return body.isContainerNode() ? body.toString() : body.asText();
  }

  private static String[] errors(JsonNode json) {
    List<String> errors = new ArrayList<>();
    json.path("errors").forEach(error -> errors.add(error.asText()));
    return errors.toArray(String[]::new);
  }

  private static Duration time(JsonNode json) {
    return Durations.parse(json.path("time").asText());
  }

  private static JsonNode toJson(Fault fault) {
    ObjectNode json = SandboxJson.object().put("id", fault.id()).put("action", fault.name());
    ArrayNode calls = json.putArray("call");
    fault.calls().forEach(call -> calls.add(call.name()));
    return json.put("hits", fault.hits()).put("waiting", fault.waiting());
  }

  private static JsonNode toJson(RunRule rule) {
    return SandboxJson.object().put("action", rule.name()).put("hits", rule.hits());
  }
}
