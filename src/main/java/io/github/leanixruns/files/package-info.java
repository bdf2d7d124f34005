/** Who else on the machine may read what the program writes. */
package io.github.leanixruns.files;
