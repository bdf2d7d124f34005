/** The database of all runs and the schedule of their steps. */
package io.github.leanixruns.ledger;
