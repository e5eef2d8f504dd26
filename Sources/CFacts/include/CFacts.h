#ifndef CFACTS_H
#define CFACTS_H

// Text files of this folder, as the linker places them: nothing is read or built at start-up.
struct embedded_text {
  const unsigned char *_Nonnull bytes;
  unsigned long count;
};

extern const struct embedded_text wandb_chart_keys;
extern const struct embedded_text wandb_terraform_modules;
extern const struct embedded_text wandb_cloud_actions;
extern const struct embedded_text wandb_cloud_roles;
extern const struct embedded_text wandb_cloud_regions;
extern const struct embedded_text wandb_cloud_names;
extern const struct embedded_text wandb_kubernetes_types;
extern const struct embedded_text wandb_chart_sizes;

#endif
