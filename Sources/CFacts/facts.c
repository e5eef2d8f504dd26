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
