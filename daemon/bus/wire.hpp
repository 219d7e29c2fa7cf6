// SPDX-License-Identifier: MIT
// One open connection to a bus, until it breaks: sdbus-c++ behind plain types. Connection holds one after another.
#pragma once

#include "bus/message.hpp"
#include "bus/object.hpp"
#include "bus/watch.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

namespace feedherald::bus {

/** "session" and "system" mean the user's and the system's bus; else an address as D-Bus writes it. */
using Address = std::string;

class Wire {
  public:
    /** Throws std::runtime_error when there is no bus there. Every callback given to a Wire is called from the
     *  io_context, never from inside a member function, and not after its end. `lost`: at most once. */
    Wire(boost::asio::any_io_executor executor, Address const& address, std::function<void(std::string reason)> lost);
    ~Wire();
    Wire(Wire const&) = delete;
    Wire& operator=(Wire const&) = delete;

    [[nodiscard]] std::string unique_name() const;
    /** `done` exactly once, unless the Wire ends first. */
    void call(Call const& call, std::function<void(Reply)> done);
    /** `rule` as AddMatch takes it. Blocks for one round trip to the bus. Empty Watch and a log line on failure. */
    Watch match(std::string const& rule, std::function<void(Signal)> heard);
    /** False when another process owns it. Blocks for one round trip to the bus. */
    bool own(std::string const& name);
    /** Throws std::runtime_error when the path is taken or a signature is malformed: a bug. */
    void publish(Object const& object);
    void emit(Signal const& signal);
    void properties_changed(std::string const& path, std::string const& interface,
                            std::vector<std::string> const& names);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feedherald::bus
