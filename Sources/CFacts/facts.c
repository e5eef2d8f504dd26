#include "CFacts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chart_keys[] = {
#embed "chart-keys.txt"
};

const struct embedded_text wandb_chart_keys = {chart_keys, sizeof chart_keys};

static const unsigned char chart_releases[] = {
#embed "chart-releases.txt"
};

const struct embedded_text wandb_chart_releases = {chart_releases, sizeof chart_releases};

static const unsigned char chart_reads[] = {
#embed "chart-reads.txt"
};

const struct embedded_text wandb_chart_reads = {chart_reads, sizeof chart_reads};

static const unsigned char chart_names[] = {
#embed "chart-names.txt"
};

const struct embedded_text wandb_chart_names = {chart_names, sizeof chart_names};

static const unsigned char chart_defaults[] = {
#embed "chart-defaults.txt"
};

const struct embedded_text wandb_chart_defaults = {chart_defaults, sizeof chart_defaults};

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

static const unsigned char operator_crd[] = {
#embed "operator-v2-crd.txt"
};

const struct embedded_text wandb_operator_crd = {operator_crd, sizeof operator_crd};
