#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Macros that Swift can't import. */
static const unsigned long wandb_name_rfc2253 = XN_FLAG_RFC2253;
