#include <mariadb/errmsg.h>
#include <mariadb/mysql.h>
#include <sys/syscall.h>
#include <unistd.h>

/* `mysql_optionsv` takes variable arguments, which Swift can't pass. */

static inline int wandb_mysql_set_number(MYSQL *handle, enum mysql_option option, unsigned int value) {
  return mysql_optionsv(handle, option, &value);
}

static inline int wandb_mysql_set_flag(MYSQL *handle, enum mysql_option option, unsigned char value) {
  my_bool flag = value;
  return mysql_optionsv(handle, option, &flag);
}

static inline int wandb_mysql_set_text(MYSQL *handle, enum mysql_option option, const char *value) {
  return mysql_optionsv(handle, option, value);
}

/* The library reads authorities only from a file. `memfd_create` is an extension that Swift does not see. */
static inline int wandb_mysql_open_memory(void) {
  return (int)syscall(SYS_memfd_create, "authorities", 1 /* MFD_CLOEXEC */);
}
