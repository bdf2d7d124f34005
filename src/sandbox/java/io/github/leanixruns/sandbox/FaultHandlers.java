package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Adds, lists and removes faults and rules for runs over HTTP. */
final class FaultHandlers {

  private enum CallAction {
    ANSWER,
    ANSWER_AFTER,
    REFUSE,
    INTERMEDIARY,
    ANSWER_STATUS,
    DELAY,
    HOLD,
    HOLD_BEFORE,
    CUT_BEFORE,
    CUT_AFTER,
    CUT_HALFWAY,
    CLOSE_AFTER,
    FORGET
  }

  private enum RunAction {
    END_RUNS,
    GIVE_WARNINGS,
    GIVE_RESULTS,
    RUNS_TAKE
  }

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
    return switch (constant(CallAction.class, "action", json.path("action"))) {
      case ANSWER -> fault.answer(json.path("status").asInt(503), headers(json), body(json));
      case ANSWER_AFTER ->
          fault.answerAfter(json.path("status").asInt(503), headers(json), body(json));
      case REFUSE -> fault.refuse(json.path("status").asInt(422), errors(json));
      case INTERMEDIARY ->
          fault.intermediary(json.path("status").asInt(403), json.path("title").textValue());
      case ANSWER_STATUS -> fault.answerStatus(json.path("runStatus").asText());
      case DELAY -> fault.delay(time(json));
      case HOLD -> fault.hold();
      case HOLD_BEFORE -> fault.holdBefore();
      case CUT_BEFORE -> fault.cutBefore();
      case CUT_AFTER -> fault.cutAfter();
      case CUT_HALFWAY -> fault.cutHalfway();
      case CLOSE_AFTER -> fault.closeAfter();
      case FORGET -> fault.forget();
    };
  }

  private RunRule addRule(JsonNode json) {
    RunRule rule =
        switch (constant(RunAction.class, "action", json.path("action"))) {
          case END_RUNS -> rules.end(constant(RunOutcome.class, "outcome", json.path("outcome")));
          case GIVE_WARNINGS -> rules.warn(json.path("warnings").asInt(1));
          case GIVE_RESULTS -> rules.giveResults();
          case RUNS_TAKE -> rules.take(time(json));
        };
    return rule.forConnector(connectors(json)).times(times(json));
  }

  private static Set<Call> calls(JsonNode json) {
    Set<Call> calls = EnumSet.noneOf(Call.class);
    if (json.isArray()) {
      json.forEach(name -> calls.add(constant(Call.class, "call", name)));
    } else {
      calls.add(constant(Call.class, "call", json));
    }
    return calls;
  }

  private static <T extends Enum<T>> T constant(Class<T> type, String field, JsonNode value) {
    String allowed = Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", "");
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(value.asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "%s is \"%s\", but must be one of %s",
                        field,
                        value.asText(),
                        allowed)));
  }

  private static int times(JsonNode json) {
    return json.path("times").asInt(Countdown.ALWAYS);
  }

  private static Predicate<String> connectors(JsonNode json) {
    if (json.has("connectorIdPattern")) {
      String pattern = json.get("connectorIdPattern").asText();
      try {
        return Pattern.compile(pattern).asMatchPredicate();
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "connectorIdPattern is \"" + pattern + "\": " + e.getDescription(), e);
      }
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
    try {
      return Durations.parse(json.path("time").asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("time: " + e.getMessage(), e);
    }
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
