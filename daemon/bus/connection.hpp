// SPDX-License-Identifier: MIT
// A long-lived way to one bus: comes back by itself when the bus vanishes, and then listens, owns and publishes as
// before.
#pragma once

#include "bus/message.hpp"
#include "bus/object.hpp"
#include "bus/watch.hpp"
#include "bus/wire.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::bus {

class Connection {
  public:
    /** Tries once, at once; connected() tells with what success. Never throws for what the bus does. Everything runs on
     *  the io_context behind `executor`, which must outlive it. No member starts a thread. */
    Connection(boost::asio::any_io_executor executor, Address address);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    [[nodiscard]] bool connected() const noexcept { return wire_ != nullptr; }
    /** Why it is not connected, for people. */
    [[nodiscard]] std::string const& trouble() const noexcept { return trouble_; }
    [[nodiscard]] std::string unique_name() const;

    /** Never throws for what the bus or the peer does; cancellation (terminal) throws operation_aborted. A call that is
     *  abandoned costs nothing and its reply is dropped. */
    boost::asio::awaitable<Reply> call(Call call);
    /** The same with a callback, called exactly once unless the Watch ends first; never from inside send(). */
    Watch send(Call const& call, std::function<void(Reply const&)> done);

    /** Called with the owner's unique name when it is first known, and on every change; "" = nobody, or no bus. */
    Watch watch_name(std::string const& name, std::function<void(std::string const& owner)> changed);
    /** Signals of `interface` that come from the owner of `sender`, whatever their member; from nobody else, even if a
     *  peer sends them to us directly. */
    Watch listen(std::string const& sender, std::string const& interface, std::function<void(Signal const&)> heard);
    /** Called after every connect (true) and every loss (false), not for the present state. */
    Watch watch_state(std::function<void(bool connected)> changed);

    /** False when another process has it or there is no bus. What is owned is asked for again after a loss. */
    bool own_name(std::string const& name);
    /** Kept, and published again after a loss. Throws std::runtime_error for a malformed description: a bug. */
    void publish(Object object);
    /** Nothing happens where there is no bus or no such object. */
    void emit(Signal const& signal);
    void properties_changed(std::string const& path, std::string const& interface,
                            std::vector<std::string> const& names);

  private:
    struct NameState;
    struct Listener;
    using Number = std::uint64_t;

    void connect();
    void on_lost(std::string const& reason);
    void retry_later();
    void restore();
    void follow(std::string const& name);
    void set_owner(std::string const& name, std::string const& owner);
    void attach(Number number);
    void hear(Number number, Signal const& signal);
    [[nodiscard]] bool is_from(Signal const& signal, std::string const& sender) const;
    void reply(Number number, Reply const& told);
    void tell_state(bool connected);

    boost::asio::any_io_executor executor_;
    Address address_;
    std::unique_ptr<Wire> wire_;
    std::string trouble_;
    struct Timer;  ///< Asio's, whose headers every room that has a bus would read
    std::unique_ptr<Timer> retry_;
    std::chrono::milliseconds retry_after_;
    Number next_ = 1;
    std::map<Number, std::function<void(Reply const&)>> pending_;
    std::map<std::string, NameState> names_;
    std::map<Number, Listener> listeners_;
    std::map<Number, std::function<void(bool)>> state_watchers_;
    std::vector<std::string> owned_;
    std::vector<Object> objects_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< callbacks hold it weakly
};

}  // namespace feedherald::bus
