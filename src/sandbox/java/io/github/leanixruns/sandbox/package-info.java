/**
 * Replaces a LeanIX workspace: the token endpoint, the Integration API's synchronization runs, fast
 * runs, storages and configurations, and the blob storage behind the signed URLs. All data is
 * deleted when the sandbox stops.
 *
 * <p>A run needs a processor configuration only if it belongs to an execution group. LeanIX's
 * specification does not say which field of a configuration names its groups. The sandbox uses
 * {@code executionGroups}, a list of names. The configuration of a group is the first of its
 * configurations with the processors of all of them.
 *
 * <h2>Start</h2>
 *
 * <p>In a test: {@code Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))}. On
 * the command line: {@code java -jar lib/leanix-runs-sandbox.jar}, or the main class {@link
 * io.github.leanixruns.sandbox.Sandbox}. The options are {@code --port=8089} (0 for any free port),
 * {@code --api-token=sandbox-token}, {@code --run-time=2s} and {@code --token-time=3599s}.
 * Durations are written as 500ms, 2s, 1m, 1h or in ISO-8601.
 *
 * <h2>Control over HTTP</h2>
 *
 * <p>These requests need the header {@code Sandbox-Control} with any value, so that no web page can
 * send them. They need no token, are not recorded, and no fault applies to them.
 *
 * <table>
 * <caption>Below {@code /sandbox}</caption>
 * <tr><td>{@code GET /sandbox}</td><td>number of runs, of elements and of requests by call; requests
 *     in progress, now and at most</td></tr>
 * <tr><td>{@code GET /sandbox/runs?connectorId=}</td><td>all runs as a list: id, header fields,
 *     status, test, executionGroup, elements, starts, refusedStarts, createdAt, startedAt,
 *     finishedAt, forgotten, length and sha256 of the LDIF</td></tr>
 * <tr><td>{@code GET /sandbox/runs/{id}}</td><td>one run</td></tr>
 * <tr><td>{@code GET /sandbox/runs/{id}/bytes}</td><td>the LDIF as received, up to 64 KiB</td></tr>
 * <tr><td>{@code DELETE /sandbox/runs/{id}}</td><td>makes the API answer 404 for the run</td></tr>
 * <tr><td>{@code GET /sandbox/fastRuns?connectorId=}</td><td>all fast runs, in the same
 *     format</td></tr>
 * <tr><td>{@code GET /sandbox/configurations}</td><td>all processor configurations as a list:
 *     header fields, executionGroups, puts, length and sha256 of the last update</td></tr>
 * <tr><td>{@code GET /sandbox/requests?call=}</td><td>the requests in the order of their answers:
 *     call, at, runId, status (0 if cut), cut</td></tr>
 * <tr><td>{@code GET /sandbox/elements}</td><td>the elements of the workspace</td></tr>
 * <tr><td>{@code POST /sandbox/token/accept}</td><td>accepts the API token again</td></tr>
 * <tr><td>{@code POST /sandbox/token/refuse}</td><td>refuses the API token</td></tr>
 * <tr><td>{@code POST /sandbox/token/revoke}</td><td>revokes all access tokens</td></tr>
 * <tr><td>{@code GET /sandbox/faults}</td><td>the faults and rules, with hits and waiting
 *     calls</td></tr>
 * <tr><td>{@code POST} or {@code PUT /sandbox/faults}</td><td>adds a fault and returns it with its
 *     id</td></tr>
 * <tr><td>{@code DELETE /sandbox/faults/{id}}</td><td>removes a fault and releases the calls that it
 *     holds</td></tr>
 * <tr><td>{@code DELETE /sandbox/faults}</td><td>removes all faults and rules</td></tr>
 * </table>
 *
 * <h2>Faults as JSON</h2>
 *
 * <p>A fault has {@code call} (a {@link io.github.leanixruns.sandbox.Call} or a list of them) and
 * {@code action}. Optional are {@code times} (without it, the fault applies always), {@code
 * connectorId} or {@code connectorIdPattern} (a regular expression that matches the whole id),
 * {@code runId}, and {@code part}: the id of a block as it is uploaded, or the range of a download,
 * for example bytes=0-1023. The actions:
 *
 * <ul>
 *   <li>{@code ANSWER} instead of executing the call, {@code ANSWER_AFTER} executing it, with
 *       {@code status}, {@code headers} (an object), {@code body} (text or JSON)
 *   <li>{@code REFUSE} as LeanIX does, in JSON, with {@code status} and {@code errors} (a list)
 *   <li>{@code INTERMEDIARY}: answer as a proxy, a firewall or a login page does, with {@code
 *       status} and {@code title} of the HTML page; without a title, the answer is plain text
 *   <li>{@code ANSWER_STATUS} with {@code runStatus}, for example SEQUENTIALIZED
 *   <li>{@code DELAY} with {@code time}; {@code HOLD} the answer, or {@code HOLD_BEFORE} executing
 *       the call, until the fault is removed
 *   <li>{@code CUT_BEFORE} or {@code CUT_AFTER} executing the call, or {@code CUT_HALFWAY} through
 *       the answer: the connection is closed
 *   <li>{@code CLOSE_AFTER} the answer: the connection is closed, and the client is not told
 *   <li>{@code FORGET} the run
 * </ul>
 *
 * <p>A rule for runs has no {@code call}. It has the same {@code times}, {@code connectorId} and
 * {@code connectorIdPattern}, and one of the actions {@code END_RUNS} with {@code outcome} (a
 * {@link io.github.leanixruns.sandbox.RunOutcome}), {@code GIVE_WARNINGS} with {@code warnings} (a
 * number), {@code GIVE_RESULTS}, and {@code RUNS_TAKE} with {@code time}. A rule applies to runs
 * when they start.
 *
 * <pre>
 * curl -d '{"call":"CREATE","times":2,"action":"ANSWER","status":503,"headers":{"Retry-After":"1"}}' \
 *   -H 'Sandbox-Control: true' http://127.0.0.1:8089/sandbox/faults
 * curl -d '{"action":"END_RUNS","outcome":"FAILED","times":1}' \
 *   -H 'Sandbox-Control: true' http://127.0.0.1:8089/sandbox/faults
 * </pre>
 */
package io.github.leanixruns.sandbox;
