/** Log set-up: masked secrets and limited repetition. */
package io.github.leanixruns.log;
