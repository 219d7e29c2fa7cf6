// SPDX-License-Identifier: MIT
#include "net/client.hpp"

#include "base/retry_after.hpp"
#include "base/uri_host.hpp"
#include "net/hop.hpp"
#include "net/redirect.hpp"
#include "net/request_text.hpp"
#include "net/route.hpp"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t buffer_size = 64 * 1024;
constexpr std::chrono::seconds longest_delay = 5min;  ///< that redirects may ask for, all together

/** One exchange() under way; outlives the coroutines that work on it. */
struct Work {
    Work(asio::any_io_executor const& executor, Request asked)
        : request(std::move(asked)),
          chain(request.uri, request.limits.redirects),
          watchdog(executor, request.limits.total) {}
    Request request;
    RedirectChain chain;
    Watchdog watchdog;
    Response response;               ///< of the hop under way, as far as it has come
    std::chrono::seconds delayed{};  ///< by redirects, so far
    int led_here = 0;                ///< the status of the redirect that it follows
    std::uint64_t wire_bytes = 0;    ///< of the hops before it
    std::optional<Exchanged> outcome;
};

class Client final : public HttpClient {
  public:
    Client(asio::any_io_executor executor, ClientOptions options)
        : executor_(executor), phases_(options.phases), router_(executor, std::move(options)), buffer_(buffer_size) {}

    asio::awaitable<Exchanged> exchange(Request request) override;

  private:
    asio::awaitable<void> run(Work& work);
    asio::awaitable<Attempt<bool>> hop(Work& work, Leave leave);
    static asio::awaitable<std::optional<Failure>> objection(Work& work, Uri from);

    asio::any_io_executor executor_;
    Phases phases_;
    Router router_;
    std::vector<char> buffer_;
};

Failure failure_of(Work& work, Trouble trouble) {
    Failure failure{trouble.kind, std::move(trouble.reason), std::nullopt};
    if (work.response.status == 0) work.response.status = work.led_here;  // the last that any server said
    if (work.response.status != 0) failure.response = std::move(work.response);
    return failure;
}

asio::awaitable<Exchanged> Client::exchange(Request request) {
    if (!request.uri.is_http()) co_return Failure{Failure::Kind::refused, "only http and https are fetched", {}};
    Work work{executor_, std::move(request)};
    auto group =
        asio::experimental::make_parallel_group(asio::co_spawn(executor_, run(work), asio::deferred),
                                                asio::co_spawn(executor_, work.watchdog.watch(), asio::deferred));
    auto const [order, error, watch_error] =
        co_await std::move(group).async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    if (work.outcome) co_return std::move(*work.outcome);
    if (work.watchdog.has_barked()) {
        Trouble const late{Failure::Kind::timeout, work.watchdog.reason()};
        co_return failure_of(work, late);
    }
    if (error) std::rethrow_exception(error);
    std::rethrow_exception(watch_error);
}

/** A-21, RFC 9110 §10.2.3: Retry-After on a redirect delays the redirected request. */
std::chrono::seconds delay_of(Response const& redirect) {
    auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return parse_retry_after(find(redirect.headers, "Retry-After"), find(redirect.headers, "Date"), now).value_or(0s);
}

/** Whether the private addresses are open to this hop: by the user's own word first, then only from one to another. */
asio::awaitable<void> Client::run(Work& work) {
    auto& chain = work.chain;
    Leave leave{names_private_host(work.request.uri.host) || work.request.reach.allow_private, true,
                work.request.is_polite};
    while (true) {
        work.response.url = request_url(chain.here());
        auto const reached_private = co_await hop(work, leave);
        work.wire_bytes += work.response.wire_bytes;
        work.response.wire_bytes = work.wire_bytes;
        work.response.moved_permanently = chain.is_permanent();
        if (!reached_private) {
            work.outcome = failure_of(work, reached_private.error());
            co_return;
        }
        bool const follows = work.request.limits.redirects > 0 && work.request.method == "GET";
        if (!follows || !is_redirect(work.response.status)) break;
        auto const wait = delay_of(work.response);
        auto const from = chain.here();
        auto const followed = chain.follow(work.response.status, find(work.response.headers, "Location"));
        if (!followed) {
            work.outcome = failure_of(work, followed.error());
            co_return;
        }
        if (wait > longest_delay - work.delayed) {
            Trouble const later{Failure::Kind::redirect, "the server asks to wait before its redirect is followed"};
            work.outcome = failure_of(work, later);
            co_return;
        }
        if (wait > 0s) {
            work.delayed += wait;
            // Not within the time limit: who asks for more than that would never be followed.
            work.watchdog.pause();
            asio::steady_timer timer{executor_, wait};
            co_await timer.async_wait(asio::use_awaitable);
            work.watchdog.resume();
        }
        if (auto objected = co_await objection(work, from)) {
            work.outcome = std::move(*objected);
            co_return;
        }
        leave = Leave{*reached_private, false, work.request.is_polite};
        work.led_here = work.response.status;
        work.response = Response{};
    }
    work.outcome = Exchanged{std::move(work.response)};
}

/** The caller's, if it has one. */
asio::awaitable<std::optional<Failure>> Client::objection(Work& work, Uri from) {
    auto const& ask = work.request.before_redirect;
    if (!ask) co_return std::nullopt;
    auto to = work.chain.here();
    work.watchdog.pause();
    auto objected = co_await ask(std::move(from), std::move(to));
    work.watchdog.resume();
    if (!objected) co_return std::nullopt;
    Trouble trouble{Failure::Kind::redirect, std::move(objected->reason)};
    auto failure = failure_of(work, std::move(trouble));
    failure.wait = objected->wait;
    co_return failure;
}

/** Fills work.response; true when it came from a private address. */
asio::awaitable<Attempt<bool>> Client::hop(Work& work, Leave leave) {
    auto text = request_text(work.request, work.chain.here(), work.chain.is_home());
    if (!text) co_return text.error();
    auto reach = work.request.reach;
    if (!work.chain.is_home()) {  // a certificate names the user as much as a password does
        reach.client_cert.clear();
        reach.client_key.clear();
    }
    bool fresh = false;
    while (true) {
        auto routed = co_await router_.reach(work.chain.here(), reach, leave, fresh, work.watchdog);
        if (!routed) co_return routed.error();
        auto outcome = co_await converse(routed->connection, *text, work.request.limits, phases_, work.watchdog,
                                         buffer_, work.response);
        bool const is_private = routed->is_private;
        routed->connection.keep_session();
        if (outcome.kind == HopOutcome::Kind::answered) {
            if (outcome.reusable) router_.keep(std::move(*routed));
            co_return is_private;
        }
        // the server closed an idle connection at the moment we used it. That holds for a POST too: who sends it
        // would send it again a little later, and the receiver knows by its id that it is the same one.
        if (outcome.kind != HopOutcome::Kind::closed_unanswered || !routed->was_kept) co_return outcome.trouble;
        fresh = true;
    }
}

}  // namespace

Environment process_environment() {
    return [](std::string const& name) -> std::optional<std::string> {
        auto const* const value = std::getenv(name.c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    };
}

std::unique_ptr<HttpClient> make_client(asio::any_io_executor executor, ClientOptions options) {
    return std::make_unique<Client>(std::move(executor), std::move(options));
}

}  // namespace feedherald::net
