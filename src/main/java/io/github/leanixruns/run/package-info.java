/** What routes cannot say about a run: delays, runFailures, names, receipts. */
package io.github.leanixruns.run;
