#include "CFacts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chart_keys[] = {
#embed "chart-keys.txt"
};

const struct embedded_text wandb_chart_keys = {chart_keys, sizeof chart_keys};

static const unsigned char terraform_modules[] = {
#embed "terraform-modules.txt"
};

const struct embedded_text wandb_terraform_modules = {
    terraform_modules, sizeof terraform_modules};

static const unsigned char cloud_actions[] = {
#embed "cloud-actions.txt"
};

const struct embedded_text wandb_cloud_actions = {cloud_actions, sizeof cloud_actions};

static const unsigned char cloud_roles[] = {
#embed "cloud-roles.txt"
};

const struct embedded_text wandb_cloud_roles = {cloud_roles, sizeof cloud_roles};

static const unsigned char cloud_regions[] = {
#embed "cloud-regions.txt"
};

const struct embedded_text wandb_cloud_regions = {cloud_regions, sizeof cloud_regions};

static const unsigned char cloud_names[] = {
#embed "cloud-names.txt"
};

const struct embedded_text wandb_cloud_names = {cloud_names, sizeof cloud_names};

static const unsigned char kubernetes_types[] = {
#embed "kubernetes-types.txt"
};

const struct embedded_text wandb_kubernetes_types = {kubernetes_types, sizeof kubernetes_types};

static const unsigned char chart_sizes[] = {
#embed "chart-sizes.txt"
};

const struct embedded_text wandb_chart_sizes = {chart_sizes, sizeof chart_sizes};
