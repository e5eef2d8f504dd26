#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Macros that Swift can't import. */
static const unsigned long wandb_name_rfc2253 = XN_FLAG_RFC2253;

static inline void wandb_require_tls12(SSL_CTX *context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}
