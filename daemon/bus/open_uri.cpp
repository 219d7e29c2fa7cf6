// SPDX-License-Identifier: MIT
#include "bus/open_uri.hpp"

#include "base/log.hpp"
#include "base/uri.hpp"

#include <unistd.h>

namespace feedherald::bus {

using namespace std::chrono_literals;

namespace {

constexpr auto portal = "org.freedesktop.portal.Desktop";
constexpr auto portal_path = "/org/freedesktop/portal/desktop";
constexpr auto portal_interface = "org.freedesktop.portal.OpenURI";
constexpr auto systemd = "org.freedesktop.systemd1";
// A portal may have to be started, and may start its backend.
constexpr auto patience = 10s;

Value environment(std::string const& token) {
    std::vector<std::string> lines;
    if (!token.empty()) {
        lines.push_back("XDG_ACTIVATION_TOKEN=" + token);
        lines.push_back("DESKTOP_STARTUP_ID=" + token);
    }
    return Value::strings(lines);
}

Value property(std::string name, Value value) {
    return Record{{Value{std::move(name)}, Value::boxed(std::move(value))}};
}

/** systemd puts variables of the environment into arguments; of "$$" it makes a dollar. */
std::string literal(std::string const& argument) {
    std::string text;
    for (char const c : argument) text.append(c == '$' ? 2 : 1, c);
    return text;
}

/** a(sasb): program, argv, whether a failure may be ignored. The address is one argument, never read by a shell. */
Value command(std::string const& uri) {
    Record line{{Value{std::string{"xdg-open"}}, Value::strings({"xdg-open", literal(uri)}), Value{false}}};
    return List{"(sasb)", {Value{std::move(line)}}};
}

}  // namespace

struct Opener::Request {
    std::string uri;
    std::string token;
    Watch reply;
};

Opener::Opener(Connection& connection) : connection_(connection) {}
Opener::~Opener() = default;

void Opener::open(std::string const& uri, std::string const& activation_token) {
    if (!is_http_uri(uri)) {
        log_warning("a link is not opened: it is neither http nor https", {{"URL", uri}});
        return;
    }
    auto const request = requests_.insert(requests_.end(), Request{uri, activation_token, {}});
    ask_portal(request);
}

void Opener::ask_portal(Place request) {
    std::vector<std::pair<std::string, Value>> options;
    if (!request->token.empty()) options.emplace_back("activation_token", request->token);
    Call const call{portal,
                    portal_path,
                    portal_interface,
                    "OpenURI",
                    {Value{std::string{}}, Value{request->uri}, Value::vardict(options)},
                    patience};
    request->reply = connection_.send(call, [this, request](Reply const& reply) {
        if (reply.ok()) return finish(request);
        // No portal, or one without a backend, which has no such interface.
        log_debug("the portal does not open links", {{"ERROR", reply.failure->text()}});
        start_unit(request);
    });
}

void Opener::start_unit(Place request) {
    auto const unit = "app-feedherald-open-" + std::to_string(::getpid()) + "-" + std::to_string(++units_) + ".service";
    List properties{
        "(sv)",
        {property("Description", Value{"Open " + request->uri}), property("Slice", Value{std::string{"app.slice"}}),
         property("CollectMode", Value{std::string{"inactive-or-failed"}}),
         property("Environment", environment(request->token)), property("ExecStart", command(request->uri))}};
    Call const call{
        systemd,
        "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager",
        "StartTransientUnit",
        {Value{unit}, Value{std::string{"fail"}}, Value{std::move(properties)}, Value{List{"(sa(sv))", {}}}},
        patience};
    request->reply = connection_.send(call, [this, request](Reply const& reply) {
        if (!reply.ok())
            log_warning("a link cannot be opened: neither the desktop portal nor systemd does it",
                        {{"URL", request->uri}, {"ERROR", reply.failure->text()}});
        finish(request);
    });
}

void Opener::finish(Place request) {
    requests_.erase(request);
}

}  // namespace feedherald::bus
