#include "CStart.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef RELEASE

void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);
int OPENSSL_init_crypto(uint64_t options, const void *settings);

/* Runs before the Swift runtime and before OpenSSL is used.

   The runtime needs `/proc` otherwise: it looks there for the arguments, which are empty without it, and
   ends the program if it can't find its own path. It also looks for a program `swift-backtrace` in the
   folders around this one, which after a crash would print memory.

   OpenSSL reads the configuration of the machine otherwise. That may name a library to load, built for
   another version of OpenSSL and of the C library than the ones in this program. */
__attribute__((constructor(101))) static void start(int count, char **arguments) {
  const uint64_t no_configuration = 0x80, no_exit_handler = 0x80000;
  _swift_stdlib_overrideUnsafeArgvArgc(arguments, count);
  setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/dev/null", 1);
  OPENSSL_init_crypto(no_configuration | no_exit_handler, NULL);
}

#endif
