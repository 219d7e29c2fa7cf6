// SPDX-License-Identifier: MIT
// How many messages the alerts that wait for one sink become: one by one, one a feed, or one digest.
#pragma once

#include "model/alert.hpp"

#include <cstddef>
#include <vector>

namespace feedherald::dispatch {

/**
 * Up to `singly` deliveries go one by one. More are merged: first per feed (its items together; reports about the feed
 * itself apart); and if that still makes more than `singly` messages, all into one digest, most urgent first. With
 * `singly` 0 everything is one digest: what was held back arrives so. Without `merges` each goes by itself.
 * Order within a feed is kept everywhere.
 */
std::vector<std::vector<Delivery>> bundle(std::vector<Delivery> waiting, std::size_t singly, bool merges);

}  // namespace feedherald::dispatch
