// SPDX-License-Identifier: MIT
/* pollmax - the physical limit for polling over HTTPS with OpenSSL: epoll, one fresh TLS connection per target, one
 * GET, the body is counted and dropped.  One SSL_CTX for all; certificate chain and host name are verified.
 * Usage: pollmax [-t THREADS] [-c CONNECTIONS_PER_THREAD] [-a CAFILE] [-H] [-P] [-R] < TARGETS
 *   -R: poll everything twice and resume the TLS sessions the second time (only that poll is reported)
 *   a line of TARGETS: IP PORT HOST PATH [ETAG]     -H: handshake only    -P: plain HTTP
 * Prints one line: targets, 200s, 304s, failures, bytes, wall and CPU seconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    struct in_addr ip;
    int port;
    char *host, *path, *etag;
    SSL_SESSION* sess;
} target;
typedef struct {
    int fd, state;
    SSL* ssl;
    target* t;
    char req[512];
    int len, status;
} conn; /* state: 0 connect 1 handshake 2 send 3 read */
static target* T;
static size_t NT;
static size_t next_target;
static SSL_CTX* ctx;
static int per_thread = 64, hs_only, plain, resume;
static unsigned long long nresumed;
static unsigned long long n200, n304, nother, nfail, bytes;
#define ADD(v, k) __atomic_fetch_add(&(v), (k), __ATOMIC_RELAXED)

