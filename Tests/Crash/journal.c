/* Journals what a program does to the files below $JOURNAL_DIR into $JOURNAL_OUT, for powerloss.py. Preloaded.
   A record: kind, length of path, length of second path, offset, length of data; then these.
   W bytes were written, T the file has this size now, S it was synced, R it was renamed, U it was removed,
   C it was made, D its folder was synced, A the program told something on stdout. Shared-memory files are left out. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static int out = -2;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void start(void) {
  if (out != -2) return;
  folder = getenv("JOURNAL_DIR");
  const char *path = getenv("JOURNAL_OUT");
  out = folder && path ? NEXT(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

static int watched(const char *path) {
  return out >= 0 && strncmp(path, folder, strlen(folder)) == 0 && !strstr(path, "-shm");
}

static int path_of(int fd, char *path) {
  start();
  if (out < 0 || fd == out) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return watched(path);
}

static int absolute(const char *path, char *whole) {
  start();
  if (out < 0) return 0;
  char here[PATH_MAX];
  if (*path == '/') snprintf(whole, PATH_MAX, "%s", path);
  else if (getcwd(here, sizeof here)) snprintf(whole, PATH_MAX, "%s/%s", here, path);
  else return 0;
  return watched(whole);
}

static void note(char kind, const char *path, const char *second, int64_t offset, const void *data, uint64_t length) {
  int saved = errno;
  uint32_t a = strlen(path), b = second ? strlen(second) : 0;
  char head[25] = {kind};
  memcpy(head + 1, &a, 4);
  memcpy(head + 5, &b, 4);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 8);
  struct iovec parts[4] = {{head, sizeof head}, {(void *)path, a}, {(void *)second, b}, {(void *)data, length}};
  ssize_t (*put)(int, const struct iovec *, int) = NEXT(writev);
  if (put(out, parts, 4) < 0) abort();
  errno = saved;
}

#define LOCKED(type, body) { pthread_mutex_lock(&turn); type result; body; pthread_mutex_unlock(&turn); return result; }

static ssize_t pwritten(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *b, size_t n, off_t o) {
  char path[PATH_MAX];
  LOCKED(ssize_t, result = real(fd, b, n, o); if (result > 0 && path_of(fd, path)) note('W', path, 0, o, b, result))
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return pwritten(NEXT(pwrite), fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off_t o) { return pwritten(NEXT(pwrite64), fd, b, n, o); }

ssize_t write(int fd, const void *b, size_t n) {
  char path[PATH_MAX];
  LOCKED(ssize_t,
    off_t o = 0;
    int hit = path_of(fd, path);
    if (hit) o = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    result = NEXT(write)(fd, b, n);
    if (result > 0 && hit) note('W', path, 0, o, b, result);
    if (result > 0 && fd == 1 && out >= 0) note('A', "", 0, 0, b, result))
}

static int cut(int (*real)(int, off_t), int fd, off_t size) {
  char path[PATH_MAX];
  LOCKED(int, result = real(fd, size); if (!result && path_of(fd, path)) note('T', path, 0, size, 0, 0))
}
int ftruncate(int fd, off_t size) { return cut(NEXT(ftruncate), fd, size); }
int ftruncate64(int fd, off_t size) { return cut(NEXT(ftruncate64), fd, size); }

static int synced(int (*real)(int), int fd) {
  char path[PATH_MAX];
  struct stat facts;
  LOCKED(int,
    result = real(fd);
    if (!result && path_of(fd, path)) note(!fstat(fd, &facts) && S_ISDIR(facts.st_mode) ? 'D' : 'S', path, 0, 0, 0, 0))
}
int fsync(int fd) { return synced(NEXT(fsync), fd); }
int fdatasync(int fd) { return synced(NEXT(fdatasync), fd); }

int rename(const char *from, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  LOCKED(int, result = NEXT(rename)(from, to);
    if (!result && absolute(from, a) && absolute(to, b)) note('R', a, b, 0, 0, 0))
}
static int removed(int (*real)(const char *), const char *path) {
  char whole[PATH_MAX];
  LOCKED(int, result = real(path); if (!result && absolute(path, whole)) note('U', whole, 0, 0, 0, 0))
}
int unlink(const char *path) { return removed(NEXT(unlink), path); }
int remove(const char *path) { return removed(NEXT(remove), path); }

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  struct stat facts;
  LOCKED(int,
    int is_new = (flags & O_CREAT) && stat(path, &facts) != 0;
    result = real(path, flags, mode);
    if (result >= 0 && absolute(path, whole)) {
      if (is_new) note('C', whole, 0, 0, 0, 0);
      else if (flags & O_TRUNC) note('T', whole, 0, 0, 0, 0);
    })
}
#define MODE(flags, mode) mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list v; va_start(v, flags); mode = va_arg(v, int); va_end(v); }
int open(const char *path, int flags, ...) { MODE(flags, mode) return opened(NEXT(open), path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return opened(NEXT(open64), path, flags, mode); }
