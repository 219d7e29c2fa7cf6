// SPDX-License-Identifier: MIT
/* lodelay - add one-way latency to every packet that leaves on lo (NFQUEUE 0), for kernels without sch_netem.
 * Run inside a private network namespace whose INPUT chain has: -i lo -j NFQUEUE --queue-num 0
 * (INPUT, not OUTPUT: there loopback has taken the packet from its sender, or TCP small queues would throttle it)
 * Usage: lodelay ONE_WAY_MS   (round trip = 2 x that).  Prints "ready" when the queue is bound; ends on SIGTERM.
 * Packets are never copied to user space (NFQNL_COPY_META): we only hold their ids and accept them when due. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#define RING (1u << 20)
static struct {
    uint64_t due;
    uint32_t id;
} ring[RING];
static uint32_t head, tail; /* FIFO: a constant delay keeps the order */
static uint64_t delay_ns;
static volatile sig_atomic_t stop;
static void on_term(int s) {
    (void)s;
    stop = 1;
}
static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int cb(struct nfq_q_handle* q, struct nfgenmsg* m, struct nfq_data* d, void* u) {
    (void)m;
    (void)u;
    struct nfqnl_msg_packet_hdr* h = nfq_get_msg_packet_hdr(d);
    if (!h) return 0;
    uint32_t id = ntohl(h->packet_id);
    if (tail - head >= RING) return nfq_set_verdict(q, id, NF_ACCEPT, 0, NULL);
    ring[tail % RING].due = now() + delay_ns;
    ring[tail % RING].id = id;
    tail++;
    return 0;
}

int main(int argc, char** argv) {
    double ms = argc > 1 ? atof(argv[1]) : 50;
    delay_ns = (uint64_t)(ms * 1e6);
    signal(SIGTERM, on_term);
    signal(SIGINT, on_term);
    struct nfq_handle* h = nfq_open();
    struct nfq_q_handle* q = h ? nfq_create_queue(h, 0, cb, NULL) : NULL;
    if (!q) {
        perror("nfq");
        return 1;
    }
    nfq_set_mode(q, NFQNL_COPY_META, 0);
    nfq_set_queue_maxlen(q, 1u << 19);
    nfq_set_queue_flags(q, NFQA_CFG_F_GSO, NFQA_CFG_F_GSO);
    int fd = nfq_fd(h), sz = 64 << 20, one = 1;
    setsockopt(fd, SOL_SOCKET, 33 /* SO_RCVBUFFORCE */, &sz, sizeof sz);
    setsockopt(fd, 270 /* SOL_NETLINK */, 5 /* NETLINK_NO_ENOBUFS */, &one, sizeof one);
    puts("ready");
    fflush(stdout);
    static char buf[1 << 16];
    struct pollfd p = {fd, POLLIN, 0};
    while (!stop) {
        uint64_t t = now();
        if (head != tail && ring[head % RING].due <= t) { /* ids grow monotonically: one batch verdict */
            uint32_t last = 0;
            while (head != tail && ring[head % RING].due <= t) last = ring[head++ % RING].id;
            nfq_set_verdict_batch(q, last, NF_ACCEPT);
        }
        struct timespec w, *wp = NULL;
        if (head != tail) {
            uint64_t due = ring[head % RING].due, left = due > t ? due - t : 0;
            w.tv_sec = (time_t)(left / 1000000000u);
            w.tv_nsec = (long)(left % 1000000000u);
            wp = &w;
        }
        if (ppoll(&p, 1, wp, NULL) > 0)
            for (int i = 0; i < 256; i++) {
                ssize_t n = recv(fd, buf, sizeof buf, MSG_DONTWAIT);
                if (n <= 0) break;
                nfq_handle_packet(h, buf, (int)n);
            }
    }
    nfq_destroy_queue(q);
    nfq_close(h);
    return 0;
}
