// SPDX-License-Identifier: MIT
#include "bus/do_not_disturb.hpp"

#include <algorithm>

namespace feedherald::bus {

using namespace std::chrono_literals;

namespace {

constexpr auto service = "org.freedesktop.Notifications";
constexpr auto path = "/org/freedesktop/Notifications";
constexpr auto properties = "org.freedesktop.DBus.Properties";
constexpr auto dunst_interface = "org.dunstproject.cmd0";
constexpr auto mako_interface = "fr.emersion.Mako";
constexpr auto mako_path = "/fr/emersion/Mako";
constexpr auto swaync = "org.erikreider.swaync.cc";
constexpr auto swaync_path = "/org/erikreider/swaync/cc";
// A server that hangs holds alerts back by itself; one that leaves a question open does not.
constexpr auto patience = 2s;
// mako before 1.10 tells nobody that its mode has changed.
constexpr auto mako_rhythm = 20s;

bool is_true(Value const* value) {
    auto const* flag = value != nullptr ? value->unboxed().get<bool>() : nullptr;
    return flag != nullptr && *flag;
}

bool reads_flag(Reply const& reply) {
    return is_true(reply.at(0));
}

/** mako's modes are free names; these are what its manual and its users call this one. */
bool has_quiet_mode(Value const& modes) {
    auto const names = modes.texts();
    return std::any_of(names.begin(), names.end(),
                       [](std::string const& name) { return name == "do-not-disturb" || name == "dnd"; });
}

bool reads_modes(Reply const& reply) {
    return reply.at(0) != nullptr && has_quiet_mode(*reply.at(0));
}

Call get_property(std::string const& owner, char const* interface, char const* name) {
    return {owner, path, properties, "Get", {Value{interface}, Value{name}}, patience};
}

}  // namespace

DoNotDisturb::DoNotDisturb(boost::asio::any_io_executor executor, Connection& connection, std::function<void()> changed)
    : connection_(connection), changed_(std::move(changed)), again_(std::move(executor)) {
    owner_watch_ = connection_.watch_name(service, [this](std::string const& owner) { on_owner(owner); });
    properties_ = connection_.listen(service, properties, [this](Signal const& signal) { on_properties(signal); });
    swaync_watch_ = connection_.watch_name(swaync, [this](std::string const& owner) {
        swaync_owner_ = owner;
        ask_swaync();
    });
    swaync_signals_ = connection_.listen(swaync, swaync, [this](Signal const& signal) { on_swaync(signal); });
}

DoNotDisturb::~DoNotDisturb() {
    alive_.reset();
}

bool DoNotDisturb::known() const noexcept {
    for (auto const* way : {&plasma_, &dunst_, &mako_, &swaync_})
        if (way->asked && !way->answered) return false;
    return true;
}

bool DoNotDisturb::active() const noexcept {
    return plasma_.on || dunst_.on || mako_.on || swaync_.on;
}

void DoNotDisturb::on_owner(std::string const& owner) {
    if (owner == owner_) return;
    owner_ = owner;
    for (auto* way : {&plasma_, &dunst_, &mako_}) *way = {};
    is_mako_ = false;
    again_.cancel();
    if (owner_.empty()) return changed_();
    // Whatever the server calls itself: one that has not the property says so at once.
    ask(plasma_, get_property(owner_, service, "Inhibited"), reads_flag);
    ask(dunst_, get_property(owner_, dunst_interface, "paused"), reads_flag);
    ask_mako();
    changed_();
}

void DoNotDisturb::ask(Way& way, Call const& question, bool (*reads)(Reply const&)) {
    way.asked = true;
    way.reply = connection_.send(question, [this, &way, reads](Reply const& reply) { set(way, reads(reply)); });
}

Call DoNotDisturb::mako_question() const {
    return {owner_, mako_path, mako_interface, "ListModes", {}, patience};
}

void DoNotDisturb::ask_mako() {
    mako_.asked = true;
    mako_.reply = connection_.send(mako_question(), [this](Reply const& reply) {
        is_mako_ = reply.ok();
        set(mako_, reads_modes(reply));
        if (mako_.on) look_again_later();
    });
}

void DoNotDisturb::ask_swaync() {
    swaync_ = {};
    if (swaync_owner_.empty()) return changed_();
    ask(swaync_, Call{swaync_owner_, swaync_path, swaync, "GetDnd", {}, patience}, reads_flag);
}

boost::asio::awaitable<bool> DoNotDisturb::look() {
    if (is_mako_ && !owner_.empty()) {
        auto question = mako_question();
        auto const reply = co_await connection_.call(std::move(question));
        if (reply.ok()) set(mako_, reads_modes(reply));
        if (mako_.on) look_again_later();
    }
    co_return active();
}

void DoNotDisturb::look_again_later() {
    again_.expires_after(mako_rhythm);
    again_.async_wait([this, alive = std::weak_ptr{alive_}](boost::system::error_code error) {
        if (!error && !alive.expired() && !owner_.empty()) ask_mako();
    });
}

void DoNotDisturb::on_properties(Signal const& signal) {
    if (signal.member != "PropertiesChanged" || signal.arguments.size() < 2) return;
    auto const interface = signal.arguments[0].text();
    auto const& values = signal.arguments[1];
    if (interface == service && values.at("Inhibited") != nullptr) set(plasma_, is_true(values.at("Inhibited")));
    if (interface == dunst_interface && values.at("paused") != nullptr) set(dunst_, is_true(values.at("paused")));
    if (interface == mako_interface && values.at("Modes") != nullptr) set(mako_, has_quiet_mode(*values.at("Modes")));
}

void DoNotDisturb::on_swaync(Signal const& signal) {
    // Subscribe and SubscribeV2: (count u, dnd b, …).
    if (signal.member.starts_with("Subscribe") && signal.arguments.size() >= 2)
        set(swaync_, is_true(&signal.arguments[1]));
}

void DoNotDisturb::set(Way& way, bool on) {
    bool const is_new = way.on != on || !way.answered;
    way.asked = true;
    way.answered = true;
    way.on = on;
    if (is_new) changed_();
}

}  // namespace feedherald::bus