static int on_session(SSL* ssl, SSL_SESSION* s) {
    target* t = SSL_get_ex_data(ssl, 0);
    if (!t) return 0;
    if (t->sess) SSL_SESSION_free(t->sess);
    t->sess = s;
    return 1;
}
static int start(int ep, conn* c) {
    size_t i = ADD(next_target, 1);
    if (i >= NT) return 0;
    c->t = &T[i];
    c->state = 0;
    c->status = 0;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((unsigned short)c->t->port), .sin_addr = c->t->ip};
    int one = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connect(c->fd, (struct sockaddr*)&a, sizeof a);
    c->len = snprintf(c->req, sizeof c->req,
                      "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept-Encoding: gzip\r\nConnection: close\r\n%s%s%s\r\n",
                      c->t->path, c->t->host, c->t->port, c->t->etag ? "If-None-Match: " : "",
                      c->t->etag ? c->t->etag : "", c->t->etag ? "\r\n" : "");
    c->ssl = NULL;
    if (!plain) {
        c->ssl = SSL_new(ctx);
        SSL_set_fd(c->ssl, c->fd);
        if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(c->ssl), c->t->host) != 1) {
            SSL_set1_host(c->ssl, c->t->host);
            SSL_set_tlsext_host_name(c->ssl, c->t->host);
        }
        SSL_set_connect_state(c->ssl);
        if (resume) {
            SSL_set_ex_data(c->ssl, 0, c->t);
            if (c->t->sess) SSL_set_session(c->ssl, c->t->sess);
        }
    }
    struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
    return 1;
}
static int finish(int ep, conn* c, int ok) { /* 1: the slot has a new target */
    if (!ok)
        ADD(nfail, 1);
    else if (c->status == 200)
        ADD(n200, 1);
    else if (c->status == 304)
        ADD(n304, 1);
    else
        ADD(nother, 1);
    if (c->ssl) {
        if (ok && !hs_only) SSL_shutdown(c->ssl);
        SSL_free(c->ssl);
    }
    close(c->fd);
    return start(ep, c);
}
static int io_err(conn* c, long r) { /* 0 again, 1 end, -1 error */
    if (plain) return r == 0 ? 1 : (errno == EAGAIN ? 0 : -1);
    int e = SSL_get_error(c->ssl, (int)r);
    if (e == SSL_ERROR_WANT_READ || e == SSL_ERROR_WANT_WRITE) return 0;
    ERR_clear_error();
    return e == SSL_ERROR_ZERO_RETURN ? 1 : -1;
}
static int step(int ep, conn* c) { /* 0: no more work for this slot */
    static __thread char buf[1 << 16];
    for (;;) {
        if (c->state == 0) {
            int e = 0;
            socklen_t l = sizeof e;
            struct tcp_info ti;
            socklen_t tl = sizeof ti;
            getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &l);
            if (e) return finish(ep, c, 0);
            if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &ti, &tl) || ti.tcpi_state != TCP_ESTABLISHED) return 1;
            c->state = plain ? 2 : 1;
        } else if (c->state == 1) {
            int r = SSL_connect(c->ssl);
            if (r != 1) return io_err(c, r) == 0 ? 1 : finish(ep, c, 0);
            if (SSL_session_reused(c->ssl)) ADD(nresumed, 1);
            if (hs_only) return finish(ep, c, 1);
            c->state = 2;
        } else if (c->state == 2) {
            long r = plain ? write(c->fd, c->req, (size_t)c->len) : SSL_write(c->ssl, c->req, c->len);
            if (r <= 0) return io_err(c, r ? r : -1) == 0 ? 1 : finish(ep, c, 0);
            c->state = 3;
        } else {
            long r = plain ? read(c->fd, buf, sizeof buf) : SSL_read(c->ssl, buf, sizeof buf);
            if (r <= 0) {
                int k = io_err(c, r);
                return k == 0 ? 1 : finish(ep, c, k == 1);
            }
            if (!c->status && r > 12) c->status = atoi(buf + 9);
            ADD(bytes, (unsigned long long)r);
        }
    }
}
static void* worker(void* u) {
    (void)u;
    int ep = epoll_create1(0), live = 0;
    conn* cs = calloc((size_t)per_thread, sizeof *cs);
    for (int i = 0; i < per_thread; i++) {
        if (!start(ep, &cs[i])) break;
        live++;
    }
    struct epoll_event ev[128];
    time_t end = time(NULL) + 300;
    while (live && time(NULL) < end) {
        int n = epoll_wait(ep, ev, 128, 1000);
        for (int i = 0; i < n; i++)
            if (!step(ep, ev[i].data.ptr)) live--;
    }
    close(ep);
    free(cs);
    return NULL;
}
static void run_all(int threads) {
    pthread_t* t = calloc((size_t)threads, sizeof *t);
    for (int i = 0; i < threads; i++) pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < threads; i++) pthread_join(t[i], NULL);
    free(t);
}
int main(int argc, char** argv) {
    int threads = 1, o;
    char const* ca = NULL;
    while ((o = getopt(argc, argv, "t:c:a:HPR")) != -1) switch (o) {
            case 't':
                threads = atoi(optarg);
                break;
            case 'c':
                per_thread = atoi(optarg);
                break;
            case 'a':
                ca = optarg;
                break;
            case 'H':
                hs_only = 1;
                break;
            case 'P':
                plain = 1;
                break;
            case 'R':
                resume = 1;
                break;
            default:
                return 2;
        }
    char line[1024], ip[64], host[256], path[256], etag[128];
    int port;
    while (fgets(line, sizeof line, stdin)) {
        int k = sscanf(line, "%63s %d %255s %255s %127s", ip, &port, host, path, etag);
        if (k < 4) continue;
        T = realloc(T, (NT + 1) * sizeof *T);
        T[NT] = (target){.port = port, .host = strdup(host), .path = strdup(path), .etag = k > 4 ? strdup(etag) : NULL};
        inet_aton(ip, &T[NT++].ip);
    }
    signal(SIGPIPE, SIG_IGN);
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    if (!plain) {
        ctx = SSL_CTX_new(TLS_client_method());
        if (ca && SSL_CTX_load_verify_locations(ctx, ca, NULL) != 1) {
            ERR_print_errors_fp(stderr);
            return 1;
        }
        SSL_CTX_set_verify(ctx, ca ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, NULL);
        SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
        if (resume) {
            SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
            SSL_CTX_sess_set_new_cb(ctx, on_session);
        }
    }
    struct rusage v = {0};
    if (resume) {
        run_all(threads);
        getrusage(RUSAGE_SELF, &v);
        clock_gettime(CLOCK_MONOTONIC, &a);
        next_target = 0;
        n200 = n304 = nother = nfail = bytes = nresumed = 0;
    }
    run_all(threads);
    clock_gettime(CLOCK_MONOTONIC, &b);
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    double wall = (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
    double us =
        (double)(u.ru_utime.tv_sec - v.ru_utime.tv_sec) + 1e-6 * (double)(u.ru_utime.tv_usec - v.ru_utime.tv_usec);
    double sy =
        (double)(u.ru_stime.tv_sec - v.ru_stime.tv_sec) + 1e-6 * (double)(u.ru_stime.tv_usec - v.ru_stime.tv_usec);
    printf(
        "targets %zu ok200 %llu ok304 %llu other %llu failed %llu resumed %llu bytes %llu wall %.3f user %.3f sys %.3f "
        "rss_kb %ld rate %.0f/s per_cpu_s %.0f\n",
        NT, n200, n304, nother, nfail, nresumed, bytes, wall, us, sy, u.ru_maxrss, (double)NT / wall,
        (double)NT / (us + sy));
    return nfail ? 1 : 0;
}
