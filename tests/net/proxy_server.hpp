// SPDX-License-Identifier: MIT
// A proxy on loopback, HTTP CONNECT or SOCKS 5, that joins every client to one port of this machine.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace feedherald::net_test {

struct ProxyScript {
    bool socks = false;
    std::uint16_t target_port = 0;
    std::string username;  ///< with password: demanded
    std::string password;
    bool refuses = false;
};

class ProxyServer {
  public:
    explicit ProxyServer(ProxyScript script);
    ~ProxyServer();
    ProxyServer(ProxyServer const&) = delete;
    ProxyServer& operator=(ProxyServer const&) = delete;

    [[nodiscard]] bool speaks_socks() const { return script_.socks; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] int connections() const { return connections_; }
    /** host:port of the last client's wish. */
    [[nodiscard]] std::string asked_for() const;
    /** All bytes of the last client before its tunnel stood. */
    [[nodiscard]] std::string greeting() const;

  private:
    void accept_all();
    void serve(int client);
    bool greet_http(int client);
    bool greet_socks(int client);
    std::string receive(int client, std::size_t count);

    ProxyScript script_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::string asked_for_;
    std::string greeting_;
    std::list<int> open_;
    std::list<std::thread> threads_;
};

}  // namespace feedherald::net_test
