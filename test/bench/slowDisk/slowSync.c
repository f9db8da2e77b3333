/*
 * Delays every call that flushes a file to the disk by SYNC_DELAY_MS milliseconds, like a slow or busy disk. Loaded into
 * a process with LD_PRELOAD. The variable is read on every call, so that the process can change it while it runs.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static void delay(void) {
  const char *text = getenv("SYNC_DELAY_MS");
  long ms = text ? atol(text) : 0;
  struct timespec left = {ms / 1000, ms % 1000 * 1000000};
  while (ms > 0 && nanosleep(&left, &left) == -1 && errno == EINTR) {
  }
}

#define DELAYED(name, parameters, arguments)        \
  int name parameters {                             \
    int(*next) parameters = dlsym(RTLD_NEXT, #name); \
    delay();                                        \
    return next arguments;                          \
  }

DELAYED(fsync, (int fd), (fd))
DELAYED(fdatasync, (int fd), (fd))
DELAYED(syncfs, (int fd), (fd))
DELAYED(msync, (void *start, size_t length, int flags), (start, length, flags))
DELAYED(sync_file_range, (int fd, off64_t offset, off64_t count, unsigned int flags), (fd, offset, count, flags))
