/** What routes cannot say about a run: delays, endings, names, receipts. */
package io.github.leanixruns.run;
