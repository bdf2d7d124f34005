/**
 * Stands in for a LeanIX workspace: the token endpoint, the Integration API's synchronization runs,
 * fast runs, storages and configurations, and the blob storage behind the signed URLs. Everything
 * is gone when it stops.
 *
 * <p>A run needs no processor configuration, but one of an execution group does. Which field of a
 * configuration names its groups, LeanIX's specification does not say; here it is {@code
 * executionGroups}, a list of names. The configuration of a group is the first of its
 * configurations with the processors of all.
 *
 * <h2>Starting</h2>
 *
 * <p>In a test: {@code Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))}. On
 * its own: the main class is {@link io.github.leanixruns.sandbox.Sandbox}, its options are {@code
 * --port=8089} (0 takes a free one), {@code --api-token=sandbox-token}, {@code --run-time=2s} and
 * {@code --token-time=3599s}; times are written 500ms, 2s, 1m, 1h or as ISO-8601.
 *
 * <h2>Control over HTTP</h2>
 *
 * <p>Needs no token, is neither counted nor met by faults.
 *
 * <table>
 * <caption>Below {@code /sandbox}</caption>
 * <tr><td>{@code GET /sandbox}</td><td>how many runs, elements and requests by call; requests in
 *     flight, and at most so far</td></tr>
 * <tr><td>{@code GET /sandbox/runs?connectorId=}</td><td>all runs as a list: id, header fields,
 *     status, test, executionGroup, elements, starts, refusedStarts, createdAt, startedAt,
 *     finishedAt, forgotten, length and sha256 of the LDIF received</td></tr>
 * <tr><td>{@code GET /sandbox/runs/{id}}</td><td>one of them</td></tr>
 * <tr><td>{@code GET /sandbox/runs/{id}/bytes}</td><td>the LDIF as received, up to 64 KiB</td></tr>
 * <tr><td>{@code DELETE /sandbox/runs/{id}}</td><td>has the API know the run no more</td></tr>
 * <tr><td>{@code GET /sandbox/fastRuns?connectorId=}</td><td>all fast runs likewise</td></tr>
 * <tr><td>{@code GET /sandbox/configurations}</td><td>all processor configurations as a list:
 *     header fields, executionGroups, puts, length and sha256 of what was put last</td></tr>
 * <tr><td>{@code GET /sandbox/requests?call=}</td><td>what was asked, in the order of answering:
 *     call, at, runId, status (0 where cut), cut</td></tr>
 * <tr><td>{@code GET /sandbox/elements}</td><td>the workspace's elements</td></tr>
 * <tr><td>{@code POST /sandbox/token/accept}</td><td>accepts the API token again</td></tr>
 * <tr><td>{@code POST /sandbox/token/refuse}</td><td>refuses the API token</td></tr>
 * <tr><td>{@code POST /sandbox/token/revoke}</td><td>makes the access tokens so far bad</td></tr>
 * <tr><td>{@code GET /sandbox/faults}</td><td>what was told, with hits and waiting calls</td></tr>
 * <tr><td>{@code POST} or {@code PUT /sandbox/faults}</td><td>adds a fault, answers it with its
 *     id</td></tr>
 * <tr><td>{@code DELETE /sandbox/faults/{id}}</td><td>ends a fault and releases whom it holds</td>
 *     </tr>
 * <tr><td>{@code DELETE /sandbox/faults}</td><td>ends all, rules for runs included</td></tr>
 * </table>
 *
 * <h2>Faults as JSON</h2>
 *
 * <p>A fault has {@code call} (a {@link io.github.leanixruns.sandbox.Call} or a list of them),
 * {@code action}, and where wanted {@code times} (else always), {@code connectorId} or {@code
 * connectorIdPattern} (a regular expression for the whole of it) and {@code runId}. The actions:
 *
 * <ul>
 *   <li>{@code ANSWER}, {@code ANSWER_AFTER} the work, with {@code status}, {@code headers} (an
 *       object), {@code body} (text or JSON)
 *   <li>{@code ANSWER_STATUS} with {@code runStatus}, for example SEQUENTIALIZED
 *   <li>{@code DELAY} with {@code time}; {@code HOLD} and {@code HOLD_BEFORE} the work, until ended
 *   <li>{@code CUT_BEFORE}, {@code CUT_AFTER} the work, {@code CUT_HALFWAY} through the answer
 *   <li>{@code FORGET} the run
 * </ul>
 *
 * <p>A rule for runs has no {@code call}, the same {@code times}, {@code connectorId} and {@code
 * connectorIdPattern}, and one of the actions {@code END_RUNS} with {@code outcome} (a {@link
 * io.github.leanixruns.sandbox.RunOutcome}), {@code GIVE_WARNINGS} with {@code warnings} (how
 * many), {@code GIVE_RESULTS}, {@code RUNS_TAKE} with {@code time}. It takes runs as they start.
 *
 * <pre>
 * curl -d '{"call":"CREATE","times":2,"action":"ANSWER","status":503,"headers":{"Retry-After":"1"}}' \
 *   http://127.0.0.1:8089/sandbox/faults
 * curl -d '{"action":"END_RUNS","outcome":"FAILED","times":1}' http://127.0.0.1:8089/sandbox/faults
 * </pre>
 */
package io.github.leanixruns.sandbox;
