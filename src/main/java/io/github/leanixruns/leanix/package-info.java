/** LeanIX's Integration API: access tokens, answers and error messages. */
package io.github.leanixruns.leanix;
