/** Health checks and metrics. */
package io.github.leanixruns.observe;
