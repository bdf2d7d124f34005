/** Traces of runs by OpenTelemetry. Only {@code Traceparent} is used without it. */
package io.github.leanixruns.trace;
