#include <ldap.h>
#include <openldap.h>
