/** A run as a building block of other Camel applications: no ledger, no folders. */
package io.github.leanixruns.kamelet;
