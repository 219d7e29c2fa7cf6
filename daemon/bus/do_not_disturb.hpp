// SPDX-License-Identifier: MIT
// Whether the notification server says that the person does not want to be disturbed: Plasma, dunst, mako, swaync.
#pragma once

#include "bus/connection.hpp"

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace feedherald::bus {

class DoNotDisturb {
  public:
    /** `changed` is called from the io_context whenever known() or active() changes. */
    DoNotDisturb(boost::asio::any_io_executor executor, Connection& connection, std::function<void()> changed);
    ~DoNotDisturb();
    DoNotDisturb(DoNotDisturb const&) = delete;
    DoNotDisturb& operator=(DoNotDisturb const&) = delete;

    /** False until every way of asking has been answered: a pop-up in between might disturb. */
    [[nodiscard]] bool known() const noexcept;
    [[nodiscard]] bool active() const noexcept;
    /** active(), after asking again a server that does not tell by itself when it changes (mako before 1.10). */
    boost::asio::awaitable<bool> look();

  private:
    /** One server's way of saying it. */
    struct Way {
        bool asked = false;
        bool answered = false;
        bool on = false;
        Watch reply;
    };

    void on_owner(std::string const& owner);
    void ask(Way& way, Call const& question, bool (*reads)(Reply const&));
    [[nodiscard]] Call mako_question() const;
    void ask_mako();
    void ask_swaync();
    void on_properties(Signal const& signal);
    void on_swaync(Signal const& signal);
    void set(Way& way, bool on);
    void look_again_later();

    Connection& connection_;
    std::function<void()> changed_;
    boost::asio::steady_timer again_;
    std::string owner_;
    std::string swaync_owner_;
    bool is_mako_ = false;
    Way plasma_;
    Way dunst_;
    Way mako_;
    Way swaync_;
    Watch owner_watch_;
    Watch swaync_watch_;
    Watch properties_;
    Watch swaync_signals_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace feedherald::bus
