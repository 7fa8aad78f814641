/*
 * Sits between the program and the C library (LD_PRELOAD; Linux), and does two things to the calls
 * that change files under one folder: it records them, with their data and in their order, to a log
 * that lies elsewhere; and it lets the n-th of them fail, once, before it does anything, or all from
 * the n-th on that need room on the disk.
 *
 * The log is a row of records: a header, then `first` and `second` bytes. See disk.py, which reads it.
 */
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
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct record {
    char what;
    char padding[3];
    int32_t descriptor;
    int64_t number;
    uint32_t first;
    uint32_t second;
};

enum { MOST = 65536 };

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static int log_descriptor = -1;
static char *paths[MOST]; /* of the descriptors under the folder */
static long counted, to_fail;
static int fails_with, is_full;
static char failed[PATH_MAX + 32];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

static ssize_t real_write(int descriptor, const void *data, size_t length)
{
    static ssize_t (*call)(int, const void *, size_t);
    if (!call)
        call = REAL(write);
    return call(descriptor, data, length);
}

static void put(const void *data, size_t length)
{
    const char *at = data;
    while (length) {
        ssize_t done = real_write(log_descriptor, at, length);
        if (done < 0) {
            if (errno == EINTR)
                continue;
            abort(); /* a log with holes would prove nothing */
        }
        at += done;
        length -= (size_t)done;
    }
}

static void note(char what, int descriptor, int64_t number, const void *first, size_t one,
                 const void *second, size_t two)
{
    if (log_descriptor < 0)
        return;
    int before = errno;
    struct record record = {what, {0}, descriptor, number, (uint32_t)one, (uint32_t)two};
    put(&record, sizeof record);
    put(first, one);
    put(second, two);
    errno = before;
}

/* Returns the absolute path, in `room`, where it lies under the folder; else nothing. */
static const char *under(int folder, const char *path, char *room)
{
    if (!root_length || !path)
        return NULL;
    if (path[0] != '/') {
        char base[PATH_MAX];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base))
                return NULL;
        } else if (folder >= 0 && folder < MOST && paths[folder]) {
            snprintf(base, sizeof base, "%s", paths[folder]);
        } else {
            return NULL;
        }
        if (snprintf(room, PATH_MAX, "%s/%s", base, path) >= PATH_MAX)
            return NULL;
        path = room;
    }
    if (strncmp(path, root, root_length) || (path[root_length] && path[root_length] != '/'))
        return NULL;
    return path;
}

static const char *of(int descriptor)
{
    return root_length && descriptor >= 0 && descriptor < MOST ? paths[descriptor] : NULL;
}

static int fails(const char *kind, const char *path)
{
    if (!path)
        return 0;
    counted++;
    if (!to_fail || counted < to_fail)
        return 0;
    if (is_full ? strcmp(kind, "write") && strcmp(kind, "mkdir") : counted != to_fail)
        return 0;
    const char *base = strrchr(path, '/');
    snprintf(failed, sizeof failed, "%s %s", kind, base ? base + 1 : path);
    errno = fails_with;
    return 1;
}

/* What the harness calls. */

void shim_watch(const char *folder, int log)
{
    pthread_mutex_lock(&lock);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    log_descriptor = log;
    pthread_mutex_unlock(&lock);
}

void shim_mark(const char *text)
{
    pthread_mutex_lock(&lock);
    note('K', -1, 0, text, strlen(text), "", 0);
    pthread_mutex_unlock(&lock);
}

void shim_fail(long number, int error, int full)
{
    pthread_mutex_lock(&lock);
    counted = 0;
    to_fail = number;
    fails_with = error;
    is_full = full;
    failed[0] = 0;
    pthread_mutex_unlock(&lock);
}

long shim_counted(void) { return counted; }

const char *shim_failed(void) { return failed; }

/* The calls. Each is one step under the lock, so that the log has them in their true order. */

#define BEGIN pthread_mutex_lock(&lock)
#define END(result)                    \
    do {                               \
        __typeof__(result) r = result; \
        pthread_mutex_unlock(&lock);   \
        return r;                      \
    } while (0)

