/**
 * What LeanIX's answers mean: the access token, the checks of an answer, the words of a refusal.
 */
package io.github.leanixruns.leanix;
