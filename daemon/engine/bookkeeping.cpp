// SPDX-License-Identifier: MIT
#include "engine/bookkeeping.hpp"

#include "base/log.hpp"
#include "base/memory.hpp"

#include <string>

namespace feedherald::engine {

namespace {
constexpr Duration write_within = std::chrono::seconds{2};
constexpr Duration write_again_after = std::chrono::seconds{30};
constexpr std::size_t most_unwritten = 4096;
}  // namespace

std::optional<Instant> Bookkeeping::look(bool round_is_over) {
    auto const write_at = write(round_is_over);
    if (round_is_over && !write_at && gives_back_ && polls_since_rest_ >= a_burst) {
        polls_since_rest_ = 0;
        rooms_.store.give_memory_back();
        give_memory_back();
    }
    return write_at;
}

std::optional<Instant> Bookkeeping::write(bool round_is_over) {
    auto const unwritten = rooms_.store.unwritten();
    if (unwritten == 0) {
        write_at_.reset();
        return std::nullopt;
    }
    auto const now = rooms_.clock.now();
    if (!write_at_ || *write_at_ > now + write_again_after) write_at_ = now + write_within;
    bool const it_is_time = round_is_over || unwritten >= most_unwritten;
    if (now < *write_at_ && (failed_ || !it_is_time)) return write_at_;
    try {
        rooms_.store.write_unchanged();
        write_at_.reset();
        failed_ = false;
    } catch (store::Damaged const&) {
        rooms_.state_lost(std::current_exception());
        return std::nullopt;
    } catch (std::exception const& e) {  // polling goes on: after a restart these feeds are asked once more
        if (!failed_) log_error(std::string("polls that found nothing new cannot be written down: ") + e.what());
        failed_ = true;
        write_at_ = now + write_again_after;
    }
    return write_at_;
}

}  // namespace feedherald::engine
