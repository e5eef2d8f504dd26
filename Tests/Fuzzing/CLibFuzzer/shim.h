#include <stddef.h>
#include <stdint.h>

// libFuzzer has no header; these are documented in llvm.org/docs/LibFuzzer.html.
int LLVMFuzzerRunDriver(
    int *count, char ***arguments, int (*target)(const uint8_t *, size_t));
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t limit);