static int opened(int (*call)(int, const char *, int, ...), int folder, const char *path, int flags,
                  mode_t mode)
{
    char room[PATH_MAX];
    BEGIN;
    const char *here = under(folder, path, room);
    int descriptor = -1;
    if (!fails("open", here)) {
        descriptor = call(folder, path, flags, mode);
        if (here && descriptor >= MOST)
            abort();
        if (here && descriptor >= 0) {
            free(paths[descriptor]);
            paths[descriptor] = strdup(here);
            struct stat found;
            if (!fstat(descriptor, &found) && S_ISDIR(found.st_mode))
                flags |= O_DIRECTORY;
            note('O', descriptor, flags, here, strlen(here), "", 0);
        }
    }
    END(descriptor);
}

#define MODE(flags)                                      \
    mode_t mode = 0;                                     \
    if ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list list;                                    \
        va_start(list, flags);                           \
        mode = va_arg(list, mode_t);                     \
        va_end(list);                                    \
    }

int open(const char *path, int flags, ...)
{
    MODE(flags)
    return opened(REAL(openat), AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags)
    return opened(REAL(openat64), AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    MODE(flags)
    return opened(REAL(openat), folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    MODE(flags)
    return opened(REAL(openat64), folder, path, flags, mode);
}

int __open_2(const char *path, int flags) { return opened(REAL(openat), AT_FDCWD, path, flags, 0); }

int __open64_2(const char *path, int flags)
{
    return opened(REAL(openat64), AT_FDCWD, path, flags, 0);
}

int creat(const char *path, mode_t mode)
{
    return opened(REAL(openat), AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode)
{
    return opened(REAL(openat64), AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int descriptor)
{
    BEGIN;
    int result = REAL(close)(descriptor);
    if (of(descriptor)) {
        note('C', descriptor, 0, "", 0, "", 0);
        free(paths[descriptor]);
        paths[descriptor] = NULL;
    }
    END(result);
}

static int64_t place(int descriptor)
{
    if (fcntl(descriptor, F_GETFL) & O_APPEND) {
        struct stat found;
        return fstat(descriptor, &found) ? 0 : found.st_size;
    }
    return lseek(descriptor, 0, SEEK_CUR);
}

ssize_t write(int descriptor, const void *data, size_t length)
{
    if (!of(descriptor))
        return real_write(descriptor, data, length);
    BEGIN;
    ssize_t done = -1;
    if (!fails("write", paths[descriptor])) {
        int64_t at = place(descriptor);
        done = real_write(descriptor, data, length);
        if (done > 0)
            note('W', descriptor, at, data, (size_t)done, "", 0);
    }
    END(done);
}

static ssize_t placed(int descriptor, const void *data, size_t length, off64_t at)
{
    if (!of(descriptor))
        return REAL(pwrite64)(descriptor, data, length, at);
    BEGIN;
    ssize_t done = -1;
    if (!fails("write", paths[descriptor])) {
        done = REAL(pwrite64)(descriptor, data, length, at);
        if (done > 0)
            note('W', descriptor, at, data, (size_t)done, "", 0);
    }
    END(done);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t at)
{
    return placed(descriptor, data, length, at);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t at)
{
    return placed(descriptor, data, length, at);
}

/* A vector is written piece by piece: legal, since a write may be short. */
ssize_t writev(int descriptor, const struct iovec *pieces, int number)
{
    if (!of(descriptor))
        return REAL(writev)(descriptor, pieces, number);
    return number > 0 ? write(descriptor, pieces[0].iov_base, pieces[0].iov_len) : 0;
}

ssize_t pwritev(int descriptor, const struct iovec *pieces, int number, off_t at)
{
    if (!of(descriptor))
        return REAL(pwritev)(descriptor, pieces, number, at);
    return number > 0 ? placed(descriptor, pieces[0].iov_base, pieces[0].iov_len, at) : 0;
}

/* Copies inside the kernel are refused, as old file systems do: callers then copy by write. */
ssize_t sendfile(int out, int in, off_t *at, size_t count)
{
    if (of(out)) {
        errno = EINVAL;
        return -1;
    }
    return ((ssize_t(*)(int, int, off_t *, size_t))real("sendfile"))(out, in, at, count);
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t count)
{
    return sendfile(out, in, (off_t *)at, count);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags)
{
    if (of(out)) {
        errno = EXDEV;
        return -1;
    }
    return REAL(copy_file_range)(in, from, out, to, count, flags);
}

int fallocate(int descriptor, int mode, off_t at, off_t length)
{
    if (of(descriptor)) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return REAL(fallocate)(descriptor, mode, at, length);
}

int posix_fallocate(int descriptor, off_t at, off_t length)
{
    return of(descriptor) ? EOPNOTSUPP : REAL(posix_fallocate)(descriptor, at, length);
}

int ftruncate64(int descriptor, off64_t length)
{
    BEGIN;
    int result = -1;
    if (!fails("truncate", of(descriptor))) {
        result = REAL(ftruncate64)(descriptor, length);
        if (!result && of(descriptor))
            note('T', descriptor, length, "", 0, "", 0);
    }
    END(result);
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int truncate64(const char *path, off64_t length)
{
    char room[PATH_MAX];
    BEGIN;
    const char *here = under(AT_FDCWD, path, room);
    int result = -1;
    if (!fails("truncate", here)) {
        result = REAL(truncate64)(path, length);
        if (!result && here)
            note('t', -1, length, here, strlen(here), "", 0);
    }
    END(result);
}

int truncate(const char *path, off_t length) { return truncate64(path, length); }

static int synced(int (*call)(int), int descriptor)
{
    BEGIN;
    int result = -1;
    if (!fails("fsync", of(descriptor))) {
        result = call(descriptor);
        if (!result && of(descriptor))
            note('S', descriptor, 0, "", 0, "", 0);
    }
    END(result);
}

int fsync(int descriptor) { return synced(REAL(fsync), descriptor); }

int fdatasync(int descriptor) { return synced(REAL(fdatasync), descriptor); }

/* A call that gives a second name, or another one; both names are under the folder or neither. */
static int named(char what, const char *kind, int one, const char *from, int two, const char *to,
                 unsigned flags)
{
    char first[PATH_MAX], second[PATH_MAX];
    BEGIN;
    const char *here = under(one, from, first), *there = under(two, to, second);
    int result = -1;
    if (!fails(kind, here ? here : there)) {
        result = what == 'R' ? REAL(renameat2)(one, from, two, to, flags)
                             : REAL(linkat)(one, from, two, to, (int)flags);
        if (!result && (here || there)) {
            if (!here || !there || (what == 'R' && flags > 1))
                abort(); /* nothing does so yet; disk.py could not follow */
            note(what, -1, 0, here, strlen(here), there, strlen(there));
        }
    }
    END(result);
}

int rename(const char *from, const char *to)
{
    return named('R', "rename", AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int one, const char *from, int two, const char *to)
{
    return named('R', "rename", one, from, two, to, 0);
}

int renameat2(int one, const char *from, int two, const char *to, unsigned flags)
{
    return named('R', "rename", one, from, two, to, flags);
}

int link(const char *from, const char *to)
{
    return named('L', "link", AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int one, const char *from, int two, const char *to, int flags)
{
    return named('L', "link", one, from, two, to, (unsigned)flags);
}

int unlinkat(int folder, const char *path, int flags)
{
    char room[PATH_MAX];
    BEGIN;
    const char *here = under(folder, path, room);
    int result = -1;
    if (!fails("unlink", here)) {
        result = REAL(unlinkat)(folder, path, flags);
        if (!result && here)
            note(flags & AT_REMOVEDIR ? 'D' : 'U', -1, 0, here, strlen(here), "", 0);
    }
    END(result);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *path, mode_t mode)
{
    char room[PATH_MAX];
    BEGIN;
    const char *here = under(folder, path, room);
    int result = -1;
    if (!fails("mkdir", here)) {
        result = REAL(mkdirat)(folder, path, mode);
        if (!result && here)
            note('M', -1, 0, here, strlen(here), "", 0);
    }
    END(result);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
