// SPDX-License-Identifier: MIT
// Drives an sdbus-c++ connection from the io_context, on its one thread. Only for files of bus/.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace sdbus {
class IConnection;
}

namespace feedherald::bus {

class Pump {
  public:
    /** `connection` must outlive it. `lost` is called at most once, from the io_context, when the bus is gone. */
    Pump(boost::asio::any_io_executor executor, sdbus::IConnection& connection,
         std::function<void(std::string reason)> lost);
    ~Pump();
    Pump(Pump const&) = delete;
    Pump& operator=(Pump const&) = delete;

    /** After every message sent: 1.x has no other way to learn of the new timeout or of bytes left to write. */
    void kick();

  private:
    void run();
    void wait_again();
    void wait_for(boost::asio::posix::stream_descriptor& descriptor,
                  boost::asio::posix::stream_descriptor::wait_type what, bool& waiting);
    void stop();

    boost::asio::any_io_executor executor_;
    sdbus::IConnection& connection_;
    std::function<void(std::string)> lost_;
    boost::asio::steady_timer timer_;
    boost::asio::posix::stream_descriptor socket_;
    boost::asio::posix::stream_descriptor events_;
    bool reading_ = false;
    bool writing_ = false;
    bool hearing_ = false;
    bool kicked_ = false;
    bool stopped_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< handlers hold it weakly
};

}  // namespace feedherald::bus
