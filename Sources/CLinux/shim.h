#include <malloc.h>
#include <sys/signalfd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

/* A crash leaves no copy of the memory, and other processes of the user can't read it. */
static inline void wandb_keep_memory_private(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

/* The kernel kills this process when the one that started it ends. */
static inline void wandb_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }
