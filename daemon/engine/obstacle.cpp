// SPDX-License-Identifier: MIT
#include "engine/obstacle.hpp"

namespace feedherald::engine {

namespace {
std::string note_of(SinkName const& sink) {
    return "obstacle " + sink.value();
}
}  // namespace

void note_obstacle(store::Store& store, SinkName const& sink, std::optional<std::string> const& obstacle) {
    if (obstacle)
        store.set_note(note_of(sink), *obstacle);
    else
        store.remove_note(note_of(sink));
}

std::optional<std::string> noted_obstacle(store::Store& store, SinkName const& sink) {
    return store.note(note_of(sink));
}

}  // namespace feedherald::engine
