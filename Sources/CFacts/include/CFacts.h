#ifndef CFACTS_H
#define CFACTS_H

#include <string.h>

// Text files of this folder, as the linker places them: nothing is read or built at start-up.
struct embedded_text {
  const unsigned char *_Nonnull bytes;
  unsigned long count;
};

extern const struct embedded_text wandb_chart_keys;
extern const struct embedded_text wandb_chart_releases;
extern const struct embedded_text wandb_chart_reads;
extern const struct embedded_text wandb_chart_names;
extern const struct embedded_text wandb_chart_defaults;
extern const struct embedded_text wandb_terraform_modules;
extern const struct embedded_text wandb_cloud_actions;
extern const struct embedded_text wandb_cloud_roles;
extern const struct embedded_text wandb_cloud_regions;
extern const struct embedded_text wandb_cloud_names;
extern const struct embedded_text wandb_kubernetes_types;
extern const struct embedded_text wandb_chart_sizes;
extern const struct embedded_text wandb_operator_crd;

// The offset of the next line feed at or after `start`; `count` if there is none. Most lookups skip most
// lines, which memchr does several times as fast as a loop over bytes.
static inline long embedded_line_end(struct embedded_text text, long start) {
  const unsigned char *_Nullable end = memchr(text.bytes + start, '\n', text.count - start);
  return end ? end - text.bytes : (long)text.count;
}

#endif
