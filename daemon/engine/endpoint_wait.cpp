// SPDX-License-Identifier: MIT
#include "engine/endpoint_wait.hpp"

#include <charconv>

namespace feedherald::engine {

namespace {

std::string name_of(SinkName const& sink) {
    return "endpoint-wait " + sink.value();
}

}  // namespace

Instant noted_wait(store::Store& store, SinkName const& sink, std::string const& fingerprint) {
    auto const note = store.note(name_of(sink));
    if (!note) return {};
    auto const blank = note->find(' ');
    if (blank == std::string::npos || note->compare(blank + 1, std::string::npos, fingerprint) != 0) return {};
    std::int64_t milliseconds = 0;
    std::from_chars(note->data(), note->data() + blank, milliseconds);
    return Instant{Duration(milliseconds)};
}

void note_wait(store::Store& store, SinkName const& sink, std::string const& fingerprint, Instant until) {
    store.set_note(name_of(sink), std::to_string(until.time_since_epoch().count()) + ' ' + fingerprint);
}

}  // namespace feedherald::engine
