#ifndef CSTART_H
#define CSTART_H

/* Nothing to call: see start.c. */

#endif
