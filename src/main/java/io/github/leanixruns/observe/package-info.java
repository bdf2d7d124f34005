/** What operators see from outside: health and metrics. */
package io.github.leanixruns.observe;
