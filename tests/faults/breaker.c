// SPDX-License-Identifier: MIT
// Preloaded into the program under test: breaks one thing at a chosen instant, or keeps a journal of what reaches the disk.
//   BREAKER_AT=N           the N-th call that changes a file whose path holds BREAKER_PATH, counted from 1
//   BREAKER_HOW=...        what becomes of it: the errno ENOSPC, EIO, EROFS; "short" writes half; "kill" is SIGKILL before it;
//                          a "+" behind an errno fails all later ones too
//   BREAKER_SOCKETS=1      calls on sockets count as well
//   BREAKER_COUNT=FILE     gets one byte for each call that counts
//   BREAKER_JOURNAL=FILE   gets those calls themselves, with their data: tests/faults/journal.py reads it
//   BREAKER_HANG=HOST      looking it up takes for ever
//   BREAKER_CLOCK=FILE     holds the seconds by which the wall clock is off, as text; read at every look at the clock
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { most_descriptors = 4096 };
static char paths[most_descriptors][256];
static long calls;
static int count_file = -1, journal_file = -1;

static char const* option(char const* name) {
    char const* value = getenv(name);
    return value != NULL ? value : "";
}

static int is_ours(char const* path) {
    char const* wanted = option("BREAKER_PATH");
    return *wanted != '\0' && path != NULL && strstr(path, wanted) != NULL;
}

static char const* path_of(int descriptor) {
    return descriptor >= 0 && descriptor < most_descriptors && paths[descriptor][0] != '\0' ? paths[descriptor] : NULL;
}

static int open_beside(char const* name, int* descriptor) {
    char const* path = option(name);
    if (*descriptor < 0 && *path != '\0')
        *descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return *descriptor;
}

/** "W path offset size\n" and the data; T path size; S path; U path; R path to. */
static void write_journal(char what, char const* path, char const* to, long long offset, void const* data, size_t size) {
    if (open_beside("BREAKER_JOURNAL", &journal_file) < 0) return;
    char line[1024];
    int const length = snprintf(line, sizeof line, "%c %s %s %lld %zu\n", what, path, to != NULL ? to : "-", offset, size);
    syscall(SYS_write, journal_file, line, (size_t)length);
    if (data != NULL) syscall(SYS_write, journal_file, data, size);
}

static int number_of(char const* how) {
    if (strncmp(how, "ENOSPC", 6) == 0) return ENOSPC;
    if (strncmp(how, "EROFS", 5) == 0) return EROFS;
    return EIO;
}

enum outcome { goes_on, fails, is_short };

/** Counts one call, and says what becomes of it. */
static enum outcome next(void) {
    long const mine = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (open_beside("BREAKER_COUNT", &count_file) >= 0) syscall(SYS_write, count_file, ".", 1);
    long const at = atol(option("BREAKER_AT"));
    char const* how = option("BREAKER_HOW");
    if (at == 0 || mine < at || (mine > at && strchr(how, '+') == NULL)) return goes_on;
    if (strcmp(how, "kill") == 0) kill(getpid(), SIGKILL);
    if (strcmp(how, "short") == 0) return is_short;
    errno = number_of(how);
    return fails;
}

static int open_file(char const* path, int flags, mode_t mode) {
    int const descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (descriptor >= 0 && descriptor < most_descriptors && is_ours(path))
        snprintf(paths[descriptor], sizeof paths[descriptor], "%s", path);
    return descriptor;
}

int open(char const* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t const mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (is_ours(path) && (flags & O_CREAT) != 0 && access(path, F_OK) != 0 && next() == fails) return -1;
    return open_file(path, flags, mode);
}
int open64(char const* path, int flags, ...) __attribute__((alias("open")));

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < most_descriptors) paths[descriptor][0] = '\0';
    return (int)syscall(SYS_close, descriptor);
}

ssize_t pwrite(int descriptor, void const* data, size_t size, off_t offset) {
    char const* path = path_of(descriptor);
    if (path != NULL) {
        enum outcome const outcome = next();
        if (outcome == fails) return -1;
        if (outcome == is_short) size = size > 1 ? size / 2 : size;
        write_journal('W', path, NULL, offset, data, size);
    }
    return syscall(SYS_pwrite64, descriptor, data, size, offset);
}
ssize_t pwrite64(int descriptor, void const* data, size_t size, off_t offset) __attribute__((alias("pwrite")));

ssize_t write(int descriptor, void const* data, size_t size) {
    char const* path = path_of(descriptor);
    if (path != NULL) {
        enum outcome const outcome = next();
        if (outcome == fails) return -1;
        if (outcome == is_short) size = size > 1 ? size / 2 : size;
        write_journal('W', path, NULL, lseek(descriptor, 0, SEEK_CUR), data, size);
    }
    return syscall(SYS_write, descriptor, data, size);
}

static int sync_file(long call, int descriptor) {
    char const* path = path_of(descriptor);
    if (path != NULL) {
        if (next() == fails) return -1;
        write_journal('S', path, NULL, 0, NULL, 0);
    }
    return (int)syscall(call, descriptor);
}
int fsync(int descriptor) { return sync_file(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return sync_file(SYS_fdatasync, descriptor); }

int ftruncate(int descriptor, off_t size) {
    char const* path = path_of(descriptor);
    if (path != NULL) {
        if (next() == fails) return -1;
        write_journal('T', path, NULL, size, NULL, 0);
    }
    return (int)syscall(SYS_ftruncate, descriptor, size);
}
int ftruncate64(int descriptor, off_t size) __attribute__((alias("ftruncate")));

int unlink(char const* path) {
    if (is_ours(path)) {
        if (next() == fails) return -1;
        write_journal('U', path, NULL, 0, NULL, 0);
    }
    return (int)syscall(SYS_unlink, path);
}

int rename(char const* from, char const* to) {
    if (is_ours(from)) {
        if (next() == fails) return -1;
        write_journal('R', from, to, 0, NULL, 0);
    }
    return (int)syscall(SYS_rename, from, to);
}

ssize_t send(int descriptor, void const* data, size_t size, int flags) {
    if (*option("BREAKER_SOCKETS") != '\0') next();
    return syscall(SYS_sendto, descriptor, data, size, flags, NULL, 0);
}

ssize_t recv(int descriptor, void* data, size_t size, int flags) {
    if (*option("BREAKER_SOCKETS") != '\0') next();
    return syscall(SYS_recvfrom, descriptor, data, size, flags, NULL, NULL);
}

int getaddrinfo(char const* host, char const* service, struct addrinfo const* hints, struct addrinfo** found) {
    if (host != NULL && strcmp(host, option("BREAKER_HANG")) == 0)
        for (;;) pause();
    int (*real)(char const*, char const*, struct addrinfo const*, struct addrinfo**) = NULL;
    *(void**)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    return real(host, service, hints, found);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    int const result = (int)syscall(SYS_clock_gettime, clock, now);
    char const* path = clock == CLOCK_REALTIME ? option("BREAKER_CLOCK") : "";
    if (*path == '\0') return result;
    char text[32] = "";
    int const file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (file >= 0) {
        syscall(SYS_read, file, text, sizeof text - 1);
        syscall(SYS_close, file);
    }
    now->tv_sec += atol(text);
    return result;
}
