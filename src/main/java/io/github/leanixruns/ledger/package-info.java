/** The ledger: the database with a row for every run, and the execution of their steps. */
package io.github.leanixruns.ledger;
