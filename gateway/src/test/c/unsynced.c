/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes writes that were not synced losable, for crash tests: a SIGKILL alone keeps what the kernel has in its page
 * cache, a power cut does not.
 *
 *     cc -O2 -shared -fPIC -o unsynced.so unsynced.c -ldl        LD_PRELOAD=unsynced.so java …
 *
 * For files named *.db, *.db-wal, *.db-journal and *.db-redo each pwrite and ftruncate goes through, but first the octets it
 * overwrites are appended to PATH.unsynced; fsync and fdatasync empty that file once they have succeeded. After the kill
 * the harness (LostWrites.java) takes the file back to its state at the last sync, or to that state with some of the
 * later writes on top, as a disk may leave it.
 *
 * A record, in host order: u64 offset, u64 file size before, u32 octets kept of the old content, u32 octets written
 * (0: a truncation to offset), old octets, new octets.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off64_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void init(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
}

static int ends(const char *s, size_t n, const char *e) {
    size_t m = strlen(e);
    return n >= m && !memcmp(s + n - m, e, m);
}

/* The undo file's name in u, or 0 where fd is no database file. */
static int tracked(int fd, char *u) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, u, 4000);
    if (n <= 0) return 0;
    u[n] = 0;
    if (!ends(u, n, ".db") && !ends(u, n, ".db-wal") && !ends(u, n, ".db-journal") && !ends(u, n, ".db-redo")) return 0;
    strcpy(u + n, ".unsynced");
    return 1;
}

static void die(const char *what) {
    perror(what);
    abort();
}

static void put(int log, const void *p, size_t n) {
    if (n && write(log, p, n) != (ssize_t) n) die("unsynced: write");
}

static void record(int fd, const char *u, uint64_t off, const void *new, uint32_t n) {
    struct stat st;
    if (fstat(fd, &st)) die("unsynced: fstat");
    uint64_t size = st.st_size, from = off, want = n;
    if (n == 0) want = size > off ? size - off : 0; /* a truncation gives up all behind it */
    uint32_t old = from >= size ? 0 : (from + want > size ? size - from : want);
    char *buf = malloc(24 + old + n);
    if (!buf) die("unsynced: malloc");
    memcpy(buf, &from, 8);
    memcpy(buf + 8, &size, 8);
    memcpy(buf + 16, &old, 4);
    memcpy(buf + 20, &n, 4);
    if (old && pread64(fd, buf + 24, old, from) != (ssize_t) old) die("unsynced: pread");
    if (n) memcpy(buf + 24 + old, new, n);
    int log = open(u, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (log < 0) die("unsynced: open");
    put(log, buf, 24 + old + n); /* one write: a kill leaves it whole or absent */
    close(log);
    free(buf);
}

static void synced(const char *u) {
    if (truncate(u, 0) && access(u, F_OK) == 0) die("unsynced: truncate");
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t off) {
    char u[4096];
    if (n == 0 || !tracked(fd, u)) return real_pwrite(fd, p, n, off);
    pthread_mutex_lock(&lock);
    record(fd, u, off, p, n);
    ssize_t r = real_pwrite(fd, p, n, off);
    pthread_mutex_unlock(&lock);
    return r;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t off) { return pwrite64(fd, p, n, off); }

int ftruncate64(int fd, off64_t len) {
    char u[4096];
    if (!tracked(fd, u)) return real_ftruncate(fd, len);
    pthread_mutex_lock(&lock);
    record(fd, u, len, NULL, 0);
    int r = real_ftruncate(fd, len);
    pthread_mutex_unlock(&lock);
    return r;
}

int ftruncate(int fd, off_t len) { return ftruncate64(fd, len); }

static int sync_with(int (*f)(int), int fd) {
    char u[4096];
    if (!tracked(fd, u)) return f(fd);
    pthread_mutex_lock(&lock);
    int r = f(fd);
    if (r == 0) synced(u);
    pthread_mutex_unlock(&lock);
    return r;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }

int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }

int unlink(const char *path) {
    char u[4096];
    size_t n = strlen(path);
    int r = real_unlink(path);
    if (r == 0 && n < 4000 && (ends(path, n, ".db") || ends(path, n, "-wal") || ends(path, n, "-journal") || ends(path, n, "-redo"))) {
        snprintf(u, sizeof u, "%s.unsynced", path);
        real_unlink(u);
    }
    return r;
}
